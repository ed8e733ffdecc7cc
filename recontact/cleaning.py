"""One value cleaned by its kind, or two compared: the answers behind `recontact clean`."""

from dataclasses import asdict, is_dataclass
from importlib import import_module
from typing import Any

from recontact.errors import UsageError

_MODULES = {
    "phone": "phone",
    "name": "person_name",
    "address": "postal",
    "id": "national_id",
    "dob": "birthdate",
    "email": "email",
    "handle": "handle",
    "bank": "bank",
    "gender": "gender",
}
"""Per field the module in `points` that cleans it; `schema` is answered by `points.header`."""

FIELDS = (*_MODULES, "schema")

_BANK_KEY = b"recontact clean: shows the form only"
"""A fixed key: what is printed for one account must not match what a lender stores under its own."""


def clean_value(
    field: str, value: str, *, region: str | None = None, context: str | None = None, other: str | None = None
) -> dict[str, Any]:
    """Return `field`, `values` (one dictionary per value found, with its parts) and, with `other`, `with` and `level`.

    `region` is the region the value comes from; `context` what stands around it (a phone's column, a person's name).
    UsageError for an unknown field, or where two values of the kind cannot be compared.
    """
    if field == "schema":
        return _header(value, context)
    if field not in _MODULES:
        raise UsageError(f"no field {field!r}. Known: {', '.join(FIELDS)}")
    module = import_module(f"recontact.points.{_MODULES[field]}")
    hint = region or (context if context and len(context) == 2 and context.isupper() else None)
    left = _cleaned(module, field, value, hint)
    answer: dict[str, Any] = {"field": field, "values": [_plain(one) for one in left]}
    if other is not None:
        right = _cleaned(module, field, other, hint)
        answer["with"] = [_plain(one) for one in right]
        answer["level"] = _level(module, field, left, right)
    return answer


def _cleaned(module: Any, field: str, value: str, hint: str | None) -> list[Any]:
    if field == "bank":
        return list(module.clean(value, key=_BANK_KEY))
    if field in ("phone", "id", "dob"):
        return list(module.clean(value, hint))
    return list(module.clean(value))


def _level(module: Any, field: str, left: list[Any], right: list[Any]) -> dict[str, Any]:
    """Return the best level on which any two of the values agree, as its code, its place and its sentences."""
    if not hasattr(module, "compare"):
        raise UsageError(f"two values of {field} cannot be compared")
    whole = field in ("name", "address")
    levels = [module.compare(a, b) if whole else module.compare(a.known, b.known) for a in left for b in right]
    best = min((level for level in levels if level > 0), default=0)
    level = module.LEVELS[best]
    return {"code": level.code, "index": best, "of": len(module.LEVELS) - 1, "en": level.en, "zh": level.zh}


def _header(header: str, context: str | None) -> dict[str, Any]:
    from recontact.points.header import recognise

    meaning = recognise(header, [] if context is None else [context])
    return {"field": "schema", "values": [] if meaning is None else [_plain(meaning)]}


def _plain(value: Any) -> dict[str, Any]:
    """Return a cleaned value as plain data for JSON."""
    content = asdict(value) if is_dataclass(value) and not isinstance(value, type) else dict(value)
    return {name: list(part) if isinstance(part, tuple) else part for name, part in content.items()}
