"""Chinese text: half width, simplified characters, and what counts as a Han character."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from recontact import configs

HAN = "\u3400-\u9fff\U00020000-\U0002ffff"
"""Han characters, as the inside of a regular expression's brackets."""

_HAN = re.compile(f"[{HAN}]")
_OTHER_BREAKS = r"\r\v\f\x1c-\x1e\x85\u2028\u2029\t\u200b\ufeff"
_OTHER_BREAK = re.compile(f"[{_OTHER_BREAKS}]")
_BREAKS = re.compile(f"[\n{_OTHER_BREAKS}]+")


def has_han(text: str) -> bool:
    """Whether a Han character stands in `text`."""
    return _HAN.search(text) is not None


def simplify(texts: Iterable[str]) -> list[str]:
    """Return each text in half width and simplified characters, on one line, without spaces at its ends."""
    several = list(texts)
    if not several:
        return []
    together = "\n".join(several)
    if together.count("\n") != len(several) - 1 or _OTHER_BREAK.search(together):
        together = "\n".join(_BREAKS.sub(" ", text) for text in several)
    # no character combines with a line break: all at once is as one by one
    return _convert([line.strip() for line in unicodedata.normalize("NFKC", together).split("\n")])


def _convert(texts: list[str]) -> list[str]:
    """Convert all Chinese texts in one call: 5 million a second against 0.9 million one by one."""
    positions = [position for position, text in enumerate(texts) if not text.isascii() and has_han(text)]
    if positions:
        lines = convert("\n".join(texts[position] for position in positions)).split("\n")
        for position, line in zip(positions, lines, strict=True):
            texts[position] = line
    return texts


def convert(text: str) -> str:
    """Return half-width text of any number of lines in simplified characters."""
    converted: str = _converter().convert(text)
    kept = _variants()
    return re.sub(f"[{''.join(kept)}]", lambda met: kept[met[0]], converted)


@cache
def _converter() -> Any:
    from opencc import OpenCC  # 60 ms: only where Chinese text turns up

    return OpenCC("t2s")


@cache
def _variants() -> dict[str, str]:
    return {row[0]: row[1] for row in configs.table("vocabularies/han_variants.tsv")}
