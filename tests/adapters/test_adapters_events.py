"""Number checks, contact outcomes, legal bases and the lost list. All persons and numbers are invented."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from recontact.adapters.bases import BasisMapping, bases
from recontact.adapters.checks import CheckMapping, checks
from recontact.adapters.column import Table
from recontact.adapters.frame import read_frame
from recontact.adapters.lost import LostMapping, as_of_day, lost_list
from recontact.adapters.outcomes import OutcomeMapping, outcomes
from recontact.adapters.reading import Reading
from recontact.errors import SourceError, UsageError
from recontact.schema import BASES, READ_EVENTS, UNDATED

T = date(2024, 6, 30)

CHECKS = CheckMapping.model_validate({
    "key": "id", "on": "day", "phone": "号码", "tenure": "months", "name": "name", "id": "cert",
    "status": {"column": "code", "results": {0: "vacant", "1": "active"}},
    "three_element": {"column": "verdict", "results": {"一致": "match", "不一致": "mismatch"}},
})  # fmt: skip

OUTCOMES = OutcomeMapping.model_validate({
    "key": "id", "customer": "customer", "on": "day", "target": "target",
    "channel": {"column": "channel", "values": {"Voice": "voice", "mail": "mail", "email": "email"}},
    "result": {"column": "result", "results": {"本人": "right_party", "RPC": "right_party", "Returned": "returned"}},
    "party": {"column": "whose", "values": {"applicant": "own", "emergency1": "third_party"}},
})  # fmt: skip

BASIS = BasisMapping.model_validate({
    "source": "source", "record_id": "record", "subject": {"column": "subject", "optional": True},
    "purpose": "purpose", "granted": "granted", "expires": "expires", "withdrawn": "withdrawn",
})  # fmt: skip

LOST = LostMapping.model_validate({
    "borrower": ["borrower_id", "客户号"],
    "as_of": {"column": "as_of", "optional": True},
    "default_date": {"column": "defaulted", "optional": True},
})  # fmt: skip


def reading(mapping: Table, names: str, *rows: tuple[str | None, ...]) -> Reading:
    columns = names.split()
    table = pa.table({name: pa.array([row[place] for row in rows], pa.string()) for place, name in enumerate(columns)})
    return read_frame(table, "file", mapping.select(Path("file.csv")))


def reasons(rejects: pa.Table) -> list[tuple[Any, ...]]:
    return [(r["row"], r["field"], r["kind"], r["reason"]) for r in rejects.to_pylist()]


def test_one_check_may_give_three_answers() -> None:
    names = "id day 号码 code months verdict name cert"
    read = reading(
        CHECKS,
        names,
        ("Q1", "2024-06-01", "13900001111", "1", "[24,+)", "一致", "张伟", "1101**********1234"),
        ("Q2", "2024-06-02", "13900002222", "0", None, None, None, None),
        ("Q3", "2024-06-03", "13900003333", None, "[3, 6)", "不一致", "李娜", None),
        ("Q4", "2024-06-04", "13900004444", "9", "long", None, None, None),  # nothing that is known
        ("Q5", None, "13900005555", "1", None, None, None, None),
        ("Q6", "2024-07-05", "13900006666", "1", None, None, None, None),  # of the future
        ("Q7", "2024-06-07", None, "1", None, None, None, None),
    )
    found = checks(read, CHECKS, "carrier", T)
    assert found.events.schema == READ_EVENTS
    shown = ["record_id", "kind", "point_kind", "value", "on", "result", "months_low", "months_high", "name"]
    assert [tuple(row.values()) for row in found.events.select(shown).to_pylist()] == [
        ("Q1", "status", "phone", "13900001111", date(2024, 6, 1), "active", None, None, None),
        ("Q2", "status", "phone", "13900002222", date(2024, 6, 2), "vacant", None, None, None),
        ("Q1", "tenure", "phone", "13900001111", date(2024, 6, 1), "band", 24, None, None),
        ("Q3", "tenure", "phone", "13900003333", date(2024, 6, 3), "band", 3, 6, None),
        ("Q1", "three_element", "phone", "13900001111", date(2024, 6, 1), "match", None, None, "张伟"),
        ("Q3", "three_element", "phone", "13900003333", date(2024, 6, 3), "mismatch", None, None, "李娜"),
    ]
    assert (found.rows_read, found.rows_accepted, found.rows_rejected) == (7, 3, 4)
    assert reasons(found.rejects) == [
        (6, "day", "date", "future"),
        (4, "code", "status", "unknown_word"),
        (4, "months", "tenure", "unreadable"),
        *((row, None, "row", "no_dated_answer") for row in (4, 5, 6, 7)),
    ]


def test_outcomes_are_coded_by_name() -> None:
    names = "id customer day target channel result whose"
    found = outcomes(
        reading(
            OUTCOMES,
            names,
            ("1", "C1", "2024-06-01 10:00:00", "13900001111", "voice", "rpc", "applicant"),
            ("2", "C1", "2024-06-02", "1 Elm St", "mail", "RETURNED", "neighbour"),
            ("3", "C2", "2024-06-03", "13900003333", "fax", "RPC", "applicant"),
            ("4", "C2", "2024-06-04", None, "voice", "RPC", "applicant"),
            ("5", "C2", "2024-06-05", "13900005555", "voice", "said hello", "emergency1"),
        ),
        OUTCOMES,
        "attempts",
        T,
    )
    shown = ["record_id", "channel", "point_kind", "value", "customer", "on", "hour", "result", "party"]
    assert [tuple(row.values()) for row in found.events.select(shown).to_pylist()] == [
        ("1", "voice", "phone", "13900001111", "C1", date(2024, 6, 1), 10, "right_party", "own"),
        ("2", "mail", "address", "1 Elm St", "C1", date(2024, 6, 2), None, "returned", None),
    ]
    assert (found.rows_read, found.rows_accepted, found.rows_rejected) == (5, 2, 3)
    assert reasons(found.rejects) == [
        (3, "channel", "channel", "unknown_word"),
        (5, "result", "result", "unknown_word"),
        (2, "whose", "party", "unknown_word"),
        *((row, None, "row", "incomplete_attempt") for row in (3, 4, 5)),
    ]


def test_the_time_of_an_attempt_may_have_a_column_of_its_own() -> None:
    mapping = OutcomeMapping.model_validate({**OUTCOMES.model_dump(exclude_defaults=True), "time": "clock"})
    names = "id customer day clock target channel result whose"
    rows = [
        ("1", "C1", "2024-06-01 00:00:00", "9:30", "13900001111", "voice", "rpc", "applicant"),
        ("2", "C1", "2024-06-02 00:00:00", None, "13900001111", "voice", "rpc", "applicant"),
        ("3", "C1", "2024-06-03 00:00:00", "19:05", "13900001111", "voice", "rpc", "applicant"),
    ]
    assert outcomes(reading(mapping, names, *rows), mapping, "attempts", T).events["hour"].to_pylist() == [9, None, 19]


DAYS = ("2023-01-01", "2026-01-01", None)


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        (("loans", "A1", "self", "collections", *DAYS), True),
        (("loans", "*", "emergency_contact_1", "collections", *DAYS), True),
        (("loans", "A1", "self", "collections", "2023-01-01", None, "2024-01-01"), True),
        (("loans", "A1", "neighbour", "collections", *DAYS), False),
        (("loans", "A1", "self", None, *DAYS), False),
        (("loans", None, "self", "collections", *DAYS), False),
        (("loans", "A1", "self", "collections", None, "2026-01-01", None), False),
        (("loans", "A1", "self", "collections", "2023-01-01", "some day", None), False),  # no end is not "for ever"
        (("loans", "A1", "self", "collections", "2023-01-01", "2026-01-01", "last week"), True),  # withdrawn it is
        (("loans", "A1", "self", None, None, "some day", "last week"), True),
        (("*", "C1", "self", "all", None, None, "2024-01-01"), True),
        (("*", "C1", None, None, None, None, "last week"), True),  # do not contact stays, whatever its days say
        (("*", None, "self", "all", None, None, None), False),
    ],
)
def test_in_doubt_a_basis_permits_nothing(row: tuple[str | None, ...], kept: bool) -> None:
    names = "source record subject purpose granted expires withdrawn"
    found = bases(reading(BASIS, names, row), BASIS, "consents")
    assert found.bases.schema == BASES
    assert (found.rows_read, found.bases.num_rows, found.rows_rejected) == (1, int(kept), int(not kept))
    assert ((1, None, "basis", "incomplete") in reasons(found.rejects)) is not kept


def test_a_withdrawal_of_an_unreadable_day_stands_and_its_row_permits_nothing() -> None:
    names = "source record subject purpose granted expires withdrawn"
    found = bases(reading(BASIS, names, ("loans", "A1", "self", "collections", *DAYS[:2], "last week")), BASIS, "c")
    assert found.bases["withdrawn"].to_pylist() == [UNDATED]
    assert found.bases["granted"].to_pylist() == [None]


def test_without_a_subject_column_a_basis_is_the_subjects() -> None:
    names = "source record purpose granted expires withdrawn"
    found = bases(reading(BASIS, names, ("loans", "A1", "collections", *DAYS)), BASIS, "consents")
    assert found.bases["subject"].to_pylist() == ["self"]


def test_the_lost_list_names_each_borrower_once() -> None:
    found = lost_list(
        reading(
            LOST,
            "客户号 name as_of defaulted",
            ("C2", "张伟", "2024-06-30", "2022-01-05"),
            (" C1", "李娜", "2024-06-30", None),
            ("C2", "张伟", "2024-06-30", "2022-01-05"),
            (None, "王芳", "2024-06-30", None),
        ),
        LOST,
    )
    assert found.borrowers.to_pylist() == [
        {"borrower_id": "C2", "default_date": date(2022, 1, 5), "name": None},
        {"borrower_id": "C1", "default_date": None, "name": None},
    ]
    assert found.columns.to_pylist()[0] == {"name": "张伟", "as_of": "2024-06-30", "defaulted": "2022-01-05"}
    assert found.notes == ("1 rows name a borrower that is listed already; each is listed once",)
    assert (found.rows_read, found.borrowers.num_rows, found.rejects.num_rows) == (4, 2, 2)
    assert as_of_day(found, None) == T
    assert as_of_day(found, date(2024, 1, 1)) == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("names", "rows", "says"),
    [
        ("客户号", [("C1",)], "names no day"),
        ("客户号 as_of", [("C1", "2024-06-30"), ("C2", "2024-07-01")], "names 2 different days"),
    ],
)
def test_the_day_is_never_the_clocks(names: str, rows: list[tuple[str, ...]], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        as_of_day(lost_list(reading(LOST, names, *rows), LOST), None)


def test_a_list_of_nobody_is_an_error() -> None:
    with pytest.raises(SourceError, match="names no borrower"):
        lost_list(reading(LOST, "borrower_id", (None,)), LOST)
    with pytest.raises(SourceError, match="has no column 'borrower_id' or '客户号'"):
        lost_list(reading(LOST, "customer", ("C1",)), LOST)
