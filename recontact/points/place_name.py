"""How names of roads and communities sound, so that Chinese characters and Latin letters meet."""

import re
from functools import cache, lru_cache

from recontact.points import pinyin
from recontact.points.han_script import has_han
from recontact.points.western_words import short_forms

_ROAD = re.compile(
    r"(?P<core>.+?)(?P<side>[东西南北中]?)(?P<sort>大道|大街|公路|胡同|路|街|巷)(?P<behind>[东西南北中]?)"
)


_SECTION = re.compile(r"(?P<road>.+[路街道])(?P<which>\d+)段")
_SECTION_LATIN = re.compile(r"(?P<road>.+) section (?P<which>\d+)")


@lru_cache(maxsize=10_000)
def sounded(name: str) -> frozenset[str]:
    """Return the ways in which a road's or community's name may be spelled, folded and without spaces."""
    found = _of_han(name) if has_han(name) else _of_latin(name)
    return frozenset(each for each in found if each)


def _of_han(name: str) -> set[str | None]:
    parted = _SECTION.fullmatch(name)
    if parted:
        return {each and f"{each} {parted['which']}" for each in _of_han(parted["road"])}
    road = _ROAD.fullmatch(name)
    if road:
        return {_road(pinyin.read(road["core"]), (road["side"], road["behind"]), road["sort"])}
    return {pinyin.read(name), pinyin.read(_without_sorts(name)), *_translated(name)}


def _of_latin(name: str) -> set[str | None]:
    parted = _SECTION_LATIN.fullmatch(name.lower())
    if parted:
        return {each and f"{each} {parted['which']}" for each in _of_latin(parted["road"])}
    words = [word for word in re.split(r"[^a-z0-9]+", name.lower()) if word]
    sorts = [place for place, word in enumerate(words) if word in short_forms("road_sorts") and place > 0]
    if sorts:
        at = sorts[-1]
        sides = [
            (place, short_forms("sides")[word]) for place, word in enumerate(words) if word in short_forms("sides")
        ]
        sides = [(place, side) for place, side in sides if place in (0, at - 1, at + 1) and len(words) > 2]
        core = "".join(word for place, word in enumerate(words[:at]) if place not in [p for p, _ in sides])
        return {_road(core, tuple(side for _, side in sides), short_forms("road_sorts")[words[at]])}
    kept = [word for word in words if word not in short_forms("place_words")]
    translated = "".join(short_forms("place_words").get(word, word) for word in words)
    return {"".join(words), "".join(kept) or None, translated}


def _road(core: str | None, sides: tuple[str, ...], sort: str) -> str | None:
    return f"{core} {''.join(sorted(sides))} {'大道' if sort == '大街' else sort}" if core else None


def _translated(name: str) -> set[str]:
    """Return the name with what it shares with English words kept in Chinese and the rest in pinyin."""
    words = _place_words().findall(name)
    rest = _place_words().sub("", name)
    if not words:
        return set()
    return {name} if not rest else {(pinyin.read(rest) or rest) + "".join(words)}


def _without_sorts(name: str) -> str:
    return _place_words().sub("", name)


@cache
def _place_words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(set(short_forms("place_words").values()), key=len, reverse=True)))
