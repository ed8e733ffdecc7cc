"""Who a listed borrower is; people and numbers are invented, the numbers in ranges that nobody dials."""

from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pytest

from recontact.borrowers import anchor_rows, identities_by_attempts
from recontact.schema import EVENTS, MENTIONS, OBSERVATIONS

NUMBER = "+8613000000001"


def _called(customer: str, point: str, party: str | None = None) -> dict[str, object]:
    return {"kind": "outcome", "point_kind": "phone", "value": point, "customer": customer, "party": party}


@pytest.mark.parametrize(
    ("listed", "known", "call", "usage", "found"),
    [
        ("王小明", ("王小明", "wang", "xiaoming"), _called("C1", NUMBER), "own", 7),
        ("Wang Xiaoming", (None, "wang", "xiaoming"), _called("C1", NUMBER), "own", 7),
        ("王晓明", ("王小明", "wang", "xiaoming"), _called("C1", NUMBER), "own", None),  # homophones are two people
        ("王小明", ("王小*", "wang", "xiao*"), _called("C1", NUMBER), "own", None),
        ("王小明", ("王小明", "wang", "xiaoming"), _called("C2", NUMBER), "own", None),
        ("王小明", ("王小明", "wang", "xiaoming"), _called("C1", "+8613000000002"), "own", None),
        ("王小明", ("王小明", "wang", "xiaoming"), _called("C1", NUMBER, "third_party"), "own", None),
        ("王小明", ("王小明", "wang", "xiaoming"), _called("C1", NUMBER), "work", None),
        (None, ("王小明", "wang", "xiaoming"), _called("C1", NUMBER), "own", None),
        ("Jane Q. Roe", (None, "roe", "jane q"), _called("C1", NUMBER), "own", 7),
        ("Jane Q. Roe", (None, "roe", "jane"), _called("C1", NUMBER), "own", 7),  # a middle name is kept or left out
        ("Jane Quincy Roe", (None, "roe", "jane q"), _called("C1", NUMBER), "own", 7),
        ("Jane Q. Roe", (None, "roe", "jane x"), _called("C1", NUMBER), "own", None),
        ("Jane Roe", (None, "roe", "j"), _called("C1", NUMBER), "own", None),
        ("J. Roe", (None, "roe", "j"), _called("C1", NUMBER), "own", None),
    ],
)
def test_known_by_name_and_a_number_called(
    listed: str | None, known: tuple[str | None, ...], call: dict[str, object], usage: str, found: int | None
) -> None:
    lost = pa.table({"borrower_id": ["C1"], "name": pa.array([listed], pa.string())})
    persons = pa.table(
        {part: pa.array([word], pa.string()) for part, word in zip(("han", "surname", "given"), known, strict=True)}
    )
    seen = {"mention": 0, "kind": "phone", "type": "mobile", "point": NUMBER, "value": NUMBER, "usage": usage}
    identity = identities_by_attempts(
        lost,
        persons,
        pa.Table.from_pylist([seen], schema=OBSERVATIONS),
        pa.Table.from_pylist([call], schema=EVENTS),
        np.array([7], np.int32),
    )
    assert identity.to_pylist() == [found]


@pytest.mark.parametrize(
    ("kind", "point", "fact"),
    [("email", "x@example.com", "emails"), ("im", "x_1", "handles"), ("address", "12|elm st||", "address")],
)
def test_known_by_name_and_another_point_where_they_were_sought(kind: str, point: str, fact: str) -> None:
    lost = pa.table({"borrower_id": ["C1", "C2"], "name": ["Jane Roe", "Jane Roe"]})
    persons = pa.table({"han": pa.nulls(2, pa.string()), "surname": ["roe", "roe"], "given": ["jane", "jane"]})
    mentions = pa.Table.from_pylist([{"customer": None}, {"customer": "C2"}], MENTIONS)
    seen = [{"mention": at, "kind": kind, "point": point, "usage": "own"} for at in (0, 1)]
    attempts = [{"kind": "outcome", "point_kind": kind, "value": point, "customer": name} for name in ("C1", "C2")]
    usable = SimpleNamespace(
        mentions=mentions,
        persons=persons,
        observations=pa.Table.from_pylist(seen, schema=OBSERVATIONS),
        events=pa.Table.from_pylist(attempts, schema=EVENTS),
    )
    identity = np.array([7, 7], np.int32)
    assert identities_by_attempts(lost, persons, usable.observations, usable.events, identity).to_pylist() == [7, 7]
    borrowers = pa.table({"borrower_id": ["C1", "C2"], "identity": pa.array([7, 7], pa.int32())})
    assert anchor_rows(lost, borrowers, usable, identity).to_pylist() == [
        {"borrower_id": "C2", "mention": 1, "fact": "customer"},  # own rows: the attempts are not asked
        {"borrower_id": "C1", "mention": 0, "fact": fact},
        {"borrower_id": "C1", "mention": 1, "fact": fact},
    ]
