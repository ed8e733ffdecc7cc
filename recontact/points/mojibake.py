"""Text that was decoded with the wrong table: mended where the right one is certain, known for lost where it is not."""

import re

from recontact.points.han_script import HAN

_LOST = re.compile("\ufffd|锟斤拷|烫烫烫|屯屯屯")
"""What decoders and uninitialised memory leave in place of text: the letters themselves are gone."""
_UTF8_AS_LATIN = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
_GBK_AS_LATIN = re.compile("[\u00a1-\u00ff ]{4,}")
_ONLY_HAN = re.compile(f"[{HAN}]{{2,}}")


def is_lost(text: str) -> bool:
    """Whether what was written can no longer be told."""
    return not text.isascii() and _LOST.search(text) is not None


def mend(text: str) -> str:
    """Return `text` as it was before UTF-8 or GBK was read with another table; as it is if that is not certain."""
    if text.isascii():
        return text
    found = _decoded(_latin_bytes(text), "utf-8") if _UTF8_AS_LATIN.search(text) else None
    if found is None and _GBK_AS_LATIN.fullmatch(text):
        found = _only_han(_decoded(_latin_bytes(text), "gbk"))
    if found is None and _ONLY_HAN.fullmatch(text) and not _encoded(text, "gb2312"):
        found = _only_han(_decoded(_encoded(text, "gbk"), "utf-8"))  # 寮犱笁 is 张三
    return found or text


def _only_han(text: str | None) -> str | None:
    return text if text and _ONLY_HAN.fullmatch(text.replace(" ", "")) else None


def _decoded(data: bytes, encoding: str) -> str | None:
    """Return what bytes say in `encoding`; None if nothing."""
    try:
        return data.decode(encoding) or None
    except UnicodeDecodeError:
        return None


def _encoded(text: str, encoding: str) -> bytes:
    """Return the bytes of `text`; none if it cannot be written in `encoding`."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return b""


def _latin_bytes(text: str) -> bytes:
    """Return the bytes that Latin-1 or Windows-1252 show as `text`; none if they show no such text."""
    found = (_encoded(character, "latin-1") or _encoded(character, "cp1252") for character in text)
    pieces = list(found)
    return b"".join(pieces) if all(pieces) else b""
