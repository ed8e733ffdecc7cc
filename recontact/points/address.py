"""What is known of a postal address."""

from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any

from recontact.points.cleaned import Cleaned

Row = tuple[Any, ...]
"""The fields of an `Address` in their order: what a column is made of, half the price of an object each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address(Cleaned):
    """An address and its components (`schema.ADDRESS_PARTS`), each None if it is not said."""

    region: str | None = None
    city: str | None = None
    county: str | None = None
    postcode: str | None = None
    road: str | None = None
    number: str | None = None
    place: str | None = None
    building: str | None = None
    unit: str | None = None
    room: str | None = None
    """The door: 1201, or floor and flat together (12A)."""
    text: str | None = None
    """The whole address, folded."""
    key: str | None = None
    """Under which the same dwelling meets however it is written; None if less than a house is known."""
    town: str | None = None
    floor: str | None = None
    code: str | None = None
    """China: six digits (GB/T 2260) of the smallest division that is known, as it is today."""
    candidates: str | None = None
    """Codes of the counties that may be meant, by spaces, where several have the name."""


FIELDS = tuple(field.name for field in fields(Address))
row_of = attrgetter(*FIELDS)


def address_of(row: Row) -> Address:
    """Return a row as an address."""
    return Address(**dict(zip(FIELDS, row, strict=True)))
