"""Hong Kong's places as addresses name them, in Chinese and in English."""

import re
from dataclasses import replace
from functools import cache

from recontact import configs
from recontact.points import cn_table
from recontact.points.cn_division import Division

REGION = "香港特别行政区"
CODE = "810000"
_SIDES = ("九龙", "新界", "香港岛", "港岛")
_ELSEWHERE = frozenset(
    (
        *("中环", "半山", "天后", "西环", "大坑", "上环", "金钟", "马鞍山"),
        *("长洲", "青衣", "沙田", "蓝田", "大埔", "大围", "上水", "西贡"),
    )
)
"""Names that begin addresses elsewhere in China too: only after 香港 are they read as these."""
_DWELLING_MARKS = ("座", "楼", "室", "邨", "阁", "苑", "号")


def read(division: Division, text: str) -> tuple[Division, str]:
    """Return the division with the place of Hong Kong that `text` goes on with as its town, and the rest."""
    said = division.region == REGION
    side = next((name for name in _SIDES if text.startswith(name)), None)
    if (
        not said
        and side
        and division.region is None
        and (_named(text[len(side) :]) or _NAMED_DISTRICT.match(text, len(side)))
    ):
        division, text, said = (
            replace(division, region=REGION, city=REGION, county=side, code=CODE),
            text[len(side) :],
            True,
        )
    if not said and (division.county or text[:2] not in _starts()):
        return division, text
    for name, _ in cn_table.prefixes(text, _places()):
        rest = text[len(name) :]
        if said and (inner := _named(rest)) and rest[len(inner) :][:1] not in tuple("路街道正"):
            name, rest = inner, rest[len(inner) :]  # 元朗天水围
        if said or (
            name not in _ELSEWHERE and any(mark in rest for mark in _DWELLING_MARKS) and rest[0] not in "路街道"
        ):
            return _with(division, name), rest
    return division, text


_NAMED_DISTRICT = re.compile("[\u4e00-\u9fff]{1,4}区")


def _goes_on(text: str) -> bool:
    """Whether behind a side of Hong Kong a place or district of it follows: 九龙尖沙咀, 新界元朗区."""
    return _named(text) is not None or _NAMED_DISTRICT.match(text) is not None


def _named(text: str) -> str | None:
    """Return the place of Hong Kong that a text begins with."""
    return next((name for name, _ in cn_table.prefixes(text, _places())), None)


def named(english: str) -> str | None:
    """Return the Chinese name of a place, by its English one in small letters."""
    return _english().get(english)


def _with(division: Division, place: str) -> Division:
    district = {row[0]: row[2] for row in _rows()}[place]
    return replace(division, region=REGION, city=REGION, county=division.county or district, town=place, code=CODE)


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    return configs.table("vocabularies/hong_kong.tsv")


@cache
def _english() -> dict[str, str]:
    return {english: han for han, english, _ in _rows()}


@cache
def _places() -> cn_table.ByStart[str]:
    return cn_table.by_start({row[0]: row[0] for row in _rows() if row[0] not in _SIDES})


@cache
def _starts() -> frozenset[str]:
    return frozenset(_places())
