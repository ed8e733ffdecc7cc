"""Postal addresses, Chinese and Western: components, a readable form, and the key of the dwelling."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import pyarrow as pa

from recontact import configs
from recontact.points import (
    chinese_address,
    chinese_column,
    cn_division,
    mojibake,
    script_column,
    western_address,
    western_column,
)
from recontact.points.address import FIELDS, Row, address_of, row_of
from recontact.points.address import Address as Address
from recontact.points.address_level import LEVELS as LEVELS
from recontact.points.address_level import compare as compare
from recontact.points.chinese_writing import compact, without_postcodes
from recontact.points.cleaned import interleave, tabulate_rows
from recontact.points.han_script import has_han, simplify

_LONGEST = 400
"""Characters of the longest text that is read as an address."""
_LONGEST_NOTHING = 24
"""Characters of the longest text that is asked whether it stands for no address."""


def clean_column(raw: pa.Array, hint: pa.Array | None = None) -> pa.Table:
    """Return CLEANED and the parts of `Address` for distinct texts, one row each.

    `hint` is accepted as of every kind; an address needs none.
    """
    simple = script_column.simplify(raw, _LONGEST)
    usual, first = chinese_column.read(simple)
    quick = np.flatnonzero(usual)
    left = np.flatnonzero(~usual)
    usual, second = western_column.read(simple.take(pa.array(left)))
    western, others = left[usual], left[~usual]
    rest, by_cell = _read_others(raw.take(pa.array(others)).to_pylist(), simple.take(pa.array(others)).to_pylist())
    slow = [(table, others[places]) for table, places in zip(rest, by_cell, strict=True)]
    return interleave([(first, quick), (second, western), *slow])


def _read_others(texts: list[str], simple: list[str]) -> tuple[list[pa.Table], list[list[int]]]:
    """Return tables of the texts that are of the usual shape when compact, and of the others; and which these are."""
    for place, text in enumerate(texts):
        if (mended := mojibake.mend(text) if len(text) <= _LONGEST else text) != text:
            texts[place], simple[place] = mended, simplify([mended])[0]
    rest, postcodes = _chinese(simple, texts)
    usual, table = chinese_column.read(pa.array(rest.values(), pa.string()), postcodes)
    chinese = dict(zip(rest, zip(rest.values(), postcodes, strict=True), strict=True))
    compacted = [place for place, is_usual in zip(rest, usual.tolist(), strict=True) if is_usual]
    slow = sorted(set(range(len(texts))) - set(compacted))
    rows = [_row(texts[place], simple[place], chinese.get(place)) for place in slow]
    return [table, tabulate_rows(rows, Address)], [compacted, slow]


def clean(text: str) -> list[Address]:
    """Return the address in one text as the only element, its `problem` set if there is none."""
    text = mojibake.mend(text) if len(text) <= _LONGEST else text
    simple = simplify([text if len(text) <= _LONGEST else ""])
    rest, postcodes = _chinese(simple, [text])
    return [address_of(_row(text, simple[0], (rest[0], postcodes[0]) if rest else None))]


def show(known: str) -> str:
    """Return an address for people."""
    return known


def mask(known: str) -> str:
    """Return an address for reports: its city only."""
    if has_han(known):
        division, _ = cn_division.read(known)
        return f"{division.city or division.region or ''}***"
    return f"{(western_address.read(known).city or '').title()}***"


def _chinese(simple: Sequence[str], texts: Sequence[str]) -> tuple[dict[int, str], list[str | None]]:
    """Return the compact form of the Chinese addresses among simplified texts by their place, and their postcodes."""
    places = [
        place
        for place, text in enumerate(simple)
        if not text.isascii() and has_han(text) and _problem(text, texts[place]) is None
    ]
    plain, postcodes = without_postcodes(simple[place] for place in places)
    return dict(zip(places, compact(plain), strict=True)), postcodes


def _problem(simple: str, raw: str) -> Row | None:
    if len(raw) > _LONGEST or len(simple) > _LONGEST:
        return _TOO_LONG
    if mojibake.is_lost(raw):
        return _LOST
    if len(simple) > _LONGEST_NOTHING:
        return None
    folded = simple.lower().strip(" .")
    if folded in _ditto():
        return _DITTO
    return _PLACEHOLDER if not folded or folded in _nothing() else None


def _row(raw: str, simple: str, chinese: tuple[str, str | None] | None) -> Row:
    """Return one address, `chinese` its compact form and postcode if it is one of China's."""
    problem = _problem(simple, raw)
    if problem is not None:
        return problem
    row, settled = chinese_address.read(*chinese) if chinese else (row_of(western_address.read(simple)), False)
    return row if settled or row[_KNOWN] == simple else _settled(row)


def _settled(row: Row) -> Row:
    """Return an address whose canonical form is read as itself; rejected if none is reached in a few rounds."""
    for _ in range(_ROUNDS):
        if row[_KNOWN] is None:
            return row
        again = _once(simplify([row[_KNOWN]])[0])
        if again[_KNOWN] == row[_KNOWN]:
            return row
        row = again
    return row_of(Address(problem="not_an_address"))


def _once(simple: str) -> Row:
    rest, postcodes = _chinese([simple], [simple])
    problem = _problem(simple, simple)
    if problem is not None:
        return problem
    return chinese_address.read(rest[0], postcodes[0])[0] if rest else row_of(western_address.read(simple))


_KNOWN = FIELDS.index("known")
_ROUNDS = 6
_TOO_LONG = row_of(Address(problem="too_long"))
_PLACEHOLDER = row_of(Address(problem="placeholder"))
_LOST = row_of(Address(problem="mojibake"))
_DITTO = row_of(Address(problem="ditto"))


@cache
def _nothing() -> frozenset[str]:
    return frozenset(configs.load("vocabularies/no_value.yaml")["address"]) | _ditto()


@cache
def _ditto() -> frozenset[str]:
    return frozenset(configs.load("vocabularies/no_value.yaml")["ditto"])
