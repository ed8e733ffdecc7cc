"""Telephone numbers of which only some digits survive: masked on purpose, or rounded by a spreadsheet."""

import re
from dataclasses import dataclass

from recontact.points.phone_plan import calling_code, line_of, trunk_prefix
from recontact.points.scientific import surviving_digits

_NO_AREA_CODE = re.compile(r"\*\*[2-8]\d{7}|\*{3}[2-8]\d{6}")
"""A Chinese landline of ten digits whose area code is not known; of eleven it may be a mobile as well."""


@dataclass(frozen=True, slots=True)
class Partial:
    """What is known of a number."""

    known: str
    """E.164 with `*` for each unknown digit."""
    region: str
    national: str
    type: str
    precision: str
    """masked | damaged"""


def read_rounded(text: str, order: tuple[str, ...]) -> Partial | None:
    """Return what a rounded number in scientific notation says of a telephone number."""
    digits = surviving_digits(text)
    return _place(digits, order, "damaged") if digits else None


def read_masked(text: str, order: tuple[str, ...]) -> Partial | None:
    """Return what a number with `*` in it says, None where it says nothing or fits no plan."""
    compact = re.sub(r"[\s().-]", "", text)
    compact = re.sub(r"^00(?=[1-9])", "+", compact)
    if not re.fullmatch(r"\+?[\d*]{3,15}", compact) or not re.search(r"\d", compact):
        return None
    return _place(compact, order, "masked")


def _place(digits: str, order: tuple[str, ...], precision: str) -> Partial | None:
    """Find the region whose plan the digits fit, likeliest first."""
    for region in _candidates(digits, order):
        national = _strip_code(digits, region)
        whole = precision == "damaged"  # a spreadsheet's number is as long as it was; a mask may be of another width
        if fitted := _fit(region, national, exact=whole):
            national, type_ = fitted
            return Partial(f"+{calling_code(region)}{national}", region, national, type_, precision)
    return None


def _candidates(digits: str, order: tuple[str, ...]) -> tuple[str, ...]:
    if digits.startswith("+"):
        return tuple(
            region for region in dict.fromkeys((*order, "CN", "US")) if digits.startswith("+" + calling_code(region))
        )
    return order


def _strip_code(digits: str, region: str) -> str:
    code = calling_code(region)
    if digits.startswith("+"):
        return digits[1 + len(code) :]
    if region == "CN":
        return re.sub(r"^86(?=[1*][\d*]{10}$)", "", digits)
    return re.sub(r"^1(?=[2-9*][\d*]{9,10}$)", "", digits) if region == "US" else digits


def _fit(region: str, national: str, *, exact: bool) -> tuple[str, str] | None:
    """Return the national digits as long as the region's numbers are, and their type; None if they fit none."""
    if not re.search(r"\d", national):
        return None
    fit = {"CN": _fit_china, "US": _fit_america}.get(region)
    if fit is None:
        return _fit_any(national, region)
    fitted = fit(national)
    return None if fitted is None or (exact and len(fitted[0]) != len(national)) else fitted


def _fit_china(national: str) -> tuple[str, str] | None:
    if _NO_AREA_CODE.fullmatch(national):
        return national, "landline"
    if re.match(r"0[1-9]", national) and 11 <= len(national) <= 12:
        return national[1:], "landline"
    mobile = _stretch(national, 11)
    return (mobile, "mobile") if mobile and re.match(r"[1*][3-9*]", mobile) else None


def _fit_america(national: str) -> tuple[str, str] | None:
    number = _stretch(national, 10)
    return (number, "mobile") if number and re.match(r"[2-9*]..[2-9*]", number) else None


def _fit_any(national: str, region: str) -> tuple[str, str] | None:
    trunk = trunk_prefix(region)
    if trunk and national.startswith(trunk):
        national = national.removeprefix(trunk)
    return (national, _type_of(national, region)) if 7 <= len(national) <= 12 else None


def _type_of(national: str, region: str) -> str:
    """Return the type that a masked number has whatever its hidden digits are, as far as trying ten of each tells."""
    tried = (line_of(f"+{calling_code(region)}{national.replace('*', digit)}") for digit in "0123456789")
    types = {line.type for line in tried if line and line.region == region}
    return types.pop() if len(types) == 1 and "service" not in types else "unknown"


def _stretch(national: str, length: int) -> str | None:
    """Return the digits with `length` characters: one run of `*` is often printed at a fixed width."""
    if len(national) == length:
        return national
    run = re.fullmatch(r"(\d*)\*+(\d*)", national)
    if run is None or len(run[1]) + len(run[2]) >= length:
        return None
    at_an_end = len(run[1] + run[2]) >= 3 and not (run[1] and run[2])
    if abs(len(national) - length) > 3 and not at_an_end and len(run[1] + run[2]) < 7:
        return None
    return run[1] + "*" * (length - len(run[1]) - len(run[2])) + run[2]
