"""Chinese names in pinyin: which word is the surname, and where a name written as one word divides."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from os.path import commonprefix
from string import ascii_lowercase

from recontact import configs
from recontact.points import pinyin
from recontact.points.cleaned import UNKNOWN

_LONGEST_GIVEN = 2
"""Syllables of a Chinese given name; one more is let through at a price."""

_LONG_GIVEN_COST = 6.0
_BARE_VOWEL_COST = 4.0
"""Glued to the surname such a given name would want an apostrophe, and about one in fifty begins so."""

FAMILY_FIRST = 0.4
"""Log-odds in favour of the Chinese order, where both orders make a name: a prior, it decides ties only."""

_BY_CUSTOM = 2.5
"""The same in a file of China: one in twelve writes the given name first."""

_COMPOUND = 5.0
"""Log-odds in favour of a surname of two syllables, which would else be a rare given name: Sima."""

_APART = 2.0
"""What of it is lost if its syllables stand apart: Ou Yang."""

CLEAR = 1.1
"""Log-odds below which the order stays doubtful: three to one."""


@dataclass(frozen=True, slots=True)
class Romanised:
    """A Chinese name read from pinyin: surname and given name without spaces; either may be an initial or None."""

    surname: str | None
    given: str | None
    doubtful: bool = False
    """The words make a name in the other order too."""


@lru_cache(maxsize=100_000)
def read(words: tuple[str, ...], by_custom: bool = False) -> Romanised | None:
    """Return the name that folded words make if they are pinyin with a Chinese surname, else None. `*` = one letter.

    `by_custom`: the file is of a place that writes the surname first.
    """
    if any(UNKNOWN in word for word in words):
        return _read_masked(words)
    found = sorted(_candidates(words, _BY_CUSTOM if by_custom else FAMILY_FIRST), reverse=True)
    if not found:
        return None
    score, surname, given = found[0]
    doubtful = len(words) > 1 and any(other[1] != surname and score - other[0] < CLEAR for other in found[1:])
    return Romanised(surname, given, doubtful)


def _candidates(words: Sequence[str], first: float) -> Iterator[tuple[float, str, str]]:
    if len(words) == 1:
        if words[0] not in western_given_names():
            yield from _divisions(words[0])
        return
    if len(words) > 4 or any(pinyin.split(word) is None for word in words):
        return
    for surname, given, prior in (
        (words[0], words[1:], first),
        (words[-1], words[:-1], 0.0),
        (words[0] + words[1], words[2:], first - _APART),
    ):
        yield from _candidate(surname, "".join(given), prior)


def _divisions(word: str) -> Iterator[tuple[float, str, str]]:
    for end in range(2, len(word) - 1):
        if word[:end] in pinyin.romanised_surnames():
            yield from _candidate(word[:end], word[end:], 0.0)


def _candidate(surname: str, given: str, prior: float) -> Iterator[tuple[float, str, str]]:
    weight, price = surname_weight(surname), given_price(given)
    if weight is not None and price is not None:
        yield weight + prior - price, surname, given


def surname_weight(word: str) -> float | None:
    """Return the log of the share of people who bear a surname in pinyin, None if it is none."""
    share, syllables = pinyin.romanised_surnames().get(word), pinyin.split(word)
    if share is None:
        return None
    return math.log(share) + (_COMPOUND if syllables and syllables[0] > 1 else 0.0)


def given_price(word: str) -> float | None:
    """Return the log-odds against a word as a Chinese given name, None if it cannot be one."""
    syllables = pinyin.split(word)
    if syllables is None or syllables[0] > _LONGEST_GIVEN + 1:
        return None
    count, cost = syllables
    too_long = _LONG_GIVEN_COST if count > _LONGEST_GIVEN else 0.0
    bare = _BARE_VOWEL_COST if word[0] in "aeo" else 0.0
    return too_long + bare + (cost - count)


def _read_masked(words: Sequence[str]) -> Romanised | None:
    """Try every letter in the place of the unknown ones; what all readings share is known."""
    if sum(word.count(UNKNOWN) for word in words) > 1:
        return None
    readings = [read(tuple(word.replace(UNKNOWN, letter) for word in words)) for letter in ascii_lowercase]
    found = [reading for reading in readings if reading is not None]
    if not found:
        return None
    clean = [name for name in found if _is_plain(name.given or "")]
    found = clean or found
    surname, given = _shared(name.surname for name in found), _shared(name.given for name in found)
    if surname is None and given is None:
        return None
    return Romanised(surname, given, any(name.doubtful for name in found))


def _is_plain(word: str) -> bool:
    """Whether a word divides into syllables without one that begins with a vowel inside it."""
    syllables = pinyin.split(word)
    return syllables is not None and syllables[0] == syllables[1]


def _shared(texts: Iterable[str | None]) -> str | None:
    """Return the one text that all are, else their common initial, else None."""
    several = {text or "" for text in texts}
    return several.pop() or None if len(several) == 1 else commonprefix(sorted(several))[:1] or None


@cache
def western_given_names() -> frozenset[str]:
    """Return the given names in Latin letters that are no Chinese words."""
    rows = configs.table("vocabularies/nicknames.tsv")
    listed = configs.load("vocabularies/latin_names.yaml")["given_names"]
    return frozenset(
        [*listed, *(row[0] for row in rows), *(form for row in rows if len(row) > 1 for form in row[1].split())]
    )
