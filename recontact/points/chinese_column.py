"""Whole columns of Chinese addresses in their usual shape, below a district: read by one expression over the column."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.points import chinese_address, chinese_road, cn_division, hong_kong
from recontact.points.address import Address
from recontact.points.chinese_writing import has_numeral
from recontact.points.cleaned import table_schema
from recontact.points.cn_division import Division

_HAN = r"[\x{4e00}-\x{9fff}]"
_USUAL = (
    rf"^(?P<head>{_HAN}{{2,13}}?区)(?:(?P<road>{_HAN}{{2,7}}?(?:大道|大街|路|街|巷)[东南西北中]?)(?P<number>[0-9]{{1,5}})号)?"
    rf"(?:(?P<place>{_HAN}{{2,12}})(?P<building>[0-9]{{1,4}})(?:号楼|栋|幢|#-?|座|-)"
    r"(?:(?:(?P<unit>[0-9]{1,2})(?:单元|-)|(?P<numeral>[一二三四五六七八九十])单元))?(?P<room>[0-9]{3,5})[室房号]?)?$"
)
"""`chinese_address._USUAL` behind a district; it holds nothing that Arrow's engine reads otherwise."""
_NUMERALS = pa.array([*"一二三四五六七八九十"])
_SPLIT_DIGITS = "[0-9] +[0-9]"
_TOWNS = ("街道", "镇", "乡", "苏木")

Array = np.ndarray[Any, Any]


def read(texts: pa.Array, postcodes: Sequence[str | None] | None = None) -> tuple[Array, pa.Table]:
    """Return which of the simplified texts are of the usual shape, and the columns of `Address` for these.

    What has the shape when its spaces are left out has no other compact form (`chinese_writing.compact`), save that
    the numeral of a staircase is a digit there: texts may be compact or not.
    """
    divided = pc.match_substring_regex(texts, _SPLIT_DIGITS)
    found = pc.extract_regex(pc.if_else(divided, texts, pc.replace_substring(texts, " ", "")), _USUAL)
    matched = np.flatnonzero(np.asarray(found.is_valid()))
    found = found if len(matched) == len(texts) else found.take(pa.array(matched))
    parts = dict(zip([field.name for field in found.type], found.flatten(), strict=True))
    heads = parts["head"].dictionary_encode()
    divisions = [_division(head) for head in heads.dictionary.to_pylist()]
    good = np.array([division is not None for division in divisions], bool)[heads.indices.to_numpy()]
    good &= _each(parts["place"], _is_place) & _each(parts["road"], _is_road)
    good &= np.asarray(pc.or_(pc.not_equal(parts["place"], ""), pc.not_equal(parts["road"], "")))
    usual = np.zeros(len(texts), bool)
    usual[matched[good]] = True
    parts["number_of_head"] = heads.indices
    if not good.all():
        parts = {name: part.filter(pa.array(good)) for name, part in parts.items()}
    said = [postcodes[place] for place in np.flatnonzero(usual).tolist()] if postcodes else None
    return usual, _table(
        parts, divisions, pa.array(said, pa.string()) if said else pa.nulls(int(good.sum()), pa.string())
    )


def _table(parts: dict[str, pa.Array], divisions: list[Division | None], postcodes: pa.Array) -> pa.Table:
    count, head = len(postcodes), parts.pop("number_of_head")
    parts["unit"] = pc.coalesce(pc.cast(_place_in(parts.pop("numeral")), pa.string()), parts["unit"])
    of = {name: _column(divisions, name).take(head) for name in ("region", "city", "county", "code", "candidates")}
    nowhere = pa.scalar(None, pa.string())
    said = {name: pc.if_else(pc.equal(part, ""), nowhere, part) for name, part in parts.items() if name != "head"}
    known = _joined(parts["head"], *(each for name, mark in _MARKS for each in (parts[name], _mark(said[name], mark))))
    inside = _joined(said["place"], "|", parts["building"], "|", parts["unit"], "|", parts["room"])
    site = _joined(pc.coalesce(of["city"], ""), "|", parts["road"], "|", parts["number"], "|||")
    key = site if inside.null_count == count else pc.coalesce(inside, site)
    doubtful = np.asarray(of["candidates"].is_valid())
    flags = pa.ListArray.from_arrays(
        pa.array(np.concatenate([[0], np.cumsum(doubtful)]), pa.int32()),
        pa.repeat(pa.scalar(chinese_address.AMBIGUOUS), int(doubtful.sum())),
    )
    columns = {
        "cell": pa.array(np.arange(count, dtype=np.int32)),
        **dict.fromkeys(("value", "known", "text"), known),
        "type": pa.repeat(pa.scalar("address"), count),
        "precision": pa.repeat(pa.scalar("full"), count),
        "flags": flags,
        "postcode": postcodes,
        "key": key,
        **of,
        **{name: said[name] for name in ("road", "number", "place", "building", "unit", "room")},
    }
    schema = table_schema(Address)
    return pa.table([columns.get(name, pa.nulls(count, pa.string())) for name in schema.names], schema=schema)


_MARKS = (("road", ""), ("number", "号"), ("place", ""), ("building", "号楼"), ("unit", "单元"), ("room", "室"))
"""What is written behind each part."""


def _mark(part: pa.Array, mark: str) -> pa.Array | str:
    return pc.if_else(part.is_valid(), mark, "") if mark else ""


def _place_in(numeral: pa.Array) -> pa.Array:
    """Return the number that a numeral is, null where there is none."""
    return pc.add(pc.index_in(numeral, _NUMERALS), 1)


def _division(head: str) -> Division | None:
    """Return the division that all of `head` is, None if it is none or more is to be asked of it."""
    division = cn_division.whole(head) if head.count("区") == 1 else None
    return division if division and division.region != hong_kong.REGION else None


def _is_place(name: str) -> bool:
    return not name or (chinese_address.is_plain_place(name) and _is_below(name))


def _is_road(name: str) -> bool:
    return not name or (chinese_road.is_plain_road(name) and _is_below(name))


def _is_below(name: str) -> bool:
    """Whether a name can follow a district at once: no rest of the district's name, no town in it, no numeral."""
    return not (name.startswith(("区", "县")) or any(town in name for town in _TOWNS) or has_numeral(name))


def _each(texts: pa.Array, claim: Callable[[str], bool]) -> Array:
    """Return per text whether the claim holds, asking once for each distinct one."""
    coded = texts.dictionary_encode()
    holds = np.array([claim(text) for text in coded.dictionary.to_pylist()], bool)
    of_each: Array = holds[coded.indices.to_numpy()]
    return of_each


def _column(divisions: list[Division | None], name: str) -> pa.Array:
    return pa.array([division and getattr(division, name) for division in divisions], pa.string())


def _joined(*texts: pa.Array | str) -> pa.Array:
    """Return the texts of each row as one; null where one of them is."""
    return pc.binary_join_element_wise(*texts, "")
