"""A cleaned value as plain data for programs, with what only a single value is worth looking up for."""

from dataclasses import asdict
from typing import Any

from recontact.points.cleaned import Cleaned
from recontact.points.header import Meaning

_UNKNOWN_HEADER = {"kind": None, "valid": False, "problem": "not_recognised"}


def value_of(field: str, value: Cleaned) -> dict[str, Any]:
    """Return `kind` (the field), the value's parts, what is looked up of them, and `valid`.

    `valid` says whether the value is wholly known and nothing is wrong with it; else `problem` or `precision` tells.
    """
    parts = {name: list(part) if isinstance(part, tuple) else part for name, part in asdict(value).items()}
    valid = parts["value"] is not None and parts["problem"] is None
    return {"kind": field, **parts, "valid": valid, **_looked_up(field, parts)}


def header_of(meaning: Meaning | None) -> dict[str, Any]:
    """Return what a header means likewise; `valid` says whether such a column may be read."""
    if meaning is None:
        return dict(_UNKNOWN_HEADER)
    parts = {name: list(part) if isinstance(part, tuple) else part for name, part in asdict(meaning).items()}
    refused = meaning.kind == "forbidden"
    return {**parts, "valid": not refused, "problem": "forbidden" if refused else None}


def _looked_up(field: str, parts: dict[str, Any]) -> dict[str, Any]:
    """Return weak hints and candidates: of a phone and an identity number where it was issued, of a cut one how many
    it may be, of a year without its century the days it may be."""
    if field == "phone" and parts["value"]:
        from recontact.points.phone_place import issued

        return asdict(issued(parts["value"]))
    if field == "id" and parts["known"] and parts["region_code"]:
        from recontact.points.id_region import first_issued
        from recontact.points.resident_id import candidates

        damaged = parts["precision"] == "damaged"
        fit = None if parts["precision"] == "full" else candidates(parts["known"], digits_only=damaged)
        return {"first_issued": asdict(first_issued(parts["region_code"])), "candidates": fit}
    if field == "dob" and parts["problem"] == "no_century":
        from recontact.points.birthdate import centuries

        return {"candidates": centuries(parts["known"])}
    return {}
