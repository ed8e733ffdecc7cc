"""Identity numbers other than the mainland's: Taiwan, Hong Kong, Macau, passports, permits, and any other."""

import re

from recontact.points.check_digit import hong_kong_holds, singapore_holds, taiwan_holds
from recontact.points.foreign_id import read_foreign
from recontact.points.resident_id import NationalId

_TAIWAN = re.compile(r"[A-Z](?:[1289]|[A-D])\d{8}")
_HONG_KONG = re.compile(r"([A-Z]{1,2}\d{6})(?:\(([\dA])\)|([\dA]))")
_HONG_KONG_SHORT = re.compile(r"[A-Z]{1,2}\d{6}")
_MACAU = re.compile(r"([157]\d{6})\((\d)\)|([1-9]\d{6})\((\d)\)")
_PERMIT = re.compile(r"[HM]\d{8}(?:\d{2})?")
_PASSPORT = re.compile(r"E[A-HJ-NP-Z]\d{7}|[EGDSP]\d{8}")
_SINGAPORE = re.compile(r"[STFGM]\d{7}[A-Z]")
_SOCIAL_SECURITY = re.compile(r"\d{9}")
_IMPOSSIBLE = re.compile(r"000|666|...00|.....0000|9(?!\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9]))")
"""Never issued (SSA; the 900s are tax numbers of persons without one, IRS): area, group and serial."""
_UNCHECKED = ((_MACAU, "mo_resident"), (_PERMIT, "home_permit"), (_PASSPORT, "passport"))
_ANY = re.compile(r"[A-Z0-9/]{5,20}")
_INVENTED = frozenset(("078051120", "219099999", "457555462"))
"""US social security numbers that stood in wallets and advertisements (SSA, "SSN misuse")."""


def read_other(number: str, hint: str | None = None) -> NationalId:
    """Read an identity number without `*`, separators removed but for parentheses; `hint` is the row's ISO region."""
    if number in _INVENTED:
        return NationalId(flags=("placeholder",), problem="placeholder")
    if hint and (foreign := read_foreign(number, hint)):
        return foreign
    if _TAIWAN.fullmatch(number):
        gender = "m" if number[1] in "18AC" else "f"  # letters: residence certificates until 2020
        return _checked(number, "tw_resident", holds=taiwan_holds(number), gender=gender)
    if card := _HONG_KONG.fullmatch(number):
        plain = card[1] + (card[2] or card[3])
        if card[2] or hong_kong_holds(plain):
            return _checked(plain, "hk_resident", holds=hong_kong_holds(plain))
    if _HONG_KONG_SHORT.fullmatch(number):
        return NationalId(known=f"{number}*", type="hk_resident", precision="partial")
    if _SINGAPORE.fullmatch(number) and (hint == "SG" or singapore_holds(number)):
        return _checked(number, "sg_resident", holds=singapore_holds(number))
    for form, type_ in _UNCHECKED:
        if form.fullmatch(number):
            return _unchecked(re.sub(r"[()]", "", number), type_)
    return _any(number, hint)


def read_other_masked(number: str) -> NationalId | None:
    """Read a number with `*` that is no mainland one, None if less than three signs of it are known."""
    number = re.sub(r"[()]", "", number)
    if not re.fullmatch(r"[A-Z0-9*]{5,20}", number) or len(number.replace("*", "")) < 3:
        return None
    type_ = "tw_resident" if re.fullmatch(r"[A-Z][\d*]{9}", number) else "other"
    return NationalId(known=number, type=type_, precision="masked")


def _any(number: str, hint: str | None) -> NationalId:
    digits = sum(map(str.isdigit, number))
    if not _ANY.fullmatch(number) or digits < 4:
        return NationalId(problem="invalid_id")
    if hint == "US" and _SOCIAL_SECURITY.fullmatch(number):
        return _checked(number, "us_ssn", holds=_IMPOSSIBLE.match(number) is None)
    return _unchecked(number, "other")


def _unchecked(number: str, type_: str) -> NationalId:
    """Return a number whose form is right and of which no more can be checked."""
    return NationalId(value=number, known=number, type=type_, precision="full", flags=("unchecked",))


def _checked(number: str, type_: str, *, holds: bool, gender: str | None = None) -> NationalId:
    flags, problem = ((), None) if holds else (("check_failed",), "check_digit")
    return NationalId(
        value=number, known=number, type=type_, precision="full", flags=flags, problem=problem, gender=gender
    )
