"""Digits that are nobody's telephone number: made up, hotlines, numbers of machines, too few or too many."""

import re

import phonenumbers
from phonenumbers import shortnumberinfo

from recontact.points.phone_plan import CHINA_DEVICE

_SEQUENCES = "01234567890123456789", "98765432109876543210"
_COUNTED_ON = "12345678910"
SHORT = 7
"""National numbers shorter than this are hotlines or scraps."""
_HOTLINE = re.compile(r"1\d{2}|1[02]\d{3}|100\d{2}\d{0,3}|11[168]\d{2}|9[56]\d{3,4}")
_MACHINE = re.compile(rf"(?:86)?(?:106\d{{7,17}}|14[014]\d{{10}}|{CHINA_DEVICE})")
"""Mainland China: ports that send text messages, and SIM cards of devices (MIIT: 10648, and 13 digits from 140 on)."""
_WITHOUT_AREA_CODES = ("HK", "SG", "MO")


def invented(digits: str) -> bool:
    """Whether the digits are all the same or count up or down."""
    return len(set(digits)) == 1 or digits == _COUNTED_ON or any(digits in run for run in _SEQUENCES)


def problem_of(text: str, order: tuple[str, ...]) -> tuple[str, str | None]:
    """Return what is wrong with a number that nobody could dial, and its type where that is known."""
    digits = re.sub(r"\D", "", text)
    area, _, rest = re.sub(r"[()]", "", text).partition("-")
    if len(digits) < SHORT:
        return ("hotline", "service") if _is_hotline(digits, order) else ("too_short", None)
    if _HOTLINE.fullmatch(digits) or (re.fullmatch(r"0\d{2,3}", area) and _HOTLINE.fullmatch(rest)):
        return "hotline", "service"
    if "CN" in order and _MACHINE.fullmatch(digits):
        return "machine_number", "service"
    if len(digits) <= 8:
        return "invalid_number" if order[0] in _WITHOUT_AREA_CODES else "no_area_code", None
    return "too_long" if len(digits) > (15 if text.startswith("+") else 11) else "invalid_number", None


def _is_hotline(digits: str, order: tuple[str, ...]) -> bool:
    if _HOTLINE.fullmatch(digits):
        return True
    if not 3 <= len(digits) <= 5:
        return False
    code = phonenumbers.country_code_for_region(order[0])
    number = phonenumbers.PhoneNumber(country_code=code, national_number=int(digits))
    return bool(shortnumberinfo.is_valid_short_number_for_region(number, order[0]))
