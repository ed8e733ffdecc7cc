"""Contact points in a cell that may hold any of them: a mixed column, a note."""

import re

from recontact.points import email, phone_cell
from recontact.points.email_slip import mended
from recontact.points.text import plain

_EMAIL = re.compile(r"(?:mailto:)?[^\s@,;|/、，；:：()（）<>]{1,64}@[^\s@,;|/、，；()（）<>]{1,190}", re.IGNORECASE)
_HANDLE = re.compile(
    r"(?:微信号?|企鹅号?|电报号?|we\s?chat|weixin|wx|vx|qq号?|line|whats\s?app|telegram|tg)(?:\s*id)?(?:\s*[:：]\s*|\s+|(?<=[号信鹅Qq])(?=[\da-zA-Z]))"
    r"(?P<account>[a-zA-Z0-9_][\w@.-]{2,63})|(?:微信|电话|手机|wx|vx)\s*[:：]?\s*(?:同号|同手机|同电话)",
    re.IGNORECASE | re.ASCII,
)
_SHORTEST = 7
"""Digits of a telephone number within a town."""


def find(text: str) -> list[tuple[str, str]]:
    """Return (kind, piece) of what a text says of phones, e-mail addresses and messengers, as `schema` names the kinds.

    A piece is what the kind's own `clean` reads. What names no contact point is left out.
    """
    rest = re.sub(r"\s*@\s*", "@", plain(text))
    if _is_all_email(rest):
        return [("email", rest)]
    found: list[tuple[str, str]] = []
    for kind, form in (("email", _EMAIL), ("im", _HANDLE)):
        found.extend((kind, piece[0].strip()) for piece in form.finditer(rest))
        rest = form.sub(" , ", rest)
    rest = rest.strip(" ,;:、，；：")
    if any(len(re.sub(r"[^\d*]", "", number.number)) >= _SHORTEST for number in phone_cell.numbers_in(rest)):
        found.append(("phone", rest))
    return found


def _is_all_email(text: str) -> bool:
    """Whether a text is nothing but e-mail addresses, with or without the slips that `email` mends."""
    rest = _EMAIL.sub(" ", mended(text.lower()))
    return not re.search(r"\w", rest) and email.clean(text)[0].value is not None
