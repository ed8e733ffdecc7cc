"""What kind of value a sample of cells looks like, whatever its header says."""

import re
from collections.abc import Callable, Sequence

from recontact.points import pinyin, postal
from recontact.points.han_script import HAN, simplify
from recontact.points.relation import relation

CLEAR = 0.8
"""Share of the cells that must look alike before the values speak louder than the header."""

_SAMPLE = 200
_RESIDENT_ID = re.compile(r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_PHONE = re.compile(
    r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
    r"|\+?1?[-. ]?\(?[2-9]\d{2}\)?[-. ]\d{3}[-. ]\d{4}"
    r"|\(?0\d{2,3}\)?-?\d{7,8}"
)
_HAN_NAME = re.compile(f"[{HAN}][{HAN}*]{{1,3}}")
_ANSWERS = frozenset(("是", "否", "有", "无", "y", "n", "yes", "no", "true", "false", "t", "f", "0", "1"))
"""What answers a yes-or-no question: such a column holds no value of what its header asks about."""
_WITH_NUMBER = re.compile(r"\d")


def kind_of(sample: Sequence[str]) -> tuple[str, float] | None:
    """Return the kind that most cells of `sample` look like and their share, or None if it is not clear."""
    cells = [cell for cell in simplify(sorted(set(sample))[:_SAMPLE]) if cell]
    if not cells:
        return None
    for kind, looks_like in _PATTERNS:
        share = sum(map(looks_like, cells)) / len(cells)
        if share >= CLEAR:
            return kind, share
    return None


def _is_han_name(text: str) -> bool:
    surnames = pinyin.surnames()
    return bool(_HAN_NAME.fullmatch(text)) and (text[:2] in surnames or text[0] in surnames)


def _is_address(text: str) -> bool:
    if len(text) < 8 or not _WITH_NUMBER.search(text) or not any(character.isalpha() for character in text):
        return False
    address = postal.clean(text)[0]
    return address.precision == "full" and (address.building or address.city or address.unit) is not None


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


_PATTERNS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("answer", lambda text: text.lower() in _ANSWERS),
    ("id", _matches(_RESIDENT_ID)),
    ("email", _matches(_EMAIL)),
    ("phone", _matches(_PHONE)),
    ("gender", lambda text: text.lower() in ("男", "女", "m", "f", "male", "female", "男性", "女性")),
    ("relation", lambda text: relation(text) is not None and len(text) > 1),
    ("name", _is_han_name),
    ("address", _is_address),
)
"""Asked in this order: the strictest first."""
