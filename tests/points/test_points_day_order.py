"""A column writes days in one order; where its own values tell, the doubtful ones follow."""

import pyarrow as pa
import pytest

from recontact.points.clean import clean_values
from recontact.points.day_order import day_order
from recontact.points.table import persons_of
from recontact.schema import MENTIONS, VALUES

MONTH_FIRST = ["04/25/1980", "12/31/1975", "01/13/1990", "07/22/1969", "03/30/2001", "04/06/1980"]
DAY_FIRST = ["25/04/1980", "31.12.1975", "13-1-1990", "22/07/1969", "30/03/2001", "04/06/1980"]


@pytest.mark.parametrize(
    ("column", "region"),
    [
        (MONTH_FIRST, "US"),
        (DAY_FIRST, "GB"),
        (["04/06/1980", "05/07/1981"], None),  # nothing tells
        (["04/25/1980", "25/04/1980", "12/31/1975", "31/12/1975", "01/13/1990"], None),  # both are written
        (["1980-04-06", None, "", "19800406"], None),
    ],
)
def test_order_of_a_column(column: list[str | None], region: str | None) -> None:
    assert day_order(pa.array(column, pa.string())) == region


@pytest.mark.parametrize(("column", "born"), [(MONTH_FIRST, "1980-04-06"), (DAY_FIRST, "1980-06-04")])
def test_a_doubtful_day_follows_its_column(column: list[str], born: str) -> None:
    ids = pa.array([str(row) for row in range(len(column))])
    assert persons_of("list", ids, {"born": [pa.array(column)]}, regions=("US",))["born"][-1].as_py() == born
    rows = [
        {"mention": row, "kind": "born", "usage": "own", "field": "dob", "raw": raw} for row, raw in enumerate(column)
    ]
    mentions = pa.Table.from_pylist([{"source": "list", "row": row} for row in range(len(column))], MENTIONS)
    facts, rejects = clean_values(pa.Table.from_pylist(rows, VALUES), mentions, regions=("US",))
    assert facts.of("born", "value")["value"][-1].as_py() == born
    assert rejects.num_rows == 0
