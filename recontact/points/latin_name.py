"""Names in Latin letters: which words are title, given name, middle names, surname and suffix."""

import re
from collections.abc import Sequence

from recontact.points import latin_usual, romanised
from recontact.points.cleaned import UNKNOWN
from recontact.points.latin_words import Word, listed, words_of
from recontact.points.latin_writing import Parts, name_of, titled
from recontact.points.name import Name
from recontact.points.name_typing import repair

_SYLLABLES = re.compile("[A-Z][a-z]{1,5}-[a-z]{1,5}")
"""A given name of two syllables, as Korea and Taiwan write it: Cheol-su, Ing-wen."""
_NOTE = re.compile(r"\(.*?\)|\[.*?\]|\(.*$")


def read(text: str) -> list[Name]:
    """Return the name in a text of Latin letters, as the only element; a rejected name if there is none."""
    usual = latin_usual.read(text)
    if usual is not None:
        return [usual]
    without_notes = _NOTE.sub(" ", text)
    repaired = repair(without_notes)
    before, comma, after = (part.strip() for part in repaired.partition(","))
    words, family = words_of(f"{before} {after}"), len(words_of(before)) if comma and after else 0
    problem = _problem(words)
    if problem:
        return [Name(problem=problem)]
    flags = ("repaired",) if repaired != without_notes else ()
    if " ".join(word.folded for word in words) in listed("name_words", "suspicious"):
        flags = (*flags, "placeholder")
    titles = [word for word in words if word.folded in listed("latin_names", "titles")]
    suffixes = [word for word in words[1:] if word.folded in listed("latin_names", "suffixes")]
    if family and all(word in suffixes for word in words[family:]):
        family = 0  # John Smith, Jr.
    family -= sum(word in titles or word in suffixes for word in words[:family])
    rest = [word for word in words if word not in titles and word not in suffixes]
    if not any(word.folded.replace(UNKNOWN, "") for word in rest):
        return [Name(problem="not_a_name")]
    return [name_of(_divide(rest, family, titled=bool(titles)), titles, suffixes, flags)]


def from_parts(given: str, middle: str, surname: str) -> Name:
    """Return the name whose parts are given apart, each possibly empty or unusable; nothing is guessed."""
    words = [_part_words(part) for part in (given, middle, surname)]
    if not any(words):
        return Name(problem="placeholder" if given + middle + surname else "not_a_name")
    suffixes = [word for word in words[2][1:] if word.folded in listed("latin_names", "suffixes")]
    family = tuple(word for word in words[2] if word not in suffixes)
    return name_of(Parts(given=words[0], middle=words[1], surname=family), (), suffixes, ())


def _part_words(part: str) -> tuple[Word, ...]:
    """Return the words of a part, none where it only holds a title or a placeholder."""
    words = words_of(_NOTE.sub(" ", part))
    if _problem(words):
        return ()
    return tuple(word for word in words if word.folded not in listed("latin_names", "titles"))


def _problem(words: Sequence[Word]) -> str | None:
    if not any(word.folded.replace(UNKNOWN, "") for word in words):
        return "not_a_name"
    if " ".join(word.folded for word in words) in listed("name_words", "placeholders"):
        return "placeholder"
    if any(word.folded in listed("name_words", "latin_organisations") for word in words[1:]):
        return "organisation"
    return "not_a_name" if len(words) > 8 else None


