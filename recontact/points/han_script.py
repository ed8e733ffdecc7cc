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
    several = list(texts)
    if not several:
        return []
    together = "\n".join(several)
    if len(_LINE_BREAKS.findall(together)) != len(several) - 1 or together.count("\n") != len(several) - 1:
        together = "\n".join(_LINE_BREAKS.sub(" ", text) for text in several)
    # no character combines with a line break: all at once is as one by one
    return _convert([line.strip() for line in unicodedata.normalize("NFKC", together).split("\n")])


def _convert(texts: list[str]) -> list[str]:
    """Convert all Chinese texts in one call: 5 million a second against 0.9 million one by one."""
    positions = [position for position, text in enumerate(texts) if not text.isascii() and has_han(text)]
    if positions:
        lines = _simplified([texts[position] for position in positions])
        for position, line in zip(positions, lines, strict=True):
            texts[position] = line
    return texts


def _simplified(texts: Sequence[str]) -> list[str]:
    converted: str = _converter().convert("\n".join(texts))
    kept = _variants()
    return re.sub(f"[{''.join(kept)}]", lambda met: kept[met[0]], converted).split("\n")


@cache
def _converter() -> Any:
    from opencc import OpenCC  # 60 ms: only where Chinese text turns up

    return OpenCC("t2s")


@cache
def _variants() -> dict[str, str]:
    return {row[0]: row[1] for row in configs.table("vocabularies/han_variants.tsv")}
