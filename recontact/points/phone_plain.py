"""Telephone numbers in the plain forms that most cells have, read a column at a time; agrees with `clean`."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.points.cleaned import table_schema
from recontact.points.phone_columns import lines, national_digits
from recontact.points.phone_forms import WEIGHED, Form, Mask, forms, masks
from recontact.points.phone_plan import calling_code
from recontact.points.phone_reading import Phone


class _Rows(NamedTuple):
    """Texts that no form has taken yet: where each stands, its own region or null."""

    position: pa.Array
    raw: pa.Array
    hint: pa.Array

    def filter(self, mask: pa.Array) -> "_Rows":
        return _Rows(*(column.filter(mask) for column in self))


def read_plain(raw: pa.Array, hint: pa.Array | None, regions: tuple[str, ...]) -> tuple[pa.Table, pa.Array]:
    """Return the rows of the texts that are surely one plain number, and the positions (int32) of all others.

    Sure means: one form fits, the number is in its region's plan and is no placeholder, and no other region is hinted.
    """
    rows = _Rows(
        pa.array(np.arange(len(raw)), pa.int32()), raw, hint if hint is not None else pa.nulls(len(raw), pa.string())
    )
    tables = [table_schema(Phone).empty_table()]
    readers: list[Callable[[_Rows], pa.Table]] = [partial(_read_form, form) for form in forms(regions)]
    readers += [partial(_read_masked, mask) for mask in masks(regions)]
    for read in (*readers, _read_international, _read_hinted):
        if len(rows.position):
            table = read(rows)
            tables.append(table)
            rows = rows.filter(pc.invert(pc.is_in(rows.position, table["cell"].combine_chunks())))
    return pa.concat_tables(tables), rows.position


def _read_form(form: Form, rows: _Rows) -> pa.Table:
    pieces = pc.extract_regex(rows.raw, form.written)
    fits = pc.and_(pc.fill_null(pc.equal(rows.hint, "CN"), True), pc.is_valid(pieces))
    position, pieces = rows.position.filter(fits), pieces.filter(fits)
    national = pc.binary_join_element_wise(*(pc.struct_field(pieces, name) for name in "abc"), "")
    allocated = pc.match_substring_regex(national, f"^(?:{form.allocated})$")
    planned = pc.match_substring_regex(national, f"^(?:{form.plan})$")
    planned = pc.and_(planned, pc.invert(pc.match_substring_regex(national, f"^(?:{form.others})$")))
    sure = pc.and_(pc.or_(allocated, planned), pc.invert(pc.match_substring_regex(national, _SUSPECT)))
    position, national, allocated = position.filter(sure), national.filter(sure), allocated.filter(sure)
    value = pc.binary_join_element_wise(f"+{form.code}", national, "")
    same = {name: _repeated(text, len(value)) for name, text in (("type", form.type), ("region", form.region))}
    return _table({"cell": position, "value": value, "national": national, **same}, pc.invert(allocated), form.flags)


def _read_masked(mask: Mask, rows: _Rows) -> pa.Table:
    """Read mobiles whose middle digits are hidden."""
    rows = rows.filter(pc.is_in(rows.hint, pa.array([None, *mask.hints], pa.string())))
    pieces = pc.extract_regex(rows.raw, mask.written)
    position, pieces = rows.position.filter(pc.is_valid(pieces)), pieces.drop_null()
    national = pc.binary_join_element_wise(pc.struct_field(pieces, "a"), pc.struct_field(pieces, "b"), mask.hidden)
    known = pc.binary_join_element_wise(f"+{mask.code}", national, "")
    same = {"type": "mobile", "region": mask.region, "precision": "masked"}
    columns = {"cell": position, "value": pa.nulls(len(known), pa.string()), "known": known, "national": national}
    columns |= {name: _repeated(text, len(known)) for name, text in same.items()}
    return _table(columns, _repeated(False, len(known)))


def _read_international(rows: _Rows) -> pa.Table:
    """Read what is written with + or 00, for whatever region."""
    rows = rows.filter(_written(rows.raw, r"^(?:\+|00)[1-9][\d .-]*(?:\([1-9]\d*\)[\d .-]*)?$"))
    digits = pc.replace_substring_regex(pc.replace_substring_regex(rows.raw, "^00", ""), r"\D", "")
    return _known_lines(rows.position, digits)


def _read_hinted(rows: _Rows) -> pa.Table:
    """Read national numbers of rows whose region is known, other than those that are weighed by their form."""
    plain = _written(rows.raw, r"^(?:0?[1-9]|\(0?[1-9]\d*\))[\d .-]*$")
    rows = rows.filter(pc.and_(plain, pc.invert(pc.is_in(rows.hint, pa.array([None, *WEIGHED], pa.string())))))
    tables = [table_schema(Phone).empty_table()]
    for region in sorted(rows.hint.unique().to_pylist()):
        own = rows.filter(pc.equal(rows.hint, region))
        digits = national_digits(pc.replace_substring_regex(own.raw, r"\D", ""), region)
        whole = pc.binary_join_element_wise(calling_code(region), digits, "")
        tables.append(_known_lines(own.position.filter(pc.is_valid(whole)), whole.drop_null()))
    return pa.concat_tables(tables)


def _written(raw: pa.Array, form: str) -> pa.Array:
    """Return which texts have a form, save those that may be a number's decimal zeros."""
    return pc.and_(pc.match_substring_regex(raw, form), pc.invert(pc.match_substring_regex(raw, r"\.0+$")))


def _known_lines(position: pa.Array, digits: pa.Array) -> pa.Table:
    found = lines(digits)
    national = found["national"].combine_chunks()
    sure = pc.and_(pc.is_valid(national), pc.invert(pc.fill_null(pc.match_substring_regex(national, _SUSPECT), False)))
    found, position, digits = found.filter(sure), position.filter(sure), digits.filter(sure)
    value = pc.binary_join_element_wise("+", digits, "")
    parts = {name: found[name].combine_chunks() for name in ("national", "region", "type")}
    return _table({"cell": position, "value": value, **parts}, _repeated(False, len(value)))


def _table(columns: dict[str, pa.Array], unlisted: pa.Array, flags: tuple[str, ...] = ()) -> pa.Table:
    """Return numbers, full unless said otherwise, as CLEANED with the parts of `Phone`."""
    count = len(columns["value"])
    lists = pa.array([flags, ("unlisted_range", *flags)], pa.list_(pa.string()))
    given = {"flags": lists.take(pc.cast(unlisted, pa.int32())), "precision": _repeated("full", count)}
    columns = {**given, "known": columns["value"], **columns}
    absent = pa.nulls(count, pa.string())
    schema = table_schema(Phone)
    return pa.table({name: columns.get(name, absent) for name in schema.names}, schema=schema)


def _repeated(value: str | bool, count: int) -> pa.Array:
    return pa.array([value]).take(pa.array(np.zeros(count, np.int32)))


def _suspect() -> str:
    """Return the pattern of numbers that `clean` may flag as invented: all or eight digits equal or counting."""
    ends: list[str] = []
    wholes: list[str] = []
    for width in range(3, 9):
        for start in range(10):
            up = "".join(str((start + step) % 10) for step in range(width))
            runs = (str(start) * width, up, up[::-1])
            (ends if width == 8 else wholes).extend(runs)
    return f"(?:{'|'.join(ends)})$|^(?:{'|'.join(wholes)})$"


_SUSPECT = _suspect()