def _divide(words: Sequence[Word], family: int, *, titled: bool) -> Parts:
    if len(words) == 1:
        is_given = words[0].folded in romanised.western_given_names() and not titled
        chinese = None if titled else _chinese(words, 0)
        return chinese or (Parts(given=tuple(words)) if is_given else Parts(surname=tuple(words)))
    chinese = _chinese(words, family)
    if chinese:
        return chinese
    if family:
        return _given_first([*words[family:], *words[:family]], len(words) - family)
    shouted = [word for word in words if len(word.folded.strip(UNKNOWN)) > 1 and word.written.isupper()]
    quiet = [word for word in words if word not in shouted]
    if shouted and any(len(word.folded) > 1 for word in quiet):
        return _named_first([*shouted, *quiet], len(shouted))
    if len(words) > 2 and words[0].written.islower() and words[0].folded in listed("latin_names", "particles"):
        whole = (place for place, word in enumerate(words) if word.folded not in listed("latin_names", "particles"))
        size = next(whole, len(words)) + 1
        return _named_first(words, size) if size < len(words) else _given_first(words)
    return _named_first(words, 1) if _family_first(words) else _given_first(words)


def _chinese(words: Sequence[Word], family: int) -> Parts | None:
    folded = [word.folded for word in words]
    if any(len(word) < 2 for word in folded):
        return None
    if family:
        folded = ["".join(folded[:family]), "".join(folded[family:])]
    name = romanised.read(tuple(folded))
    if name is None or (family and not name.doubtful and name.surname != folded[0] and UNKNOWN not in folded[0]):
        return None
    surname, given = (folded[0], folded[1]) if family and UNKNOWN not in "".join(folded) else (name.surname, name.given)
    return Parts(
        given=(Word(titled(given), given),) if given else (),
        surname=(Word(titled(surname), surname),) if surname else (),
        doubtful=name.doubtful and not family,
        masked=any(UNKNOWN in word for word in folded),
    )


def _family_first(words: Sequence[Word]) -> bool:
    """Whether the words follow the order of Vietnam, Hong Kong, Taiwan or Korea: Nguyễn Văn Đức, Tsai Ing-wen."""
    first, last = words[0].folded, words[-1].folded
    western = romanised.western_given_names()
    other = listed("latin_names", "other_romanised_surnames")
    if first in other and len(words) == 2 and _SYLLABLES.fullmatch(words[1].written):
        return True  # Kim Cheol-su, though Kim is a given name too
    if first in western or any(len(word.folded) == 1 for word in words):
        return False
    if len(words) > 2 and first in listed("latin_names", "vietnamese_surnames"):
        return last not in listed("latin_names", "vietnamese_surnames")
    if first not in other or last in other:
        return False
    return len(words) > 2 or "-" in words[1].written or last in western


def _named_first(words: Sequence[Word], size: int) -> Parts:
    """Divide a name that begins with a surname of `size` words."""
    surname, rest = tuple(words[:size]), words[size:]
    if surname[0].folded in listed("latin_names", "vietnamese_surnames") and len(rest) > 1:
        return Parts(given=tuple(rest[-1:]), middle=tuple(rest[:-1]), surname=surname)
    if surname[0].folded in listed("latin_names", "other_romanised_surnames"):
        western = tuple(word for word in rest if word.folded in romanised.western_given_names())
        own = tuple(word for word in rest if word not in western)
        joined = Word(" ".join(word.written for word in own), "".join(word.folded for word in own))
        return Parts(given=(joined,), middle=western, surname=surname) if own else Parts(given=western, surname=surname)
    return _given_first([*rest, *surname], len(rest))


def _given_first(words: Sequence[Word], family: int | None = None) -> Parts:
    """Divide a name in Western order; the surname begins at word `family`, where that is known."""
    if family is None:
        family = len(words) - 1
        while (
            family > 1
            and words[family - 1].folded in listed("latin_names", "particles")
            and len(words[family - 1].folded) > 1
        ):
            family -= 1
        paired = listed("latin_names", "paired_surnames")
        if family == len(words) - 1 and family > 1 and words[-1].folded in paired and words[-2].folded in paired:
            family -= 1
    pair = " ".join(word.folded for word in words[:2]) in listed("latin_names", "given_pairs") and family >= 2
    given = 2 if pair else min(1, family)
    return Parts(given=tuple(words[:given]), middle=tuple(words[given:family]), surname=tuple(words[family:]))
