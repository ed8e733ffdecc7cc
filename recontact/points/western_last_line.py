"""The last line of an address in Latin letters: city, state or province, postcode and country."""

import re

from recontact.points.western_words import listed, short_forms, street_words

_POSTCODES = (
    re.compile(r"(?:^|[\s,]+)(?P<code>\d{5})(?:-\d{4})?$"),
    re.compile(r"(?:^|[\s,]+)(?P<code>[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2})$"),
    re.compile(r"(?:^|[\s,]+)(?P<code>[a-z]\d[a-z]\s?\d[a-z]\d)$"),
    re.compile(r",\s*(?P<code>\d{4}|\d{6})$"),
    re.compile(r"(?<=[a-z]{2})\s+(?P<code>\d{4})$"),
    re.compile(r"(?<=[a-z]{3})[\s-]+(?P<code>\d{6})$|,\s*s\s?\(?(?P<singapore>\d{6})\)?$"),
)
_POSTCODE_AND_CITY = re.compile(r"(?:^|[\s,])(?:[a-z]{1,2}-)?(?P<code>\d{4,5})\s+(?P<city>[^\d,]+)$")


def without_country(text: str) -> str:
    """Return the text without the country that stands last."""
    before, comma, last = text.rpartition(",")
    return before if comma and last.strip() in listed("countries") else text


def take_postcode(text: str) -> tuple[str, str | None]:
    """Take the postcode off the end, or from before the city."""
    for pattern in _POSTCODES:
        found = pattern.search(text)
        if found:
            code = found["code"] or found["singapore"]
            return text[: found.start()], code.replace(" ", "").upper()
    found = _POSTCODE_AND_CITY.search(text)
    if found and found.start():
        return f"{text[: found.start()]}, {found['city']}", found["code"]
    return text, None


def take_region(segments: list[str]) -> tuple[list[str], str | None]:
    """Take the state or province off the end, unless it can only be the city or part of the street."""
    if not segments:
        return segments, None
    names, shorts = short_forms("regions"), frozenset(short_forms("regions").values())
    *before, last = segments
    if before and (last in shorts or (last in names and len(before) > 1)):
        return before, names.get(last, last)
    words = last.split()
    if len(words) == 2 and words[0] in ("apo", "fpo", "dpo"):
        return [*before, words[0]], words[1]
    if len(words) > 2 and words[-1] in shorts and (before or _has_street(words[:-1])):
        return [*before, " ".join(words[:-1])], words[-1]
    if len(words) == 2 and before and words[-1] in shorts:
        return [*before, words[0]], words[-1]
    return segments, None


def _has_street(words: list[str]) -> bool:
    return any(word in street_words() for word in words[2:])
