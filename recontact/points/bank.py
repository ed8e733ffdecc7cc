"""Bank account and card numbers: never kept, only a keyed hash under which equal ones meet and the last four digits."""

import hashlib
import hmac
import re
from dataclasses import dataclass

import pyarrow as pa

from recontact.points.cleaned import Cleaned, tabulate
from recontact.points.level import Level
from recontact.points.scientific import surviving_digits
from recontact.points.text import EMPTY, LONGEST, plain

LEVELS = (
    Level("unknown", "The bank accounts cannot be compared.", "无法比较银行账户。"),
    Level("same", "The bank account is the same.", "银行账户相同。"),
    Level("tail_same", "The last four digits of the bank accounts agree.", "银行账户后四位一致。"),
    Level("different", "The bank accounts are different.", "银行账户不同。"),
)
_SHORTEST, _LONGEST = 8, 30
"""Digits of an account: local accounts have eight or more, an IBAN's at most thirty (ISO 13616)."""


_COUNTED = frozenset("1234567890"[:width] for width in (8, 9, 10))
_KEPT = 15
"""Digits that a spreadsheet keeps of a number: the others become zeros."""
_BESIDE = re.compile(r"[\u4e00-\u9fff:()]+")
"""The name of the bank, and words such as 尾号, beside the number."""
_CARD = re.compile(r"(?:62|4|5[1-5]|3[47]|35)\d+")
"""Numbers that begin like a card's (ISO/IEC 7812: UnionPay, Visa, Mastercard, American Express, JCB)."""
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank(Cleaned):
    """An account; `value` is the hash and the last four digits, `known` likewise or `****1234` if no more was given."""

    tail: str | None = None
    """The last four digits."""


def clean(text: str, hint: str | None = None, *, key: bytes) -> list[Bank]:
    """Return the account in one cell, hashed with the lender's `key` (HMAC-SHA256); the number itself is not kept."""
    if len(text) > LONGEST:
        return [Bank(problem="too_long")]
    written = plain(text)
    if written.lower() in EMPTY:
        return [Bank(problem="empty")]
    digits = re.sub(r"[\s-]", "", _BESIDE.sub("", written)).upper()
    if surviving_digits(digits):
        return [Bank(problem="digits_lost")]
    if re.fullmatch(r"[\dX*]*[X*]+\d{4}|\d{4}", digits):
        return [Bank(known=f"****{digits[-4:]}", type="account", precision="masked", tail=digits[-4:])]
    if not re.fullmatch(rf"(?:[A-Z]{{2}})?[\dA-Z]{{{_SHORTEST},{_LONGEST}}}", digits) or not digits[-4:].isdigit():
        return [Bank(problem="invalid_account")]
    if len(set(digits)) == 1 or digits in _COUNTED:
        return [Bank(flags=("placeholder",), problem="placeholder")]
    type_, holds = _kind(digits)
    if not holds and digits.isdigit() and len(digits) > _KEPT and not digits[_KEPT:].strip("0"):
        return [Bank(problem="digits_lost")]
    value = f"{hmac.new(key, digits.encode(), hashlib.sha256).hexdigest()[:32]}-{digits[-4:]}"
    flags, problem = ((), None) if holds else (("check_failed",), "check_digit")
    tail = digits[-4:]
    return [Bank(value=value, known=value, type=type_, precision="full", flags=flags, problem=problem, tail=tail)]


def clean_column(raw: pa.Array, hint: pa.Array | None = None, *, key: bytes) -> pa.Table:
    """Return CLEANED columns and the parts of `Bank` for distinct texts."""
    return tabulate((clean(text, key=key) for text in raw.to_pylist()), Bank)


def show(known: str) -> str:
    """Return the last four digits, all that may be shown."""
    return f"****{known[-4:]}"


def mask(known: str) -> str:
    """Return four stars, for logs and reports."""
    return "*" * 4


def compare(left: str | None, right: str | None) -> int:
    """Return the index in LEVELS on which two accounts agree."""
    if not left or not right:
        return 0
    if "*" in left + right:
        return 2 if left[-4:] == right[-4:] else 3
    return 1 if left == right else 3


def _kind(digits: str) -> tuple[str, bool]:
    """Return what a number is, and whether its check digits hold; an account of a form unknown has none."""
    if _IBAN.fullmatch(digits):
        return "iban", int("".join(str(int(sign, 36)) for sign in digits[4:] + digits[:4])) % 97 == 1
    if digits.isdigit() and 13 <= len(digits) <= 19 and _luhn(digits):
        return "card", True
    return ("card", False) if 16 <= len(digits) <= 19 and _CARD.fullmatch(digits) else ("account", True)


def _luhn(digits: str) -> bool:
    """Check a card number's last digit (ISO/IEC 7812-1)."""
    doubled = (2 * int(digit) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(d - 9 if d > 9 else d for d in doubled)) % 10 == 0
