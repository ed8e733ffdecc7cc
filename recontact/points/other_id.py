"""Identity numbers other than the mainland's: Taiwan, Hong Kong, Macau, passports, permits, and any other."""

import re
from dataclasses import replace

from recontact.points.check_digit import hong_kong_holds, singapore_holds, taiwan_holds
from recontact.points.foreign_id import read_foreign
from recontact.points.resident_id import INFORMATIVE, NationalId

_TAIWAN = re.compile(r"[A-Z](?:[1289]|[A-D])\d{8}")
_HONG_KONG = re.compile(r"([A-Z]{1,2}\d{6})(?:\(([\dA])\)|([\dA]))")
_HONG_KONG_SHORT = re.compile(r"[A-Z]{1,2}\d{6}")
_MACAU = re.compile(r"[1-9]\d{6}\(\d\)|[157]/\d{6}/\d")
_PERMIT = re.compile(r"[HM]\d{8}(?:\d{2})?")
_TAIWAN_PERMIT = re.compile(r"\d{8}(?:\d{2})?\([A-Z]\)")
_PASSPORT = re.compile(r"E[A-HJ-NP-Z]\d{7}|[EGDSP]\d{8}|[DSP]E\d{7}|K\d{8}|KJ\d{7}")
_EXIT_PERMIT = re.compile(r"[CW]\d{8}|C[A-HJ-NP-Z]\d{7}|[LT]\d{8}")
_MILITARY = re.compile(r"[军南北沈兰成济广参政后装海空武警文]{1,2}字?第?(\d{4,8})号?")
_FOREIGN_PERMIT = re.compile(r"[A-Z]{3}\d{12}")
_BRITISH = re.compile(r"(?!BG|GB|NK|KN|TN|NT|ZZ|QQ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]")
"""HMRC, National Insurance Manual NIM39110: letters that are never used; the number has no check digit."""
_SINGAPORE = re.compile(r"[STFGM]\d{7}[A-Z]")
_HONG_KONG_MASKED = re.compile(r"[A-Z]{1,2}[\d*]{6}\([\dA*]\)")
_IMPOSSIBLE = re.compile(r"000|666|...00|.....0000|9(?!\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9]))")
"""Never issued (SSA; the 900s are tax numbers of persons without one, IRS): area, group and serial."""
_UNCHECKED = (
    (_MACAU, "mo_resident"),
    (_PERMIT, "home_permit"),
    (_TAIWAN_PERMIT, "taiwan_permit"),
    (_PASSPORT, "passport"),
    (_EXIT_PERMIT, "exit_permit"),
    (_MILITARY, "cn_military"),
    (_FOREIGN_PERMIT, "cn_foreign_permit"),
)
"""Documents without a public check digit. Taiwan's and Hong Kong's own forms are asked before them."""
_WRONG_LENGTH = {
    "TW": re.compile(r"[A-Z]\d{6,8}|[A-Z]\d{10,11}"),
    "SG": re.compile(r"[STFGM]\d{5,8}|[STFGM]\d{8}[A-Z]"),
}
_ANY = re.compile(r"[A-Z0-9/]{5,20}")
_INVENTED = frozenset(("078051120", "219099999", "457555462", "QQ123456C", "ABCDE1234F"))
"""US social security numbers that stood in wallets and advertisements (SSA, "SSN misuse"); examples on forms."""


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
        if card[2] or hint == "HK" or hong_kong_holds(plain):
            return _checked(plain, "hk_resident", holds=hong_kong_holds(plain))
    if _HONG_KONG_SHORT.fullmatch(number):
        return NationalId(known=f"{number}*", type="hk_resident", precision="partial")
    if _SINGAPORE.fullmatch(number) and (hint == "SG" or singapore_holds(number)):
        return _checked(number, "sg_resident", holds=singapore_holds(number))
    for form, type_ in _UNCHECKED:
        if form.fullmatch(number):
            return _unchecked(re.sub(r"[()/]", "", number), type_)
    return _of_hint(number, hint) or _any(number)


def read_other_masked(number: str, hint: str | None = None) -> NationalId | None:
    """Read a number with `*` that is no mainland one, None if less than three signs of it are known."""
    card = _HONG_KONG_MASKED.fullmatch(number)
    number = re.sub(r"[()]", "", number)
    if not re.fullmatch(r"[A-Z0-9*]{5,20}", number) or len(number.replace("*", "")) < 3:
        return None
    if card or (hint == "HK" and re.fullmatch(r"[A-Z]{1,2}[\d*]{7}", number)):
        type_ = "hk_resident"
    elif re.fullmatch(r"[A-Z][\d*]{9}", number):
        type_ = "tw_resident"
    else:
        type_ = "us_ssn" if hint == "US" and len(number) == 9 else "other"
    low = len(number.replace("*", "")) < INFORMATIVE
    return NationalId(known=number, type=type_, precision="masked", flags=("low_information",) if low else ())


def _of_hint(number: str, hint: str | None) -> NationalId | None:
    """Read a number of the row's own country that has no other's form; None if it is not written like one."""
    if hint in _WRONG_LENGTH and _WRONG_LENGTH[hint].fullmatch(number):
        return NationalId(type=f"{hint.lower()}_resident", problem="wrong_length")
    if hint == "MO" and re.fullmatch(r"[157]\d{7}", number):
        return _unchecked(number, "mo_resident")
    if hint == "GB" and _BRITISH.fullmatch(number):
        return _unchecked(number, "gb_nino")
    if hint == "US" and re.fullmatch(r"\d{8,9}", number):
        whole = number.zfill(9)  # a spreadsheet drops the zero that some begin with
        read = _checked(whole, "us_ssn", holds=_IMPOSSIBLE.match(whole) is None, problem="never_issued")
        return replace(read, flags=(*read.flags, "repaired")) if whole != number else read
    return None


def _any(number: str) -> NationalId:
    digits = sum(map(str.isdigit, number))
    if not _ANY.fullmatch(number) or digits < 4:
        return NationalId(problem="invalid_id")
    if re.fullmatch(r"[\dOIL]{16,20}X?", number):
        return NationalId(problem="invalid_id")  # a mainland number with more wrong than a sign
    return _unchecked(number, "other")


def _unchecked(number: str, type_: str) -> NationalId:
    """Return a number whose form is right and of which no more can be checked."""
    return NationalId(value=number, known=number, type=type_, precision="full", flags=("unchecked",))


def _checked(
    number: str, type_: str, *, holds: bool, gender: str | None = None, problem: str = "check_digit"
) -> NationalId:
    return NationalId(
        value=number,
        known=number,
        type=type_,
        precision="full",
        flags=() if holds else ("check_failed",),
        problem=None if holds else problem,
        gender=gender,
    )
