"""Postal addresses, Chinese and Western: components, a readable form, and the key of the dwelling."""

from collections.abc import Sequence
from functools import cache

import pyarrow as pa

from recontact import configs
from recontact.points import chinese_address, cn_division, western_address
from recontact.points.address import FIELDS, Row, address_of, row_of
from recontact.points.address import Address as Address
from recontact.points.address_level import LEVELS as LEVELS
from recontact.points.address_level import compare as compare
from recontact.points.cleaned import tabulate_rows
from recontact.points.han_script import has_han, simplify

_LONGEST = 400
"""Characters of the longest text that is read as an address."""


def clean_column(raw: pa.Array, hint: pa.Array | None = None) -> pa.Table:
    """Return CLEANED and the parts of `Address` for distinct texts, one row each.

    `hint` is accepted as of every kind; an address needs none.
    """
    return tabulate_rows(_read(raw.to_pylist()), Address)


def clean(text: str) -> list[Address]:
    """Return the address in one text as the only element, its `problem` set if there is none."""
    return [address_of(_read([text])[0])]


def show(known: str) -> str:
    """Return an address for people."""
    return known


def mask(known: str) -> str:
    """Return an address for reports: its city only."""
    if has_han(known):
        division, _ = cn_division.read(known)
        return f"{division.city or division.region or ''}***"
    return f"{(western_address.read(known).city or '').title()}***"


def _read(texts: Sequence[str]) -> list[Row]:
    short = [place for place, text in enumerate(texts) if len(text) <= _LONGEST]
    simple = simplify(texts[place] for place in short)
    rows: list[Row] = [_TOO_LONG] * len(texts)
    for place, text, (row, settled) in zip(short, simple, _read_simple(simple), strict=True):
        rows[place] = row if settled or row[_KNOWN] == text else _settled(row)
    return rows


def _read_simple(texts: Sequence[str]) -> list[tuple[Row, bool]]:
    """Return per simplified text its address, and whether its canonical form is sure to be read as itself."""
    rows: list[tuple[Row, bool]] = [(_TOO_LONG, True)] * len(texts)
    chinese = []
    for place, text in enumerate(texts):
        if not text or text.lower().strip(" .") in _nothing():
            rows[place] = (_DITTO if text.lower().strip(" .") in _ditto() else _PLACEHOLDER), True
        elif len(text) > _LONGEST:
            continue
        elif not text.isascii() and has_han(text):
            chinese.append(place)
        else:
            rows[place] = row_of(western_address.read(text)), False
    for place, row in zip(chinese, chinese_address.read_all([texts[place] for place in chinese]), strict=True):
        rows[place] = row
    return rows


def _settled(row: Row) -> Row:
    """Return an address whose canonical form is read as itself; rejected if none is reached in a few rounds."""
    for _ in range(_ROUNDS):
        if row[_KNOWN] is None:
            return row
        again = _read_simple(simplify([row[_KNOWN]]))[0][0]
        if again[_KNOWN] == row[_KNOWN]:
            return row
        row = again
    return row_of(Address(problem="not_an_address"))


_KNOWN = FIELDS.index("known")
_ROUNDS = 6
_TOO_LONG = row_of(Address(problem="too_long"))
_PLACEHOLDER = row_of(Address(problem="placeholder"))
_DITTO = row_of(Address(problem="ditto"))


@cache
def _nothing() -> frozenset[str]:
    return frozenset(configs.load("vocabularies/no_value.yaml")["address"]) | _ditto()


@cache
def _ditto() -> frozenset[str]:
    return frozenset(configs.load("vocabularies/no_value.yaml")["ditto"])
