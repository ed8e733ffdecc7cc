"""Roads and house numbers of Chinese addresses: 建国路88号, 中山路12巷3弄5号."""

import re
from functools import lru_cache

_ROAD_NAME = (
    r"(?:大道|大街|路|街|道|巷|胡同|公路|国道|省道|环线)(?:[东南西北中]?[一二三四五六七八九十\d]*段|[东南西北中])?"
)
_NUMBERED_ROAD = re.compile(
    rf"(?P<road>[\u4e00-\u9fffA-Z0-9]{{1,14}}?(?:{_ROAD_NAME}|条(?=[甲乙丙丁]?\d+号)))"
    r"(?P<lane>\d+巷(?:\d+弄)?(?=\d+(?:-\d+)?号))?(?P<number>(?:自编|[甲乙丙丁])?\d+(?:-\d+)?)"
    r"(?:(?P<mark>号院|号(?!楼|栋)|弄|巷|院)|(?!\d|号|楼|栋|幢|座|单元|层|室|#|-))"
    r"(?:附(?P<annex>\d+)号|(?P<behind>[甲乙丙丁](?![\u4e00-\u9fff\d])|-\d{1,3}$)|(?P<branch>\d+支弄))?"
)
_PLAIN_ROAD = re.compile(rf"(?P<road>[\u4e00-\u9fff]{{2,8}}?{_ROAD_NAME})(?P<rest>[\u4e00-\u9fff]{{3,}}.*|)$")
_ONLY_A_SORT = re.compile("(?:小区|花园|家园|公寓|新村|社区|大厦|广场|大院|家属院|宿舍|[东南西北中]区)")
_ZONE = re.compile("^.*?(?:开发区|工业园区|工业园|工业区|科技园(?:[东南西北中]区)?|产业园|高新区|新区)(?=.{2})")


def read(text: str) -> tuple[str | None, str | None, str, str]:
    """Return road, number, what follows them, and the two as they are written."""
    found = _NUMBERED_ROAD.match(text)
    if found:
        number = (found["lane"] or "") + found["number"] + (found["mark"] if found["mark"] in ("弄", "巷") else "")
        number += f"附{found['annex']}" if found["annex"] else found["behind"] or found["branch"] or ""
        return _ZONE.sub("", found["road"]), number, text[found.end() :], found[0]
    found = _PLAIN_ROAD.match(text)
    if found and not _ONLY_A_SORT.match(found["rest"]):
        return _ZONE.sub("", found["road"]), None, found["rest"], text[: len(text) - len(found["rest"])]
    return None, None, text, ""


@lru_cache(maxsize=100_000)
def is_plain_road(name: str) -> bool:
    """Whether a road's name does not begin with a zone's."""
    return _ZONE.match(name) is None
