"""One value cleaned by its kind, or two compared: the answers behind `recontact clean`."""

import re
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from recontact.cleaning_answer import header_of, value_of
from recontact.errors import UsageError
from recontact.surroundings import Surroundings, read_surroundings

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
    "relation": "relation",
    "employer": "company",
}
"""Per field the module in `points` that cleans it; `schema` is answered by `points.header`, `contact` by any."""

FIELDS = (*_MODULES, "contact", "schema")

_BANK_KEY = b"recontact clean: shows the form only"
"""A fixed key: what is printed for one account must not match what a lender stores under its own."""
_SINCE_1904 = re.compile(r"\b1904\b|mac(?:intosh)?\b", re.IGNORECASE)
_DAYS_TO_1904 = 1462
"""By which the serial numbers of spreadsheets that count from 1904 are smaller."""

_READ_OFF = (
    ("dob", "id", "born"),
    ("gender", "id", "gender"),
    ("phone", "email", "phone"),
    ("phone", "handle", "phone"),
)
"""(field, other field, its part): what a value of another kind says of the field, so that the two can be compared."""


def clean_value(
    field: str, value: str, *, region: str | None = None, context: str | None = None, other: str | None = None
) -> dict[str, Any]:
    """Return `field`, `region`, `values` (one dictionary per value found, with its parts) and, with `other`, `with`
    and `level`.

    `region` is where the value comes from and `context` what stands around it, in any words: `CN`, `TW, Excel`,
    `address Beijing`, a column's header, or `pair X` for a value to compare with. Each value has at least `kind`,
    `valid` and `problem`: one coded word for what is wrong with it, null if nothing is. UsageError for an unknown
    field.
    """
    around = read_surroundings(region, context)
    other = other if other is not None else around.other
    if field == "schema":
        return {"field": field, "region": around.region, "values": [_header(value, context)]}
    if field == "contact":
        return _contact(value, region, context, other)
    if field not in _MODULES:
        raise UsageError(f"no field {field!r}. Known: {', '.join(FIELDS)}")
    left = _cleaned(field, value, around)
    answer: dict[str, Any] = {"field": field, "region": around.region}
    answer["values"] = [value_of(field, one) for one in left]
    if other is not None:
        answer |= _compared(field, left, other, around)
    return answer


def _cleaned(field: str, value: str, around: Surroundings) -> list[Any]:
    clean = _module(field).clean
    if field == "bank":
        return list(clean(value, key=_BANK_KEY))
    if field == "phone":
        return _phones(value, around)
    if field == "dob":
        return list(clean(_counted_from_1900(value, around), around.order_of_days()))
    if field == "handle":
        from recontact.points.handle import platform_in

        return list(clean(value, around.region, platform=platform_in(around.text)))
    return list(clean(value) if field == "address" else clean(value, around.region))


def _phones(value: str, around: Surroundings) -> list[Any]:
    from recontact.points.phone_area import area_code
    from recontact.points.phone_reading import REGIONS, clean

    region = around.region or REGIONS[0]
    return list(clean(value, around.region, area=area_code(around.text, region)))


def _counted_from_1900(value: str, around: Surroundings) -> str:
    """Return a spreadsheet's serial number as one that counts from 1900, where the words around it speak of 1904."""
    serial = re.fullmatch(r"\s*(\d{4,5})(?:\.\d+)?\s*", value)
    return str(int(serial[1]) + _DAYS_TO_1904) if serial and _SINCE_1904.search(around.text) else value


def _compared(field: str, left: list[Any], other: str, around: Surroundings) -> dict[str, Any]:
    """Return the level on which `left` and `other` agree: two of a kind, or what one says of the other's kind."""
    right = _cleaned(field, other, around)
    shown, compared = (field, right), (field, left, right)
    if not any(one.known for one in right):
        for asked, source, part in _READ_OFF:
            if asked == field and (said := _read_off(asked, found := _cleaned(source, other, around), part, around)):
                shown, compared = (source, found), (asked, left, said)
                break
            if source == field and (mine := _read_off(asked, left, part, around)):
                right = _cleaned(asked, other, around)
                shown, compared = (asked, right), (asked, mine, right)
                break
    return {"with": [value_of(shown[0], one) for one in shown[1]], "level": {"field": compared[0], **_level(*compared)}}


def _read_off(field: str, values: Sequence[Any], part: str, around: Surroundings) -> list[Any]:
    """Return what values of another kind say of `field`, cleaned as such."""
    told = [getattr(value, part) for value in values]
    return [one for text in told if text for one in _cleaned(field, text, around) if one.known]


def _level(field: str, left: Sequence[Any], right: Sequence[Any]) -> dict[str, Any]:
    """Return the best level on which any two of the values agree, as its code, its place and its sentences."""
    module = _module(field)
    whole = field in ("name", "address")
    levels = [module.compare(a, b) if whole else module.compare(a.known, b.known) for a in left for b in right]
    best = min((level for level in levels if level > 0), default=0)
    level = module.LEVELS[best]
    return {"code": level.code, "index": best, "of": len(module.LEVELS) - 1, "en": level.en, "zh": level.zh}


def _contact(value: str, region: str | None, context: str | None, other: str | None) -> dict[str, Any]:
    """Answer for a value whose kind its context tells, else the value itself; a mixed cell holds several kinds."""
    pieces = _pieces(value, read_surroundings(region, context))
    answers = [clean_value(kind, piece, region=region, context=context) for kind, piece in pieces]
    values = [one for answer in answers for one in answer["values"]]
    found: dict[str, Any] = {"field": "contact", "region": answers[0]["region"], "values": values}
    if other is not None:
        compared = clean_value(*pieces[0], region=region, context=context, other=other)
        found |= {"with": compared["with"], "level": compared["level"]}
    return found


def _pieces(value: str, around: Surroundings) -> list[tuple[str, str]]:
    """Return (field, text) of what one cell holds, at least one."""
    from recontact.points.free_text import find

    kind = around.kind()
    found = [("handle" if kind == "im" else kind, piece) for kind, piece in find(value)]
    if kind in _MODULES and not (kind == "phone" and found):
        return [(kind, value)]
    if found:
        return found
    if re.search(r"[^@\s]@|@[^@\s]+\.|^[^\s@]+\.(?:com|cn|net|org)$", value.strip(), re.IGNORECASE):
        return [("email", value)]  # one that cannot be read
    for field in ("gender", "bank", "handle"):
        if any(one.value for one in _cleaned(field, value, around)):
            return [(field, value)]
    return [("phone", value)]


def _header(header: str, context: str | None) -> dict[str, Any]:
    """Answer for a header; a context other than `col` holds some of the column's cells, between commas."""
    from recontact.points.header import recognise

    sample = re.sub(r"^col(?:umn)?\b\s*:?", "", context or "")
    return header_of(recognise(header, [cell.strip() for cell in re.split("[,;，；、|]", sample) if cell.strip()]))


def _module(field: str) -> Any:
    return import_module(f"recontact.points.{_MODULES[field]}")
