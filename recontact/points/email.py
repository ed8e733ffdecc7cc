"""E-mail addresses: canonical form, and the key under which two spellings of one mailbox meet."""

import re
from dataclasses import dataclass, replace

import pyarrow as pa
from rapidfuzz.distance import OSA

from recontact.points.cleaned import Cleaned, tabulate
from recontact.points.email_provider import facts, flags_of, is_made_up
from recontact.points.email_slip import mended
from recontact.points.level import Level
from recontact.points.masked import fits
from recontact.points.text import EMPTY, LONGEST, plain

LEVELS = (
    Level("unknown", "The e-mail addresses cannot be compared.", "无法比较电子邮箱。"),
    Level("same", "The e-mail addresses lead to the same mailbox.", "电子邮箱相同。"),
    Level("compatible", "The visible characters of the e-mail addresses agree.", "电子邮箱可见部分一致。"),
    Level("near", "The e-mail addresses differ by one character.", "电子邮箱仅一个字符不同。"),
    Level(
        "same_account",
        "The part before the @ is the same, the provider is another.",
        "电子邮箱用户名相同，服务商不同。",
    ),
    Level("different", "The e-mail addresses are different.", "电子邮箱不同。"),
)
_LOCAL = r"[\w!#$%&'+/=?^`{|}~-]+(?:\.[\w!#$%&'+/=?^`{|}~-]+)*"
_ADDRESS = re.compile(rf"({_LOCAL})@((?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_](?:[\w-]*[^\W_])?)")
_SEPARATOR = re.compile(r"[\s,:;|/、<>()\"]+|mailto:|(?<=\w)\?(?!\S*@)\S*$")
_HIDDEN = re.compile(r"(?=[^@]*[a-z0-9])[\w.*+-]+@(?:[\w-]+\.)+[a-z]{2,}")
_INFORMATIVE = 3
"""Visible characters of a masked local part below which it tells nobody from others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Email(Cleaned):
    """An e-mail address; `value` is the address to write to, lower case, its domain in ASCII."""

    equivalent: str | None = None
    """Key of the mailbox: without the dots and `+tag` that its provider ignores."""
    qq: str | None = None
    """The QQ number that the address is made of."""
    phone: str | None = None
    """E.164 of the Chinese mobile number that the address is made of."""


def clean(text: str, hint: str | None = None) -> list[Email]:
    """Return the addresses in one cell, at least one result; `hint` is accepted as of every kind, none is needed."""
    if len(text) > LONGEST:
        return [Email(problem="too_long")]
    written = re.sub(r"\s*@\s*", "@", plain(text).lower().replace("。", "."))
    if written in EMPTY:
        return [Email(problem="empty")]
    found = mended(written)
    repaired = found != written
    emails = [_read(piece) for piece in _SEPARATOR.split(found) if "@" in piece]
    if repaired:
        emails = [replace(email, flags=("repaired", *email.flags)) if email.value else email for email in emails]
    return emails or [Email(problem="no_address")]


def clean_column(raw: pa.Array, hint: pa.Array | None = None) -> pa.Table:
    """Return CLEANED columns and the parts of `Email` for distinct texts."""
    return tabulate(map(clean, raw.to_pylist()), Email)


def show(known: str) -> str:
    """Return the address as it is written."""
    return known


def mask(known: str) -> str:
    """Return the address with its local part hidden, for logs and reports: `z***@gmail.com`."""
    local, _, domain = known.partition("@")
    return f"{local[:1]}***@{domain}"


def compare(left: str | None, right: str | None) -> int:
    """Return the index in LEVELS on which two addresses agree."""
    if not left or not right:
        return 0
    if "*" in left + right:
        return 0 if "*" in left and "*" in right else 2 if fits(left, right) else 5
    left, right = equivalent(left), equivalent(right)
    if left == right:
        return 1
    if OSA.distance(left, right, score_cutoff=1) == 1 and not _numbered(left):
        return 3
    return 4 if left.partition("@")[0] == right.partition("@")[0] else 5


def equivalent(address: str) -> str:
    """Return the key of an address's mailbox, by what its provider ignores."""
    local, _, domain = address.partition("@")
    domain = facts()["aliases"].get(domain, domain)
    if domain in facts()["ignores_tags"]:
        local = local.split("+")[0]
    if domain in facts()["ignores_dots"]:
        local = local.replace(".", "")
    return f"{local}@{domain}"


def _read(piece: str) -> Email:
    parts = _ADDRESS.fullmatch(piece.strip(".:'"))
    if parts is None:
        return _read_masked(piece) if "*" in piece else Email(problem="invalid_address")
    local, domain = parts[1], _ascii(parts[2])
    if domain is None:
        return Email(problem="invalid_address")
    address = f"{local}@{domain}"
    if is_made_up(local, domain):
        return Email(flags=("placeholder",), problem="placeholder")
    mobile = local if re.fullmatch(r"1[3-9]\d{9}", local) and domain in facts()["mobile_mail"] else None
    return Email(
        value=address,
        known=address,
        type="email",
        precision="full",
        flags=flags_of(local, domain),
        equivalent=equivalent(address),
        qq=local if domain == "qq.com" and re.fullmatch(r"[1-9]\d{4,10}", local) else None,
        phone=f"+86{mobile}" if mobile else None,
    )


def _read_masked(piece: str) -> Email:
    """Read an address of which some characters are hidden; how many, the stars do not say."""
    if not _HIDDEN.fullmatch(piece):
        return Email(problem="digits_lost")
    low = len(piece.partition("@")[0].replace("*", "")) < _INFORMATIVE
    return Email(known=piece, type="email", precision="masked", flags=("low_information",) if low else ())


def _ascii(domain: str) -> str | None:
    try:
        return domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None


def _numbered(address: str) -> bool:
    """Say whether the local part is a bare number: neighbours are other people."""
    return address.partition("@")[0].isdigit()
