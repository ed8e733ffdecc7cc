"""Columns whose cells hold a number, an e-mail address or an account, whatever there is (invented people)."""

from datetime import date

import pyarrow as pa
import pytest

from recontact.points.clean import clean_values
from recontact.schema import MENTIONS, VALUES


def read(raw: str, kinds: tuple[str, ...]) -> tuple[list[tuple[str, str]], int]:
    """Return the points found in a cell whose column is mapped to `kinds`, and how many rejects."""
    mention = dict.fromkeys(MENTIONS.names) | {"source": "crm", "record_id": "1", "row": 2, "role": "self"}
    mention |= {"seen": date(2026, 1, 1), "closed": False}
    rows = [{"mention": 0, "kind": kind, "usage": "own", "field": "联系方式", "raw": raw} for kind in kinds]
    mentions = pa.Table.from_pylist([mention], MENTIONS)
    facts, rejects = clean_values(pa.Table.from_pylist(rows, VALUES), mentions, regions=("CN",))
    found = [(kind, known) for kind in kinds if kind in facts.cleaned for known in _known(facts.of(kind, "known"))]
    return found, rejects.num_rows


def _known(rows: pa.Table) -> list[str]:
    return [known for known in rows["known"].to_pylist() if known]


@pytest.mark.parametrize(
    ("raw", "points"),
    [
        ("13900139001", [("phone", "+8613900139001")]),
        ("wang@163.com", [("email", "wang@163.com")]),
        ("手机13900139001 wang@163.com", [("phone", "+8613900139001"), ("email", "wang@163.com")]),
        ("wang@163.com;13900139001", [("phone", "+8613900139001"), ("email", "wang@163.com")]),
        ("微信:wang_xm88 13900139001", [("phone", "+8613900139001"), ("im", "wang_xm88")]),
    ],
)
def test_each_piece_goes_to_its_kind(raw: str, points: list[tuple[str, str]]) -> None:
    assert read(raw, ("phone", "email", "im")) == (points, 0)


def test_what_is_not_recognised_stays_what_the_column_may_be() -> None:
    found, rejects = read("wang_xm88", ("phone", "email", "im"))
    assert found == [("im", "wang_xm88")]
    assert rejects == 2


def test_a_column_of_one_kind_is_left_alone() -> None:
    assert read("wang@163.com", ("phone",)) == ([], 1)
