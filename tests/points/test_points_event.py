"""Checks and outcomes: their points in canonical form, and every one that cannot be read named by row and column."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from recontact.adapters.checks import CheckMapping, checks
from recontact.adapters.frame import read_frame
from recontact.adapters.outcomes import OutcomeMapping, outcomes
from recontact.points.event import clean_events
from recontact.schema import EVENTS, REJECTS

T = date(2024, 6, 30)

CHECKS = CheckMapping.model_validate({
    "key": "id", "on": "day", "phone": ["phone", "号码"], "tenure": {"column": "months", "optional": True},
    "status": {"column": "code", "results": {"1": "active"}},
})  # fmt: skip
OUTCOMES = OutcomeMapping.model_validate({
    "key": "id", "customer": "customer", "on": "day", "target": "target",
    "channel": {"column": "channel", "values": {"voice": "voice", "email": "email", "mail": "mail", "wx": "im"}},
    "result": {"column": "result", "results": {"rpc": "right_party"}},
})  # fmt: skip


def _cleaned(read: Any, mapping: Any, names: str, *rows: tuple[str, ...]) -> tuple[pa.Table, pa.Table]:
    columns = {name: pa.array([row[place] for row in rows]) for place, name in enumerate(names.split())}
    reading = read_frame(pa.table(columns), "file", mapping.select(Path("file.csv")))
    return clean_events(read(reading, mapping, "calls", T).events, regions=("CN", "US"))


def _reasons(rejects: pa.Table) -> list[tuple[Any, ...]]:
    assert rejects.schema == REJECTS
    return [tuple(row.values()) for row in rejects.to_pylist()]


def test_a_check_of_an_unreadable_number_names_its_row_and_column_once() -> None:
    events, rejects = _cleaned(
        checks,
        CHECKS,
        "id day 号码 code months",
        ("Q1", "2024-06-01", "139 1234 5670", "1", "[3,6)"),
        ("Q2", "2024-06-02", "139123", "1", "[3,6)"),  # two answers of one row
        ("Q3", "2024-06-03", "139****5670", "1", "long"),
    )
    assert events.schema == EVENTS
    assert events["value"].to_pylist() == ["+8613912345670"] * 2
    assert _reasons(rejects) == [
        ("calls", 2, "号码", "phone", "too_short"),
        ("calls", 3, "号码", "phone", "incomplete_point"),
    ]


def test_attempts_at_unreadable_points_name_row_and_column() -> None:
    events, rejects = _cleaned(
        outcomes,
        OUTCOMES,
        "id customer day target channel result",
        ("1", "C1", "2024-06-01", "Wang@163.com", "email", "rpc"),
        ("2", "C1", "2024-06-02", "wang", "email", "rpc"),
        ("3", "C1", "2024-06-03", "12345", "voice", "rpc"),
        ("4", "C1", "2024-06-04", "同上", "mail", "rpc"),
        ("5", "C1", "2024-06-05", "微信同号", "wx", "rpc"),
    )
    assert events["value"].to_pylist() == ["wang@163.com"]
    assert [(source, row, field, kind) for source, row, field, kind, _ in _reasons(rejects)] == [
        ("calls", 2, "target", "email"),
        ("calls", 3, "target", "phone"),
        ("calls", 4, "target", "address"),
        ("calls", 5, "target", "im"),
    ]
    assert all(reason and "_" in reason or reason.isalpha() for *_, reason in _reasons(rejects))


def test_no_events_are_no_rejects() -> None:
    events, rejects = _cleaned(outcomes, OUTCOMES, "id customer day target channel result")
    assert (events.num_rows, rejects.num_rows) == (0, 0)
