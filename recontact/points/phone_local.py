"""Telephone numbers written without their area code or country: the numbers that they may be."""

import re
from dataclasses import dataclass

import phonenumbers

from recontact.points.phone_plan import Line, calling_code, line_of

_LOCAL_CHINA = re.compile(r"[2-8]\d{6,7}")
_LOCAL_AMERICA = re.compile(r"[2-9]\d{6}")
_LOCAL_TAIWAN = re.compile(r"[2-8]\d{5,7}")
_EIGHT_DIGITS = ("HK", "SG", "MO")
"""Where a number has eight digits and no area code, and people live whose numbers stand in mainland files."""


@dataclass(frozen=True, slots=True)
class Local:
    """A number that the digits may be; `*` for each digit of an area code that was not written."""

    known: str
    region: str
    national: str
    type: str
    full: bool
    """Nothing is left open but whether this is the one meant."""


def area_of(e164: str | None) -> str | None:
    """Return the area code, without trunk zero, of a landline; None where its country has none."""
    if e164 is None:
        return None
    number = phonenumbers.parse(e164, None)
    width = phonenumbers.length_of_geographical_area_code(number)
    return phonenumbers.national_significant_number(number)[:width] or None


def with_area(digits: str, region: str, area: str) -> Line | None:
    """Return the line of a local number in a known area, None if the plan has no such number."""
    line = line_of(f"+{calling_code(region)}{area}{digits}")
    return line if line and line.type == "landline" else None


def may_be(digits: str, order: tuple[str, ...]) -> list[Local]:
    """Return the numbers behind local digits, likeliest first, [] if nobody could dial them."""
    found: list[Local] = []
    if "CN" in order and _LOCAL_CHINA.fullmatch(digits):
        found += [_landline("CN", "*" * width + digits) for width in ((2, 3) if len(digits) == 8 else (3,))]
    if "US" in order and _LOCAL_AMERICA.fullmatch(digits):
        found.append(Local(f"+1***{digits}", "US", f"***{digits}", "mobile", full=False))
    if "TW" in order and _LOCAL_TAIWAN.fullmatch(digits):
        found.append(_landline("TW", "*" * max(1, 9 - len(digits)) + digits))
    if len(digits) == 10 and "CN" in order and (line := line_of(f"+886{digits[1:]}")):
        found.append(Local(line.e164, line.region, line.national, line.type, full=True))
    if len(digits) == 8 and "CN" in order:
        lines = [line_of(f"+{calling_code(region)}{digits}") for region in _EIGHT_DIGITS]
        found += [Local(line.e164, line.region, line.national, line.type, full=True) for line in lines if line]
    return found


def _landline(region: str, national: str) -> Local:
    return Local(f"+{calling_code(region)}{national}", region, national, "landline", full=False)
