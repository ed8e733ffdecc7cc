"""Handles of messengers (WeChat, QQ, LINE …): the identifier, and the platform where the text names one."""

import re
from dataclasses import dataclass

import pyarrow as pa
from rapidfuzz.distance import OSA

from recontact.points.cleaned import Cleaned, tabulate
from recontact.points.level import Level
from recontact.points.text import EMPTY, LONGEST, plain

LEVELS = (
    Level("unknown", "The messenger accounts cannot be compared.", "无法比较即时通讯账号。"),
    Level("same", "The messenger account is the same.", "即时通讯账号相同。"),
    Level("near", "The messenger accounts differ by one character.", "即时通讯账号仅一个字符不同。"),
    Level("different", "The messenger accounts are different.", "即时通讯账号不同。"),
)
_PLATFORMS = {
    "wechat": r"微信号?(?:码)?|微\s*信|(?:wechat|weixin|wx|vx)(?:\s*id)?(?=[\s:])",
    "qq": r"企鹅号?|qq号码?|qq(?=[\s:])",
    "line": r"line(?:\s*id)?(?=[\s:])",
    "whatsapp": r"whats\s?app(?=[\s:])",
    "telegram": r"电报号?|(?:telegram|tg)(?=[\s:])",
    "messenger": r"账号|(?:im|messenger)(?=[\s:])",
}
_PREFIX = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _PLATFORMS.items()))
_SAME_AS_PHONE = re.compile(r".{0,6}(?:同号|同號|同手机|同手機|同电话|同電話|与手机|與手機|就是手机).{0,6}")
_PLACEHOLDERS = frozenset(("test", "wechat", "weixin", "123456", "12345678", "abc", "wxid"))
_HANDLE = re.compile(r"[a-z0-9_][\w.@-]{2,63}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handle(Cleaned):
    """A messenger account; `value` is lower case."""

    platform: str | None = None
    """wechat, qq, line, whatsapp, telegram; None if the text does not say."""
    phone: str | None = None
    """E.164 if the handle is a Chinese mobile number."""


def clean(text: str) -> list[Handle]:
    """Return the account in one cell; `same_as_phone` is flagged where the text points to the row's own number."""
    if len(text) > LONGEST:
        return [Handle(problem="too_long")]
    found = plain(text).lower()
    if found in EMPTY:
        return [Handle(problem="empty")]
    platform = None
    if prefix := _PREFIX.match(found):
        platform = prefix.lastgroup
        rest = found[prefix.end() :].strip(" :")
    else:
        rest = found
    if _SAME_AS_PHONE.fullmatch(found):
        return [Handle(flags=("same_as_phone",), problem="same_as_phone", platform=platform)]
    if not _HANDLE.fullmatch(rest):
        return [Handle(problem="digits_lost" if "*" in rest else "invalid_handle", platform=platform)]
    if len(set(rest)) == 1 or rest in _PLACEHOLDERS:
        return [Handle(flags=("placeholder",), problem="placeholder", platform=platform)]
    phone = f"+86{rest}" if re.fullmatch(r"1[3-9]\d{9}", rest) else None
    platform = None if platform == "messenger" else platform
    return [Handle(value=rest, known=rest, type="im", precision="full", platform=platform, phone=phone)]


def clean_column(raw: pa.Array) -> pa.Table:
    """Return CLEANED columns and the parts of `Handle` for distinct texts."""
    return tabulate(map(clean, raw.to_pylist()), Handle)


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
    if left == right:
        return 1
    typo = len(left) > 7 and OSA.distance(left, right, score_cutoff=1) == 1
    return 2 if typo and re.sub(r"\D", "", left) == re.sub(r"\D", "", right) else 3
