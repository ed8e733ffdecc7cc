"""Names in Latin letters: which words are title, given name, middle names, surname and suffix."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from recontact import configs
from recontact.points import pinyin, romanised
from recontact.points.cleaned import UNKNOWN
from recontact.points.latin_letters import fold
from recontact.points.name import Name
from recontact.points.name_typing import repair

_NOTE = re.compile(r"\(.*?\)|\[.*?\]|\(.*$")
_WORD = re.compile(r"[^\W\d_*](?:[^\W\d_]|['’`´.*-])*|\*(?:[^\W\d_]|[*'’-])*")
_DROPPED = str.maketrans("", "", "'’`´.-·")


@dataclass(frozen=True, slots=True)
class _Word:
    written: str
    folded: str


@dataclass(frozen=True, slots=True)
class _Parts:
    """Which words play which part; `given` and `middle` may be one joined word of several."""

    given: tuple[_Word, ...] = ()
    middle: tuple[_Word, ...] = ()
    surname: tuple[_Word, ...] = ()
    doubtful: bool = False
    masked: bool = False


def read(text: str) -> list[Name]:
    """Return the name in a text of Latin letters, as the only element; a rejected name if there is none."""
    without_notes = _NOTE.sub(" ", text)
    repaired = repair(without_notes)
    before, comma, after = (part.strip() for part in repaired.partition(","))
    words, family = _words(f"{before} {after}"), len(_words(before)) if comma and after else 0
    problem = _problem(words)
    if problem:
        return [Name(problem=problem)]
    flags = ("repaired",) if repaired != without_notes else ()
    if " ".join(word.folded for word in words) in _listed("name_words", "suspicious"):
        flags = (*flags, "placeholder")
    titles = [word for word in words if word.folded in _listed("latin_names", "titles")]
    suffixes = [word for word in words[1:] if word.folded in _listed("latin_names", "suffixes")]
    if family and all(word in suffixes for word in words[family:]):
        family = 0  # John Smith, Jr.
    family -= sum(word in titles or word in suffixes for word in words[:family])
    rest = [word for word in words if word not in titles and word not in suffixes]
    if not rest:
        return [Name(problem="not_a_name")]
    return [_name(_divide(rest, family, titled=bool(titles)), titles, suffixes, flags)]


def from_parts(given: str, middle: str, surname: str) -> Name:
    """Return the name whose parts are given apart, each possibly empty or unusable; nothing is guessed."""
    words = [_part_words(part) for part in (given, middle, surname)]
    if not any(words):
        return Name(problem="placeholder" if given + middle + surname else "not_a_name")
    suffixes = [word for word in words[2][1:] if word.folded in _listed("latin_names", "suffixes")]
    family = tuple(word for word in words[2] if word not in suffixes)
    return _name(_Parts(given=words[0], middle=words[1], surname=family), (), suffixes, ())


def _part_words(part: str) -> tuple[_Word, ...]:
    """Return the words of a part, none where it only holds a title or a placeholder."""
    words = _words(_NOTE.sub(" ", part))
    if _problem(words):
        return ()
    return tuple(word for word in words if word.folded not in _listed("latin_names", "titles"))


def _words(text: str) -> list[_Word]:
    return [
        _Word(written.strip(".'-"), folded) for written in _WORD.findall(text) if (folded := _folded(written)).strip()
    ]


def _folded(written: str) -> str:
    if "ü" in written.lower():
        read_as_pinyin = fold(written.lower().replace("ü", "v")).translate(_DROPPED)
        if pinyin.split(read_as_pinyin):
            return read_as_pinyin  # Lü, not Müller
    return fold(written).translate(_DROPPED)


def _problem(words: Sequence[_Word]) -> str | None:
    if not any(word.folded.replace(UNKNOWN, "") for word in words):
        return "not_a_name"
    if " ".join(word.folded for word in words) in _listed("name_words", "placeholders"):
        return "placeholder"
    if any(word.folded in _listed("name_words", "latin_organisations") for word in words[1:]):
        return "organisation"
    return "not_a_name" if len(words) > 8 else None


def _divide(words: Sequence[_Word], family: int, *, titled: bool) -> _Parts:
    if len(words) == 1:
        is_given = words[0].folded in romanised.western_given_names() and not titled
        chinese = None if titled else _chinese(words, 0)
        return chinese or (_Parts(given=tuple(words)) if is_given else _Parts(surname=tuple(words)))
    chinese = _chinese(words, family)
    if chinese:
        return chinese
    if family:
        return _given_first([*words[family:], *words[:family]], len(words) - family)
    shouted = [word for word in words if len(word.folded) > 1 and word.written.isupper()]
    quiet = [word for word in words if word not in shouted]
    if shouted and any(len(word.folded) > 1 for word in quiet):
        return _named_first([*shouted, *quiet], len(shouted))
    if len(words) > 2 and words[0].written.islower() and words[0].folded in _listed("latin_names", "particles"):
        size = (
            next(place for place, word in enumerate(words) if word.folded not in _listed("latin_names", "particles"))
            + 1
        )
        return _named_first(words, size) if size < len(words) else _given_first(words)
    return _named_first(words, 1) if _family_first(words) else _given_first(words)


def _chinese(words: Sequence[_Word], family: int) -> _Parts | None:
    folded = [word.folded for word in words]
    if any(len(word) < 2 for word in folded):
        return None
    if family:
        folded = ["".join(folded[:family]), "".join(folded[family:])]
    name = romanised.read(tuple(folded))
    if name is None or (family and not name.doubtful and name.surname != folded[0] and UNKNOWN not in folded[0]):
        return None
    surname, given = (folded[0], folded[1]) if family and UNKNOWN not in "".join(folded) else (name.surname, name.given)
    return _Parts(
        given=(_Word(_titled(given), given),) if given else (),
        surname=(_Word(_titled(surname), surname),) if surname else (),
        doubtful=name.doubtful and not family,
        masked=any(UNKNOWN in word for word in folded),
    )


def _family_first(words: Sequence[_Word]) -> bool:
    """Whether the words follow the order of Vietnam, Hong Kong, Taiwan or Korea: Nguyễn Văn Đức, Tsai Ing-wen."""
    first, last = words[0].folded, words[-1].folded
    western = romanised.western_given_names()
    if first in western or any(len(word.folded) == 1 for word in words):
        return False
    if len(words) > 2 and first in _listed("latin_names", "vietnamese_surnames"):
        return last not in _listed("latin_names", "vietnamese_surnames")
    other = _listed("latin_names", "other_romanised_surnames")
    if first not in other or last in other:
        return False
    return len(words) > 2 or "-" in words[1].written or last in western


def _named_first(words: Sequence[_Word], size: int) -> _Parts:
    """Divide a name that begins with a surname of `size` words."""
    surname, rest = tuple(words[:size]), words[size:]
    if surname[0].folded in _listed("latin_names", "vietnamese_surnames") and len(rest) > 1:
        return _Parts(given=tuple(rest[-1:]), middle=tuple(rest[:-1]), surname=surname)
    if surname[0].folded in _listed("latin_names", "other_romanised_surnames"):
        western = tuple(word for word in rest if word.folded in romanised.western_given_names())
        own = tuple(word for word in rest if word not in western)
        joined = _Word(" ".join(word.written for word in own), "".join(word.folded for word in own))
        return (
            _Parts(given=(joined,), middle=western, surname=surname) if own else _Parts(given=western, surname=surname)
        )
    return _given_first([*rest, *surname], len(rest))


def _given_first(words: Sequence[_Word], family: int | None = None) -> _Parts:
    """Divide a name in Western order; the surname begins at word `family`, where that is known."""
    if family is None:
        family = len(words) - 1
        while (
            family > 1
            and words[family - 1].folded in _listed("latin_names", "particles")
            and len(words[family - 1].folded) > 1
        ):
            family -= 1
        paired = _listed("latin_names", "paired_surnames")
        if family == len(words) - 1 and family > 1 and words[-1].folded in paired and words[-2].folded in paired:
            family -= 1
    pair = " ".join(word.folded for word in words[:2]) in _listed("latin_names", "given_pairs") and family >= 2
    given = 2 if pair else min(1, family)
    return _Parts(given=tuple(words[:given]), middle=tuple(words[given:family]), surname=tuple(words[family:]))


def _name(parts: _Parts, titles: Sequence[_Word], suffixes: Sequence[_Word], flags: tuple[str, ...]) -> Name:
    shown = [*parts.given, *parts.middle, *parts.surname, *suffixes]
    surname, given = _known(_glued(parts.surname)), _known(" ".join(word.folded for word in parts.given))
    precision = _precision(parts, surname, given)
    display = " ".join(_display(word, full=precision == "full") for word in shown)
    return Name(
        value=display if precision == "full" else None,
        known=display,
        type="latin",
        precision=precision,
        flags=(*flags, "order_doubtful") if parts.doubtful else flags,
        surname=surname,
        given=given,
        middle=_known(" ".join(word.folded for word in parts.middle)),
        suffix=" ".join(word.folded for word in suffixes) or None,
        title=" ".join(word.folded for word in titles) or None,
    )


def _precision(parts: _Parts, surname: str | None, given: str | None) -> str:
    masked = parts.masked or any(UNKNOWN in word.written for word in (*parts.given, *parts.surname))
    if masked or (surname and len(surname) == 1 and given):
        return "masked"
    return "full" if surname and given and len(given) > 1 else "partial"


def _known(folded: str) -> str | None:
    """Return a folded part; of a masked one only the initial, which is all that compares."""
    if UNKNOWN not in folded:
        return folded or None
    return folded[0] if folded[0] != UNKNOWN else None


def _glued(words: Sequence[_Word]) -> str:
    """Join particles with the word that follows."""
    text = ""
    for word in words:
        particle = word.folded in _listed("latin_names", "particles") and len(words) > 1
        text += word.folded if particle else word.folded + " "
    return text.strip()


def _display(word: _Word, *, full: bool) -> str:
    written = word.written
    if len(written) == 1:
        return written.upper() + ("." if full else UNKNOWN)
    if written.islower() and word.folded in _listed("latin_names", "particles"):
        return written
    return _titled(written) if written.isupper() or written.islower() else written


def _titled(text: str) -> str:
    return "".join(part[:1].upper() + part[1:].lower() for part in re.split(r"(['’\s-])", text))


@cache
def _listed(table: str, section: str) -> frozenset[str]:
    return frozenset(configs.load(f"vocabularies/{table}.yaml")[section])
