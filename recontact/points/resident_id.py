"""Mainland China's resident identity number: region, birth date, sequence, check sign (GB 11643)."""

import re
from calendar import monthrange
from dataclasses import dataclass

from recontact.points.check_digit import RESIDENT_SIGNS, RESIDENT_WEIGHTS, company_holds, resident_sign
from recontact.points.cleaned import Cleaned

LENGTH = 18
LATEST = 2040
"""Whoever is born after it needs no number while these tables are in use."""
PROVINCES = frozenset(
    str(code)
    for codes in (
        range(11, 16),
        range(21, 24),
        range(31, 38),
        range(41, 47),
        range(50, 55),
        range(61, 66),
        (71, 81, 82, 83),
    )
    for code in codes
)
"""Soft knowledge: county codes come and go and stay on cards for life, so no table of them refuses a number."""
_PERMITS = {"81": "cn_residence_permit", "82": "cn_residence_permit", "83": "cn_residence_permit"}
"""Of people of Hong Kong, Macau and Taiwan, by their first two digits (since 2018)."""
INFORMATIVE = 6
"""Visible signs of a number below which it tells nobody from his neighbours: six are a county, or a day and a sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalId(Cleaned):
    """An identity number; `value` has no separators, letters in upper case."""

    born: str | None = None
    """`YYYY-MM-DD`, `*` for each unknown digit."""
    gender: str | None = None
    region_code: str | None = None
    """Six digits of the county that issued the first number, `*` for each unknown one."""


def read_full(number: str) -> NationalId:
    """Read 17 digits and a sign.

    A spreadsheet keeps fifteen digits and writes zeros after them. One number in 1100 ends with 000 by right, one
    damaged number in eleven passes the check by chance: in either case the last three signs are not relied on.
    """
    if number.endswith("000") and _is_day(number[6:14]):
        return resident(number[:15] + "***", "damaged")
    if resident_sign(number[:17]) == number[17] and _is_day(number[6:14]):
        return resident(number, "full", () if _province(number) in PROVINCES else ("unknown_region",))
    if number[0] == "9" and company_holds(number):
        return NationalId(type="company", problem="not_a_person")
    if not _is_day(number[6:14]):
        # no such birth date: some digit is wrong, so it can agree with a copy of itself but is nobody's number
        return NationalId(
            known=number, type="cn_resident", precision="damaged", flags=("check_failed",), problem="birth_date"
        )
    return resident(number, "full", ("check_failed",), "check_digit")


def read_old(number: str) -> NationalId:
    """Read the fifteen digits issued until 1999: the century and the check sign are missing."""
    longer = f"{number[:6]}19{number[6:]}"
    if not _is_day(longer[6:14]):
        return NationalId(type="cn_resident", problem="birth_date")
    return resident(longer + resident_sign(longer), "full", ("converted",))


def read_start(number: str) -> NationalId | None:
    """Read a number whose end was cut off, None if it does not begin like one.

    Where one sign is missing it may be any of the last four, so only region and birth date are kept.
    """
    if _province(number) not in PROVINCES or not _is_day(number[6:14]):
        return None
    if len(number) == LENGTH - 1:
        number = number[:14]
    return resident(number.ljust(LENGTH, "*"), "partial", problem="too_short")


def read_masked(number: str) -> NationalId | None:
    """Read a number with `*`: 18 signs, 15, or one run of `*` of another width; None if it fits none."""
    if re.fullmatch(r"[\d*]{15}", number):
        number = f"{number[:6]}19{number[6:]}*"
    elif len(number) != LENGTH:
        run = re.fullmatch(r"(\d{3,14})\*{2,}([\dX]{0,6})", number)
        if run is None or len(number) < 10 or len(run[1]) + len(run[2]) >= LENGTH:
            return None
        number = run[1] + "*" * (LENGTH - len(run[1]) - len(run[2])) + run[2]
    if not re.fullmatch(r"[\d*]{17}[\dX*]", number) or number.count("*") > LENGTH - 2:
        return None
    if "*" not in number[:3] and _province(number) not in PROVINCES:
        return None
    low = LENGTH - number.count("*") < INFORMATIVE
    return resident(number, "masked", ("low_information",) if low else ())


def candidates(known: str, *, digits_only: bool = False) -> int | None:
    """Return how many numbers fit the known signs of one, by its check sign; None unless its birth date is known.

    `digits_only`: its last sign was no X, since a spreadsheet took it for a number.
    """
    if len(known) != LENGTH or "*" in known[:14]:
        return None
    remainders = [0] * 11
    remainders[sum(w * int(d) for w, d in zip(RESIDENT_WEIGHTS, known[:14], strict=False)) % 11] = 1
    for weight, sign in zip(RESIDENT_WEIGHTS[14:], known[14:17], strict=True):
        steps = range(10) if sign == "*" else (int(sign),)
        remainders = [sum(remainders[(r - weight * step) % 11] for step in steps) for r in range(11)]
    signs = known[17] if known[17] != "*" else RESIDENT_SIGNS.replace("X", "") if digits_only else RESIDENT_SIGNS
    return sum(remainders[RESIDENT_SIGNS.index(sign)] for sign in signs)


def resident(known: str, precision: str, flags: tuple[str, ...] = (), problem: str | None = None) -> NationalId:
    """Return the number with what its digits say."""
    born = f"{known[6:10]}-{known[10:12]}-{known[12:14]}"
    return NationalId(
        value=known if precision == "full" else None,
        known=known,
        type=_type(known),
        precision=precision,
        flags=flags,
        problem=problem,
        born=born if born != "****-**-**" else None,
        gender=("f", "m")[int(known[16]) % 2] if known[16] != "*" else None,
        region_code=_region_code(known),
    )


def _type(known: str) -> str:
    return "cn_foreign_permit" if known[0] == "9" else _PERMITS.get(known[:2], "cn_resident")


def _province(number: str) -> str:
    """Return the digits of the province; a foreigner's permit (since 2023) has them behind a 9."""
    return number[1:3] if number[0] == "9" else number[:2]


def _region_code(known: str) -> str | None:
    if known[0] == "9":
        return f"{known[1:3]}0000"
    return known[:6] if known[:6] != "******" else None


def _is_day(digits: str) -> bool:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    return 1850 <= year <= LATEST and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
