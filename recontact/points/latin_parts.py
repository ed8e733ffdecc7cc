"""Which words of a name in Latin letters are given name, middle names and surname."""

from collections.abc import Sequence
from dataclasses import replace

from recontact.points import eastern, latin_order, pinyin, romanised
from recontact.points.cleaned import UNKNOWN
from recontact.points.latin_words import Word, listed
from recontact.points.latin_writing import Parts, titled


def divide(words: Sequence[Word], family: int, region: str | None, *, titled: bool) -> Parts:
    """Return which words play which part; the first `family` are the surname, where that is known."""
    if len(words) == 1:
        is_given = words[0].folded in romanised.western_given_names() and not titled
        chinese = None if titled else _chinese(words, 0, region)
        return chinese or (Parts(given=tuple(words)) if is_given else Parts(surname=tuple(words)))
    if not family:
        spelled = [initial for word in words for initial in eastern.spelled_out(word)]
        words, family = latin_order.by_capitals(_compound_joined(spelled))
    parts = _chinese_first(words, family) or _chinese(words, family, region) or _beside_western(words, family, region)
    if parts:
        return parts
    if family:
        return _given_first([*words[family:], *words[:family]], len(words) - family)
    if latin_order.initials_behind(words):
        return _given_first([*words[1:], words[0]], len(words) - 1)  # Li X. M.
    if len(words) > 2 and words[0].written.islower() and words[0].folded in listed("latin_names", "particles"):
        whole = (place for place, word in enumerate(words) if word.folded not in listed("latin_names", "particles"))
        size = next(whole, len(words)) + 1
        return _named_first(words, size) if size < len(words) else _given_first(words)
    return _named_first(words, 1) if latin_order.family_first(words, region) else _given_first(words)


def _compound_joined(words: list[Word]) -> list[Word]:
    """Join the two syllables of a compound surname that stand apart: Au Yeung, Sze To."""
    for place in range(len(words) - 1) if len(words) > 2 else ():
        joined = words[place].folded + words[place + 1].folded
        if joined in listed("latin_names", "compound_surnames"):
            whole = Word(f"{words[place].written} {words[place + 1].written}", joined)
            return [*words[:place], whole, *words[place + 2 :]]
    return words


def _chinese_first(words: Sequence[Word], family: int) -> Parts | None:
    """Read a name of Hong Kong or South-East Asia that begins with its surname: Chan Tai Man, Peter."""
    first, rest = words[0].folded, words[1:]
    if not eastern.is_surname(first) or (first in pinyin.romanised_surnames() and not family):
        return None
    own = [word for word in rest if word.folded not in romanised.western_given_names()]
    if not own or (len(rest) < 2 and not family) or not all(eastern.is_given(word) for word in own):
        return None
    return _named_first(words, 1 if family < 2 or latin_order.all_western(words[family:]) else family)


def _chinese(words: Sequence[Word], family: int, region: str | None) -> Parts | None:
    folded = [word.folded for word in words]
    if any(len(word) < 2 for word in folded):
        return None
    if family:
        folded = ["".join(folded[:family]), "".join(folded[family:])]
    name = romanised.read(tuple(folded), region in eastern.CHINESE)
    if name is None or (family and not name.doubtful and name.surname != folded[0] and UNKNOWN not in folded[0]):
        return None
    surname, given = (folded[0], folded[1]) if family and UNKNOWN not in "".join(folded) else (name.surname, name.given)
    return Parts(
        given=(Word(titled(given), given),) if given else (),
        surname=(Word(titled(surname), surname),) if surname else (),
        doubtful=name.doubtful and not family,
        masked=any(UNKNOWN in word for word in folded),
    )


def _beside_western(words: Sequence[Word], family: int, region: str | None) -> Parts | None:
    """Read a Chinese name that has a Western one beside it: David Xiaoming Wang, Peter Chan Tai Man, Li Peter."""
    western = tuple(word for word in words[family:] if word.folded in romanised.western_given_names())
    own = [word for word in words if word not in western]
    if not western or not own:
        return None
    if len(own) == 1 and len(words) == 2 and own[0] is words[0] and own[0].folded in pinyin.romanised_surnames():
        return Parts(given=western, surname=(words[0],), doubtful=not family and region not in eastern.CHINESE)
    if len(own) < 2 or family == len(own):
        return None
    chinese = _chinese_first(own, family) or _chinese(own, family, region)
    if chinese:
        return replace(chinese, middle=western)
    if not family and eastern.is_surname(own[0].folded) and all(eastern.is_given(word) for word in own[1:]):
        return _named_first([*own, *western], 1)
    return None


def _named_first(words: Sequence[Word], size: int) -> Parts:
    """Divide a name that begins with a surname of `size` words."""
    surname, rest = tuple(words[:size]), words[size:]
    if surname[0].folded in listed("latin_names", "vietnamese_surnames") and len(rest) > 1:
        return Parts(given=tuple(rest[-1:]), middle=tuple(rest[:-1]), surname=surname)
    if surname[0].folded in listed("latin_names", "other_romanised_surnames"):
        western = tuple(word for word in rest if word.folded in romanised.western_given_names())
        own = tuple(word for word in rest if word not in western)
        joined = Word(_hyphened(own), "".join(word.folded for word in own))
        return Parts(given=(joined,), middle=western, surname=surname) if own else Parts(given=western, surname=surname)
    return _given_first([*rest, *surname], len(rest))


def _hyphened(words: Sequence[Word]) -> str:
    """Return the syllables of a given name as one word, so that it is not read with the surname in front again."""
    if len(words) != 2 or any("-" in word.written for word in words):
        return " ".join(word.written for word in words)
    return f"{titled(words[0].written)}-{words[1].written.lower()}"


def _given_first(words: Sequence[Word], family: int | None = None) -> Parts:
    """Divide a name in Western order; the surname begins at word `family`, where that is known."""
    if family is None:
        family = len(words) - 1
        while (
            family > 1
            and words[family - 1].folded in listed("latin_names", "particles")
            and not _is_vietnamese(words, family)
            and len(words[family - 1].folded) > 1
        ):
            family -= 1
        family = _with_mothers(words, family)
    pair = " ".join(word.folded for word in words[:2]) in listed("latin_names", "given_pairs") and family >= 2
    given = 2 if pair else min(1, family)
    return Parts(given=tuple(words[:given]), middle=tuple(words[given:family]), surname=tuple(words[family:]))


def _is_vietnamese(words: Sequence[Word], family: int) -> bool:
    """Whether Van is the middle name of Duc Van Nguyen."""
    return words[family - 1].folded == "van" and words[family].folded in listed("latin_names", "vietnamese_surnames")


def _with_mothers(words: Sequence[Word], family: int) -> int:
    """Return where the surnames begin if two stand together: García Márquez, Ortega y Gasset; O Brien is one."""
    paired = listed("latin_names", "paired_surnames")
    if family > 1 and words[family - 1].folded == "o" and words[family].folded in listed("latin_names", "after_o"):
        return family - 1
    if family > 2 and words[family - 1].folded in ("y", "i") and words[family - 1].written.islower():
        return family - 2
    both = family > 1 and words[family - 1].folded in paired
    return family - 1 if both and (family < len(words) - 1 or words[-1].folded in paired) else family
