"""Numbering plans: to which region a written number belongs, whether it can be dialled, and what kind of line it is."""

import re
from dataclasses import dataclass, replace
from functools import cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneMetadata, PhoneNumberType

CHINA_MOBILE = r"1(?:[35-9]\d|4[579])\d{8}"
CHINA_LANDLINE = r"(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}"
"""China's plan (MIIT 2017): tables of allocated ranges lag behind it, so a number that fits it may be somebody's.
Of 14, only 145, 147 and 149 are people's."""
CHINA_DEVICE = r"14[01468]\d{8}"
"""SIM cards of devices (MIIT's plan: 140, 141, 144, 146, 148)."""
_LINES = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "mobile",
    PhoneNumberType.PERSONAL_NUMBER: "mobile",
    PhoneNumberType.FIXED_LINE: "landline",
    PhoneNumberType.VOIP: "landline",
    PhoneNumberType.UNKNOWN: "unknown",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A number that can be dialled."""

    e164: str
    region: str
    national: str
    type: str
    """mobile | landline | service | unknown"""
    flags: tuple[str, ...] = ()


def line_of(text: str) -> Line | None:
    """Return the line that an international number, with its +, is; None if nobody could dial it."""
    try:
        number = phonenumbers.parse(text, None)
    except NumberParseException:
        return None
    return _describe(number) if phonenumbers.is_valid_number(number) else _unlisted(number)


def national_line(text: str, region: str, *, foreign: bool = False) -> Line | None:
    """Read the national form. Ten digits without trunk zero are no Chinese landline where they may be `foreign`."""
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    line = _describe(number) if phonenumbers.is_valid_number(number) else _unlisted(number)
    if line and region == "CN" and line.type == "landline" and not re.match(r"\(?\s*0|\(?86", text):
        lost = not foreign and "unlisted_range" not in line.flags
        return replace(line, flags=(*line.flags, "repaired")) if lost else None
    return line


@cache
def calling_code(region: str) -> str:
    """Return the country calling code of an ISO region, without +; empty for a region that has none."""
    return str(phonenumbers.country_code_for_region(region) or "")


@cache
def trunk_prefix(region: str) -> str:
    """Return what is dialled before a national number within a region, and is no part of it; empty if nothing."""
    metadata = PhoneMetadata.metadata_for_region(region)
    return str(metadata.national_prefix or "") if metadata else ""


def pattern(region: str, kind: str) -> str:
    """Return the pattern (RE2 can read it) of a region's allocated numbers, kind `mobile` or `fixed_line`."""
    return str(getattr(PhoneMetadata.metadata_for_region(region), kind).national_number_pattern)


def _describe(number: phonenumbers.PhoneNumber) -> Line:
    line = _LINES.get(phonenumbers.number_type(number), "service")
    national = phonenumbers.national_significant_number(number)
    region = phonenumbers.region_code_for_number(number) or ""
    return Line(f"+{number.country_code}{national}", region, national, line, ("hub",) if line == "service" else ())


def _unlisted(number: phonenumbers.PhoneNumber) -> Line | None:
    """Accept what fits China's plan although its range is in no table yet."""
    national = phonenumbers.national_significant_number(number)
    if number.country_code != 86:
        return None
    for type_, plan in (("mobile", CHINA_MOBILE), ("landline", CHINA_LANDLINE)):
        if re.fullmatch(plan, national):
            return Line(f"+86{national}", "CN", national, type_, ("unlisted_range",))
    return None
