"""Handles of messengers (WeChat, QQ, LINE …): the identifier, and the platform where the text names one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pyarrow as pa
from rapidfuzz.distance import OSA

from recontact import configs
from recontact.points.cleaned import Cleaned, tabulate
from recontact.points.level import Level
from recontact.points.masked import fits
from recontact.points.phone_line import find_line
from recontact.points.text import EMPTY, LONGEST, plain

LEVELS = (
    Level("unknown", "The messenger accounts cannot be compared.", "无法比较即时通讯账号。"),
    Level("same", "The messenger account is the same.", "即时通讯账号相同。"),
    Level("compatible", "The visible characters of the messenger accounts agree.", "即时通讯账号可见部分一致。"),
    Level("near", "The messenger accounts differ by one character.", "即时通讯账号仅一个字符不同。"),
    Level("different", "The messenger accounts are different.", "即时通讯账号不同。"),
)
_SAME_AS_PHONE = re.compile(
    r".{0,6}(?:同号|同號|同手机|同手機|同电话|同電話|同上|与手机|與手機|就是手机|是手机).{0,6}"
    r"|(?:手机|手機|电话|電話)号?码?(?:即|就是|同|也是|=)(?:微信|wx|vx)号?"
    r"|same as (?:my )?(?:phone|mobile|cell|tel)(?: number| no\.?)?"
)
_NONE = re.compile(r"(?:没有?|沒有?|无|無|不用|no) ?(?:微信|wechat|wx|qq|line)")
_PLACEHOLDERS = frozenset(("test", "wechat", "weixin", "123456", "12345678", "abc", "wxid"))
_HANDLE = re.compile(r"(?!.*\.(?:com|cn|net|org)$)[a-z0-9_][\w.@-]{1,62}[\w.-]", re.ASCII)
_MASKED = re.compile(r"(?=.*[a-z0-9_])[\w.@*-]{3,64}", re.ASCII)
_PHONE = re.compile(r"\+?\d[\d ().-]{6,18}\d")
_ADORNED = re.compile(r"^(?:id|no\.?)? *[:：]? *(?:live:)?@?")
_QQ = re.compile(r"[1-9]\d{4,11}")
_INFORMATIVE = 4
"""Visible characters of a masked account below which it tells nobody from others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handle(Cleaned):
    """A messenger account; `value` is lower case, E.164 where the messenger knows people by their number."""

    platform: str | None = None
    """wechat, qq, line, whatsapp, telegram …; None if the text does not say."""
    phone: str | None = None
    """E.164 if the handle is a telephone number."""


def clean(text: str, hint: str | None = None, *, platform: str | None = None) -> list[Handle]:
    """Return the account in one cell; `same_as_phone` is flagged where the text points to the row's own number.

    `hint` is the row's ISO region, for accounts that are local telephone numbers; `platform` is the column's.
    """
    if len(text) > LONGEST:
        return [Handle(problem="too_long")]
    found = " ".join(plain(text).lower().split())
    if found in EMPTY or _NONE.fullmatch(found):
        return [Handle(problem="empty")]
    named, rest = _named(found)
    platform = named or platform
    if _SAME_AS_PHONE.fullmatch(found):
        return [Handle(flags=("same_as_phone",), problem="same_as_phone", platform=platform)]
    if phone := _phone(rest, platform, hint):
        return [_account(phone, platform, phone)]
    if "*" in rest and _MASKED.fullmatch(rest):
        low = len(rest.replace("*", "")) < _INFORMATIVE
        masked = Handle(known=rest, type="im", precision="masked", platform=platform)
        return [replace(masked, flags=("low_information",)) if low else masked]
    if not _HANDLE.fullmatch(rest) or (platform == "qq" and not _QQ.fullmatch(rest)):
        return [Handle(problem="digits_lost" if "*" in rest else "invalid_handle", platform=platform)]
    if len(set(rest)) == 1 or rest in _PLACEHOLDERS:
        return [Handle(flags=("placeholder",), problem="placeholder", platform=platform)]
    return [_account(rest, platform, f"+86{rest}" if re.fullmatch(r"1[3-9]\d{9}", rest) else None)]


def platform_in(text: str) -> str | None:
    """Return the messenger that the words around an account name: a column's header, a note."""
    for word in plain(text).lower().split():
        named = _names().match(f"{word}:")
        if named and named.lastgroup != "messenger":
            return named.lastgroup
    return None


def clean_column(raw: pa.Array, hint: pa.Array | None = None) -> pa.Table:
    """Return CLEANED columns and the parts of `Handle` for distinct texts; `hint` has an ISO region or null."""
    hints = hint.to_pylist() if hint is not None else [None] * len(raw)
    return tabulate((clean(text, near) for text, near in zip(raw.to_pylist(), hints, strict=True)), Handle)


def show(known: str) -> str:
    """Return the handle as it is written."""
    return known


def mask(known: str) -> str:
    """Return the handle with all but its ends hidden, for logs and reports."""
    return f"{known[:2]}***{known[-1:]}"


def compare(left: str | None, right: str | None) -> int:
    """Return the index in LEVELS on which two accounts agree; a number behind a name tells namesakes apart."""
    if not left or not right:
        return 0
    if "*" in left + right:
        return 0 if "*" in left and "*" in right else 2 if fits(left, right) else 4
    if left == right:
        return 1
    typo = len(left) > 7 and OSA.distance(left, right, score_cutoff=1) == 1
    return 3 if typo and re.sub(r"\D", "", left) == re.sub(r"\D", "", right) else 4


def _named(text: str) -> tuple[str | None, str]:
    """Return the platform that a text names, None if none, and the account behind its name."""
    if link := _links().search(text):
        return link.lastgroup, re.split(r"[/?&#]", text[link.end() :])[0]
    if prefix := _names().match(text):
        rest = _ADORNED.sub("", text[prefix.end() :].strip(" :"))
        return None if prefix.lastgroup == "messenger" else prefix.lastgroup, rest.strip(" :")
    given = (name for name, starts in _facts()["prefixes"].items() if text.startswith(tuple(starts)))
    return next(given, None), text.removeprefix("@")


def _phone(text: str, platform: str | None, hint: str | None) -> str | None:
    """Return the E.164 number that an account is, where the text or its messenger says that it is one."""
    by_phone = platform in _facts()["by_phone"]
    if not _PHONE.fullmatch(text) or not (by_phone or text.startswith("+")):
        return None
    line = find_line(text, (hint,), hint) if hint else None
    line = line or find_line(text if text.startswith("+") else f"+{text}", (hint or "CN",), hint)
    return line.e164 if line and line.type != "service" else None


def _account(value: str, platform: str | None, phone: str | None) -> Handle:
    return Handle(value=value, known=value, type="im", precision="full", platform=platform, phone=phone)


@cache
def _names() -> re.Pattern[str]:
    return _alternatives(_facts()["platforms"])


@cache
def _links() -> re.Pattern[str]:
    return _alternatives(_facts()["links"])


def _alternatives(listed: Mapping[str, list[str]]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{'|'.join(words)})" for name, words in listed.items()))


def _facts() -> Mapping[str, Any]:
    listed: Mapping[str, Any] = configs.load("vocabularies/messengers.yaml")
    return listed
