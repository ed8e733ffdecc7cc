"""The words of a name in Latin letters: as written, and folded to compare."""

import re
from dataclasses import dataclass
from functools import cache

from recontact import configs
from recontact.points import pinyin
from recontact.points.latin_letters import fold

_WORD = re.compile(r"[^\W\d_*](?:[^\W\d_]|['’`´.*-])*|\*(?:[^\W\d_]|[*'’-])*")
_NOT_FOLDED = re.compile("[^a-z*]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name."""

    written: str
    folded: str
    """a-z without accents, apostrophes and hyphens; `*` for what is masked."""


def words_of(text: str) -> list[Word]:
    """Return the words of `text` that hold a letter or a mask."""
    found = (Word(written.strip(".'’`´-"), _folded(written)) for written in _WORD.findall(text))
    return [word for word in found if word.folded and word.written]


def _folded(written: str) -> str:
    if "ü" in written.lower():
        read_as_pinyin = _NOT_FOLDED.sub("", fold(written.lower().replace("ü", "v")))
        if pinyin.split(read_as_pinyin):
            return read_as_pinyin  # Lü, not Müller
    folded = _NOT_FOLDED.sub("", fold(written))
    return "lv" if folded == "lyu" else folded  # 吕 in a passport


@cache
def listed(table: str, section: str) -> frozenset[str]:
    """Return the words of a section of a shipped vocabulary."""
    return frozenset(configs.load(f"vocabularies/{table}.yaml")[section])
