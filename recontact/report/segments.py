"""Segments of borrowers by which a report compares how they fare: age, script of the name, region of the address."""

from collections import Counter
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

AGES = ((30, "under 30"), (45, "30–44"), (60, "45–59"), (200, "60 and over"))
"""Ages below which a group ends, and its name."""
REGIONS = 8
"""The regions with the most borrowers are told apart, the rest together."""
UNKNOWN, OTHER = "unknown", "other"


def segments(identities: pa.Array, records: pa.Table, as_of: date) -> dict[str, list[str]]:
    """Return per kind of segment the one of each identity (ids; each at most once), from its records (the run's)."""
    mine = records.filter(pc.and_(pc.equal(records["role"], "self"), pc.is_in(records["identity_id"], identities)))
    mine = mine.sort_by([("source", "ascending"), ("record_id", "ascending")])
    age = {name: _age(born, as_of) for name, born in _first(mine, pc.utf8_slice_codeunits(mine["born"], 0, 4)).items()}
    script = dict.fromkeys(_first(mine, mine["han"]), "汉字 Han")
    written = _first(mine, pc.coalesce(mine["surname"], mine["given"]))
    addresses = mine["addresses"].combine_chunks()
    place = pc.list_element(addresses.filter(pc.greater(pc.list_value_length(addresses), 0)), 0)
    housed = mine.filter(pc.greater(pc.list_value_length(mine["addresses"]), 0))
    region = _first(housed, pc.struct_field(place, "region"))
    names = identities.to_pylist()
    frequent = {name for name, _ in Counter(region.get(name, UNKNOWN) for name in names).most_common(REGIONS)}
    return {
        "age": [age.get(name, UNKNOWN) for name in names],
        "script": [script.get(name, "Latin" if name in written else UNKNOWN) for name in names],
        "region": [at if (at := region.get(name, UNKNOWN)) in frequent else OTHER for name in names],
    }


def _first(records: pa.Table, values: pa.Array) -> dict[str, str]:
    """Return per identity the first value that is known."""
    pairs = zip(reversed(records["identity_id"].to_pylist()), reversed(values.to_pylist()), strict=True)
    return {name: value for name, value in pairs if value is not None}


def _age(year: str, as_of: date) -> str:
    if not year.isdecimal():
        return UNKNOWN
    return next((name for below, name in AGES if as_of.year - int(year) < below), UNKNOWN)
