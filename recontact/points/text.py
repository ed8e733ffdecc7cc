"""The written form every kind of value starts from: one width, one kind of dash and mask, and what means `nothing`."""

import unicodedata

EMPTY = frozenset(
    (
        *("", "0", "-", "--", "/", ".", "?", "null", "none", "nan", "n/a", "na", "nil", "unknown"),
        *("#n/a", "not provided", "not available", "none given", "tbd"),
        *(
            "保密",
            "拒绝",
            "拒絕",
            "拒绝提供",
            "不愿提供",
            "不清楚",
            "不知道",
            "未提供",
            "未填",
            "未填写",
            "待补",
            "待补充",
        ),
        *("无", "無", "没有", "沒有", "暂无", "暫無", "未知", "不详", "不詳", "同上", "空"),
    )
)
"""What people and programs write where they have no value, lower case."""

LONGEST = 1000
"""Characters beyond which a cell is a document and no value: it is refused unread."""

_QUOTES = ("'", '"', "=")
_SIGNS = str.maketrans(
    dict.fromkeys("–—−‐‑‒―", "-") | dict.fromkeys("•●×∗※", "*") | dict.fromkeys("\u200b\u200c\u200d\ufeff", "")
)


def plain(text: str) -> str:
    """Return the text in half width (NFKC), trimmed, with every dash as `-` and every mask sign as `*`."""
    found = text.strip() if text.isascii() else unicodedata.normalize("NFKC", text).translate(_SIGNS).strip()
    return _unquoted(found) if found[:1] in _QUOTES else found


def _unquoted(text: str) -> str:
    """Return a cell without the marks by which spreadsheets and exports say that it is text: `'138`, `="138"`."""
    inner = text.removeprefix("=") if text[:2] in ('="', "='") else text
    if len(inner) > 1 and inner[0] == inner[-1] and inner[0] in "\"'":
        return inner[1:-1].strip()
    return text.removeprefix("'")
