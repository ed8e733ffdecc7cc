"""Who a listed borrower is; people and numbers are invented, the numbers in ranges that nobody dials."""

import numpy as np
import pyarrow as pa
import pytest

from recontact.borrowers import identities_by_calls
from recontact.schema import EVENTS, OBSERVATIONS

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
    identity = identities_by_calls(
        lost,
        persons,
        pa.Table.from_pylist([seen], schema=OBSERVATIONS),
        pa.Table.from_pylist([call], schema=EVENTS),
        np.array([7], np.int32),
    )
    assert identity.to_pylist() == [found]
