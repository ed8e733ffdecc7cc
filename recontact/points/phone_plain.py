"""Telephone numbers in the plain forms that most cells have, read a column at a time; agrees with `clean`."""

import re
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.points.cleaned import table_schema
from recontact.points.phone_plan import CHINA_MOBILE, pattern
from recontact.points.phone_reading import Phone


class _Form(NamedTuple):
    """A way of writing the numbers of one region, and which of them are allocated, or fit the plan at least."""

    region: str
    code: str
    type: str
    written: str
    allocated: str
    plan: str | None


def read_plain(raw: pa.Array, hint: pa.Array | None, regions: tuple[str, ...]) -> tuple[pa.Table, pa.Array]:
    """Return the rows of the texts that are surely one plain number, and the positions (int32) of all others.

    Sure means: one form fits, the number is in its region's plan and is no placeholder, and no other region is hinted.
    """
    taken = np.zeros(len(raw), dtype=bool)
    tables = [table_schema(Phone).empty_table()]
    if regions[:2] == ("CN", "US"):  # the forms below weigh these two against each other in this order
        free = _unhinted(raw, hint)
        for form in _forms():
            table = _read_form(raw, free, form)
            taken[table["cell"].to_numpy()] = True
            tables.append(table)
    return pa.concat_tables(tables), pa.array(np.flatnonzero(~taken), pa.int32())


def _forms() -> tuple[_Form, ...]:
    return (
        _Form(
            "CN",
            "86",
            "mobile",
            r"^(?:(?:\+|00)?86[ -]?)?(?P<a>1[3-9]\d)[ -]?(?P<b>\d{4})[ -]?(?P<c>\d{4})$",
            pattern("CN", "mobile"),
            CHINA_MOBILE,
        ),
        _Form(
            "CN",
            "86",
            "landline",
            r"^(?:(?:\+|00)86[ -]?|\(?0)(?P<a>10|2\d|[3-9]\d{2})\)?[ -]?(?P<b>\d{3,4})(?P<c>\d{4})$",
            pattern("CN", "fixed_line"),
            None,
        ),
        _Form(
            "US",
            "1",
            "mobile",
            r"^(?:\+1[ .-]?|1[ .-])?\(?(?P<a>[2-9]\d{2})\)?[ .-]?(?P<b>[2-9]\d{2})[ .-]?(?P<c>\d{4})$",
            pattern("US", "fixed_line"),
            None,
        ),
    )


def _unhinted(raw: pa.Array, hint: pa.Array | None) -> pa.Array:
    if hint is None:
        return pa.nulls(len(raw), pa.bool_()).fill_null(True)
    return pc.fill_null(pc.equal(hint, "CN"), True)


def _read_form(raw: pa.Array, free: pa.Array, form: _Form) -> pa.Table:
    position = pa.array(np.arange(len(raw)), pa.int32())
    pieces = pc.extract_regex(raw, form.written)
    fits = pc.and_(free, pc.is_valid(pieces))
    position, pieces = position.filter(fits), pieces.filter(fits)
    national = pc.binary_join_element_wise(*(pc.struct_field(pieces, name) for name in "abc"), "")
    allocated = pc.match_substring_regex(national, f"^(?:{form.allocated})$")
    planned = pc.match_substring_regex(national, f"^{form.plan}$") if form.plan else allocated
    sure = pc.and_(pc.or_(allocated, planned), pc.invert(pc.match_substring_regex(national, _SUSPECT)))
    position, national, allocated = position.filter(sure), national.filter(sure), allocated.filter(sure)
    value = pc.binary_join_element_wise(f"+{form.code}", national, "")
    flags = pa.array([(), ("unlisted_range",)], pa.list_(pa.string())).take(pc.cast(pc.invert(allocated), pa.int32()))
    constant = {"type": form.type, "precision": "full", "region": form.region}
    columns = {"cell": position, "value": value, "known": value, "flags": flags, "national": national}
    columns |= {
        name: pa.array([text], pa.string()).take(pa.array(np.zeros(len(value), np.int32)))
        for name, text in constant.items()
    }
    absent = pa.nulls(len(value), pa.string())
    return pa.table({name: columns.get(name, absent) for name in table_schema(Phone).names}, schema=table_schema(Phone))


def _suspect() -> str:
    """Return the pattern of numbers that `clean` may flag as invented: eight equal or counting digits at the end."""
    runs = [str(digit) * 8 for digit in range(10)]
    for run in ("01234567890123456789", "98765432109876543210"):
        runs.extend(run[start : start + 8] for start in range(10))
    return f"(?:{'|'.join(map(re.escape, runs))})$"


_SUSPECT = _suspect()
