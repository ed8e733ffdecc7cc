"""Days whose month is written as a word, in the languages of `vocabularies/months.yaml`."""

import re
from functools import cache

from recontact import configs
from recontact.points.day_reading import Reading, day_of, short_year
from recontact.points.latin_letters import fold

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s.,/'-]")
_LONGEST = 12
"""Words of a day written out with its weekday; more is a sentence."""


def read_named(text: str, hint: str | None) -> Reading:
    """Return the day that a text with the name of a month means, [] if it is none: 7 March 1990, Mar. 7th, 90."""
    tokens = _TOKEN.findall(fold(text))
    if len(tokens) > _LONGEST:
        return []
    numbers, month = [], None
    for token in tokens:
        if token.isdigit():
            numbers.append((token, month is not None))
        elif month is None and token in _months():
            month = str(_months()[token])
        elif token not in _beside():
            return []
    return _dated(numbers, month, hint) if month else []


def _dated(numbers: list[tuple[str, bool]], month: str, hint: str | None) -> Reading:
    """Put numbers together, each with whether it stands behind the month; a year of two digits stands last."""
    texts = [number for number, _ in numbers]
    years = [number for number in texts if len(number) == 4]
    if len(years) == 1 and len(texts) <= 2:
        days = [number for number in texts if len(number) <= 2]
        return day_of(years[0], month, days[0] if days else "**", hint) if len(days) + 1 == len(texts) else []
    if len(texts) == 2 and not years and len(texts[1]) == 2 and numbers[1][1]:
        return short_year(texts[1], month, texts[0], None) if len(texts[0]) <= 2 else []
    if len(texts) == 1 and len(texts[0]) == 2 and numbers[0][1] and int(texts[0]) > 31:
        return short_year(texts[0], month, "**", None)
    return []


@cache
def _months() -> dict[str, int]:
    listed = configs.load("vocabularies/months.yaml")["months"]
    return {fold(str(name)): number for number, names in listed.items() for name in names}


@cache
def _beside() -> frozenset[str]:
    return frozenset(fold(str(word)) for word in configs.load("vocabularies/months.yaml")["beside"])
