"""Numbering plans: to which region a written number belongs, whether it can be dialled, and what kind of line it is."""

import re
from dataclasses import dataclass, replace
from functools import cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneMetadata, PhoneNumberType

CHINA_MOBILE = r"1(?:[35-9]\d|4[579])\d{8}"
CHINA_LANDLINE = r"(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}"
"""China's plan (MIIT 2017): tables of allocated ranges lag behind it, so a number that fits it may be somebody's.
Of 14, only 145, 147 and 149 are people's: the others are SIM cards of devices."""

_NANP = re.compile(r"1(?:[ .-]+\(?\d{3}\)?|\(\d{3}\))[ .-]*\d{3}[ .-]?\d{4}")
_AREA_AND_MOBILE = re.compile(rf"0(?:10|2\d|[3-9]\d{{2}})({CHINA_MOBILE})")
CHINA_DEVICE = r"14[0-468]\d{8}"
"""SIM cards of devices (MIIT's plan: 140, 141, 144, 146, 148)."""
_LOST_ZERO = re.compile(r"\d{10,11}|\(?(?:10|2\d|[3-9]\d{2})\)?[ -]\d{7,8}")
"""A Chinese landline of which a spreadsheet dropped the zero; of a row that is known to be Chinese only."""
_CARRIER = re.compile(r"(?:179\d{2}|125\d{2}|10[13]9\d|10131|11808)[\s.-]*(?=\(?0[1-9]|1[3-9])")
"""Prefixes of calls by another company's network in mainland China, before a number as it is dialled there."""
_CODE_AGAIN = re.compile(r"\s*(?:\+|00|0)?86[\s()-]*(?:(?:\+|00)?86[\s()-]*)?(?=0?1[3-9]|0[1-9])")
"""China's code with a zero before it, or twice."""
_NEIGHBOURS_OF_CHINA = ("HK", "MO", "TW")
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


def find_line(text: str, order: tuple[str, ...], hint: str | None = None) -> Line | None:
    """Return the line that `text` (digits, separators, an optional +) is written for, None if nobody could dial it.

    `order` lists ISO regions, most likely first; `hint` is the row's own if it is known. A number written with + or 00
    needs none of them.
    """
    text = text.strip()
    return _as_written(text, order, hint) or (_mended(text, order, hint) if "CN" in order else None)


def _as_written(text: str, order: tuple[str, ...], hint: str | None) -> Line | None:
    if text.startswith("+") or re.match(r"00[1-9]", text):
        return line_of("+" + text.removeprefix("00").lstrip("+"))
    digits = re.sub(r"\D", "", text)
    if order[0] == "CN" and re.fullmatch(CHINA_DEVICE, digits):
        return None
    if glued := _AREA_AND_MOBILE.fullmatch(digits):
        line = _national(glued.group(1), "CN") if "CN" in order else None
        return replace(line, flags=(*line.flags, "repaired")) if line else None
    for region in _by_form(text, digits, order):
        if region != hint and hint and not _unmistakable(text, digits, region, hint):
            continue
        if line := _national(text, region, foreign="US" in order and not (hint == "CN" and _LOST_ZERO.fullmatch(text))):
            return line
    return _without_plus(digits, order)


def _unmistakable(text: str, digits: str, region: str, hint: str) -> bool:
    """Whether a number is written as one of `region` although its row is another's.

    The mainland's mobiles have a form of their own, and no American number begins with 0; of all others the same
    digits may be dialled here and there.
    """
    if hint == "US" and _NANP.fullmatch(text):
        return False
    if hint in ("CN", "US"):
        return True
    return re.fullmatch(CHINA_MOBILE, digits) is not None if region == "CN" else _NANP.fullmatch(text) is not None


def _mended(text: str, order: tuple[str, ...], hint: str | None) -> Line | None:
    """Read a Chinese number behind a carrier's prefix, or whose country code is doubled, missing or has a zero."""
    if carried := _CARRIER.match(text):
        return _as_written(text[carried.end() :], order, hint)
    rest = text[again.end() :] if (again := _CODE_AGAIN.match(text)) else re.sub(r"^(?:\+|00)", "", text)
    digits = re.sub(r"\D", "", rest)
    if rest == text or not re.fullmatch(rf"0?{CHINA_MOBILE}|0{CHINA_LANDLINE}", digits):
        return None
    line = _national(digits, "CN")
    return replace(line, flags=(*line.flags, "repaired")) if line else None


def line_of(text: str) -> Line | None:
    """Return the line that an international number, with its +, is; None if nobody could dial it."""
    try:
        number = phonenumbers.parse(text, None)
    except NumberParseException:
        return None
    return _describe(number) if phonenumbers.is_valid_number(number) else _unlisted(number)


def order_of(hint: str | None, regions: tuple[str, ...]) -> tuple[str, ...]:
    """Return the regions to try: the row's own first, then the file's, each once."""
    return tuple(dict.fromkeys([*([hint] if hint else []), *regions]))


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


def _by_form(text: str, digits: str, order: tuple[str, ...]) -> tuple[str, ...]:
    """Put first the region whose way of writing this is: the same digits may be valid in several.

    China's and America's numbers are weighed against each other; a row of a third region is read as its own first.
    """
    first = None
    if order[:1] not in (("CN",), ("US",)):
        return order
    if order[0] == "CN" and re.fullmatch(r"[48]00\d{7}", text):
        return order  # services of both countries begin so
    if _NANP.fullmatch(text) or (len(digits) == 10 and digits[0] in "23456789"):
        first = "US"
    elif re.fullmatch(CHINA_MOBILE, digits) and order[0] != "US":
        first = "CN"
    return (first, *(region for region in order if region != first)) if first in order else order


def _national(text: str, region: str, *, foreign: bool = False) -> Line | None:
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


def _without_plus(digits: str, order: tuple[str, ...]) -> Line | None:
    """Read digits that begin with a country code whose + was left out."""
    neighbours = _NEIGHBOURS_OF_CHINA if "CN" in order else ()
    for code in dict.fromkeys(calling_code(region) for region in (*order, *neighbours)):
        if code and digits.startswith(code) and (line := line_of("+" + digits)):
            return line
    return None


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
