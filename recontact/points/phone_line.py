"""Which line is meant by a number as it was written: in the order of the likeliest regions, by its form, mended."""

import re
from dataclasses import replace

import phonenumbers

from recontact.points.phone_plan import (
    CHINA_DEVICE,
    CHINA_LANDLINE,
    CHINA_MOBILE,
    Line,
    calling_code,
    line_of,
    national_line,
)

_NANP = re.compile(r"1(?:[ .-]+\(?\d{3}\)?|\(\d{3}\))[ .-]*\d{3}[ .-]?\d{4}")
_AREA_AND_MOBILE = re.compile(rf"0(?:10|2\d|[3-9]\d{{2}})({CHINA_MOBILE})")
_LOST_ZERO = re.compile(r"\d{10,11}|\(?(?:10|2\d|[3-9]\d{2})\)?[ -]\d{7,8}")
"""A Chinese landline of which a spreadsheet dropped the zero; of a row that is known to be Chinese only."""
_CARRIER = re.compile(r"(?:179\d{2}|125\d{2}|10[13]9\d|10131|11808)[\s.-]*(?=\(?0[1-9]|1[3-9])")
"""Prefixes of calls by another company's network in mainland China, before a number as it is dialled there."""
_CODE_AGAIN = re.compile(r"\s*(?:\+|00|0)?86[\s()-]*(?:(?:\+|00)?86[\s()-]*)?(?=0?1[3-9]|0[1-9])")
"""China's code with a zero before it, or twice."""
_NEIGHBOURS_OF_CHINA = ("HK", "MO", "TW")


def find_line(text: str, order: tuple[str, ...], hint: str | None = None) -> Line | None:
    """Return the line that `text` (digits, separators, an optional +) is written for, None if nobody could dial it.

    `order` lists ISO regions, most likely first; `hint` is the row's own if it is known. A number written with + or 00
    needs none of them.
    """
    text = text.strip()
    return _as_written(text, order, hint) or (_mended(text, order, hint) if "CN" in order else None)


def _as_written(text: str, order: tuple[str, ...], hint: str | None) -> Line | None:
    if text.startswith("+") or re.match(r"00[1-9]", text):
        line = line_of("+" + text.removeprefix("00").lstrip("+"))
        own_exit = hint is not None and hint != "CN" and text.startswith("00")  # from Hong Kong one dials 001 to go out
        return line or (national_line(text, hint) if own_exit and hint else None)
    digits = re.sub(r"\D", "", text)
    if hint == "CN" and re.fullmatch(CHINA_DEVICE, digits) and not _NANP.fullmatch(text):
        return None  # but 1-404-870-8669 is written as America writes
    if glued := _AREA_AND_MOBILE.fullmatch(digits):
        line = national_line(glued.group(1), "CN") if "CN" in order else None
        return replace(line, flags=(*line.flags, "repaired")) if line else None
    for region in _by_form(text, digits, order):
        if region != hint and hint and not _unmistakable(text, digits, region, hint):
            continue
        if line := national_line(
            text, region, foreign="US" in order and not (hint == "CN" and _LOST_ZERO.fullmatch(text))
        ):
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
    if not again and hint != "CN":
        return None  # a foreign number with a slip in it looks alike
    if rest == text or not re.fullmatch(rf"0?{CHINA_MOBILE}|0{CHINA_LANDLINE}", digits):
        return None
    line = national_line(digits, "CN")
    return replace(line, flags=(*line.flags, "repaired")) if line else None


def is_possible(text: str, region: str) -> bool:
    """Whether a number is as long as those of `region` are: then a slip in it is likelier than another region."""
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(text, region))
    except phonenumbers.NumberParseException:
        return False


def order_of(hint: str | None, regions: tuple[str, ...]) -> tuple[str, ...]:
    """Return the regions to try: the row's own first, then the file's, each once."""
    return tuple(dict.fromkeys([*([hint] if hint else []), *regions]))


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


def _without_plus(digits: str, order: tuple[str, ...]) -> Line | None:
    """Read digits that begin with a country code whose + was left out."""
    neighbours = _NEIGHBOURS_OF_CHINA if "CN" in order else ()
    for code in dict.fromkeys(calling_code(region) for region in (*order, *neighbours)):
        if code and digits.startswith(code) and (line := line_of("+" + digits)):
            return line
    return None
