"""Postal addresses, Chinese and Western: components, a readable form, and the key of the dwelling."""

from functools import cache

import pyarrow as pa

from recontact import configs
from recontact.points import chinese_address, cn_division, western_address
from recontact.points.address import LEVELS as LEVELS
from recontact.points.address import Address as Address
from recontact.points.address import compare as compare
from recontact.points.cleaned import tabulate
from recontact.points.han_script import has_han, simplify


def clean_column(raw: pa.Array, hint: pa.Array | None = None) -> pa.Table:
    """Return CLEANED and the parts of `Address` for distinct texts, one row each.

    `hint` is accepted as of every kind; an address needs none.
    """
    return tabulate(([_read(text)] for text in simplify(raw.to_pylist())), Address)


def clean(text: str) -> list[Address]:
    """Return the address in one text as the only element, its `problem` set if there is none."""
    return [_read(simplify([text])[0])]


def show(known: str) -> str:
    """Return an address for people."""
    return known


def mask(known: str) -> str:
    """Return an address for reports: its city only."""
    if has_han(known):
        division, _ = cn_division.read(known)
        return f"{division.city or division.region or ''}***"
    return f"{(western_address.read(known).city or '').title()}***"


def _read(text: str) -> Address:
    if text.lower().strip(" .") in _nothing() or not text:
        return Address(problem="placeholder")
    return chinese_address.read(text) if has_han(text) else western_address.read(text)


@cache
def _nothing() -> frozenset[str]:
    return frozenset(configs.load("vocabularies/no_value.yaml")["address"])
