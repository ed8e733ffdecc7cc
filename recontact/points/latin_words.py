"""The words of a name in Latin letters: as written, and folded to compare."""

import re
from dataclasses import dataclass
from functools import cache

from recontact import configs
from recontact.points import pinyin
from recontact.points.latin_letters import fold

_WORD = re.compile(r"[^\W\d_*](?:[^\W\d_]|['’`´.*-])*|\*(?:[^\W\d_]|[*'’-])*")
_DROPPED = str.maketrans("", "", "'’`´.-·")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name."""

    written: str
    folded: str
    """a-z without accents, apostrophes and hyphens; `*` for what is masked."""


def words_of(text: str) -> list[Word]:
    """Return the words of `text` that hold a letter or a mask."""
    return [
        Word(written.strip(".'-"), folded) for written in _WORD.findall(text) if (folded := _folded(written)).strip()
    ]


def _folded(written: str) -> str:
    if "ü" in written.lower():
        read_as_pinyin = fold(written.lower().replace("ü", "v")).translate(_DROPPED)
        if pinyin.split(read_as_pinyin):
            return read_as_pinyin  # Lü, not Müller
    return fold(written).translate(_DROPPED)


@cache
def listed(table: str, section: str) -> frozenset[str]:
    """Return the words of a section of a shipped vocabulary."""
    return frozenset(configs.load(f"vocabularies/{table}.yaml")[section])
