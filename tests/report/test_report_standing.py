"""How good the ranked numbers are, on small tables of invented people (synthetic numbers)."""

from datetime import date

import pyarrow as pa
import pytest

from recontact.report.segments import segments
from recontact.report.standing import standing
from recontact.schema import ADDRESS

TODAY = date(2026, 6, 30)
ROWS = [  # borrower, rank, type, value, probability, wrong
    ("C1", 1, "mobile", "+8613800000001", 0.8, 0.1),
    ("C1", 2, "email", "a@example.com", 0.9, 0.0),
    ("C1", 3, "mobile", "+8613800000002", 0.5, 0.3),
    ("C2", 1, "landline", "+862100000003", 0.2, 0.6),
]
NAMES = ("borrower_id", "rank", "contact_type", "contact_value_normalised", "probability", "p_wrong")
CONTACTS = pa.table({name: [row[place] for row in ROWS] for place, name in enumerate(NAMES)} | {
    "identity_id": ["I1", "I1", "I1", "I2"]
})  # fmt: skip
LISTED = pa.array(["C1", "C2", "C3", "C4"])
RECORDS = pa.table({
    "source": ["crm", "shop", "crm", "crm"],
    "record_id": ["1", "2", "3", "4"],
    "role": ["self", "self", "self", "spouse"],
    "identity_id": ["I1", "I1", "I2", "I2"],
    "born": [None, "1990-01-01", "1950-**-**", "2000-01-01"],
    "han": ["王小明", None, None, "李四"],
    "surname": ["wang", "wang", "smith", "li"],
    "given": ["xiaoming", None, "john", "si"],
    "addresses": pa.array([[], [{"region": "广东省"}], None, [{"region": "四川省"}]], pa.list_(ADDRESS)),
})  # fmt: skip


def test_it_is_foretold_by_the_probabilities_of_first_numbers():
    found = standing(CONTACTS, RECORDS, LISTED, as_of=TODAY, reaches={})
    assert found.curve[0] == pytest.approx((0.0, 0.5, 0.25, 0.175))
    assert {least: tuple(rest) for least, *rest in found.curve}[0.5] == pytest.approx((0.25, 0.2, 0.025))
    assert found.attempts == pytest.approx((0.8 + 0.2 + 2 * 0.2 * 0.5) / (0.8 + 0.2 + 0.2 * 0.5))
    assert found.reliability == ()
    assert [row[:3] for row in found.by_segment] == [
        *(("age", "30–44", 1), ("age", "60 and over", 1)),
        *(("script", "Latin", 1), ("script", "汉字 Han", 1)),
        *(("region", "unknown", 1), ("region", "广东省", 1)),
    ]
    assert [row[4] for row in found.by_segment] == pytest.approx([0.1, 0.6, 0.6, 0.1, 0.6, 0.1])


def test_what_was_found_out_is_counted_of_those_looked_for():
    told = {("C1", "+8613800000001"): False, ("C1", "+8613800000002"): True, ("C2", "+862100000003"): False}
    found = standing(CONTACTS, RECORDS, LISTED, as_of=TODAY, reaches=told)
    assert found.borrowers == 2
    assert found.curve[0] == pytest.approx((0.0, 1.0, 0.0, (0.1 / 0.2 + 0.6 / 0.8) / 2))
    assert found.attempts == pytest.approx(2.0)
    assert sorted(share for _, share, _ in found.reliability) == [0.0, 0.0, 1.0]


def test_the_best_tenth_holds_its_share_of_right_parties():
    rows = {name: [] for name in CONTACTS.column_names}
    for place in range(10):
        row = (f"C{place}", 1, "mobile", f"+861380000000{place}", 0.95 - place * 0.1, 0.0, "I1")
        for name, value in zip(CONTACTS.column_names, row, strict=True):
            rows[name].append(value)
    listed = pa.array([f"C{place}" for place in range(10)])
    found = standing(pa.table(rows), RECORDS, listed, as_of=TODAY, reaches={})
    assert dict(found.lift) == pytest.approx({0.1: 0.95 / 5.0, 0.2: 1.8 / 5.0})


def test_nobody_listed_has_no_standing():
    found = standing(CONTACTS.slice(0, 0), RECORDS, LISTED.slice(0, 0), as_of=TODAY, reaches={})
    assert (found.borrowers, found.attempts, found.by_segment) == (0, None, [])


def test_an_identity_without_records_is_in_no_known_segment():
    assert segments(pa.array(["I9"]), RECORDS, TODAY) == {
        "age": ["unknown"],
        "script": ["unknown"],
        "region": ["unknown"],
    }
