"""Chinese text: half width, simplified characters, and what counts as a Han character."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from recontact import configs

HAN = "\u3400-\u9fff\U00020000-\U0002ffff"
"""Han characters, as the inside of a regular expression's brackets."""

_HAN = re.compile(f"[{HAN}]")
_LINE_BREAKS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029\t\u200b\ufeff]+")


def has_han(text: str) -> bool:
    """Whether a Han character stands in `text`."""
    return _HAN.search(text) is not None


def simplify(texts: Iterable[str]) -> list[str]:
    """Return each text in half width and simplified characters, on one line, without spaces at its ends."""
    plain = [_LINE_BREAKS.sub(" ", unicodedata.normalize("NFKC", text)).strip() for text in texts]
    return _convert(plain)


def _convert(texts: Sequence[str]) -> list[str]:
    """Convert all Chinese texts in one call: 5 million a second against 0.9 million one by one."""
    positions = [position for position, text in enumerate(texts) if not text.isascii() and has_han(text)]
    found = list(texts)
    if positions:
        together = "\n".join(texts[position] for position in positions)
        lines = _converter().convert(together).translate(_variants()).split("\n")
        for position, line in zip(positions, lines, strict=True):
            found[position] = line
    return found


@cache
def _converter() -> Any:
    from opencc import OpenCC  # 60 ms: only where Chinese text turns up

    return OpenCC("t2s")


@cache
def _variants() -> dict[int, str]:
    return {ord(met): kept for met, kept in configs.table("vocabularies/han_variants.tsv")}
