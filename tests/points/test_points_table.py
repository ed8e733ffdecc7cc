"""Persons from tables of invented people: several addresses side by side, or one in lines."""

import pyarrow as pa
import pytest

from recontact.link_tables import propose
from recontact.points.table import persons_of

OLD, NEW = "12 Mill Drift, Leeds", "9 Oak Meadow, York"


@pytest.mark.parametrize(
    ("columns", "roads"),
    [
        ({"address": [[OLD], [NEW]]}, ["mill drift", "oak meadow"]),
        ({"address": [[None], [NEW]]}, ["oak meadow"]),
        ({"address": [[OLD]], "city": [["Leeds"]]}, ["mill drift"]),
        ({"number": [["12"]], "road": [["Mill Drift"]], "address": [[None], [NEW]]}, ["mill drift", "oak meadow"]),
        ({"address": [[None], [None]]}, []),
    ],
)
def test_every_column_of_addresses_counts(columns, roads):
    given = {name: [pa.array(each, pa.string()) for each in cells] for name, cells in columns.items()}
    (addresses,) = persons_of("list", pa.array(["1"]), given, regions=("GB",))["addresses"].to_pylist()
    assert [each["road"] for each in addresses] == roads


@pytest.mark.parametrize(
    ("headers", "meaning"),
    [
        (("address", "address_2"), "address"),
        (("address_1", "address_2"), "place"),  # lines of one address
        (("street", "address_2"), "place"),
    ],
)
def test_a_second_address_is_told_from_a_second_line(headers, meaning):
    table = pa.table({"nr": ["1"], **{header: [OLD] for header in headers}})
    assert propose(table, "nr", {})["address_2"] == meaning
    assert propose(table, "nr", {"address_2": "ignore"})["address_2"] == "ignore"
