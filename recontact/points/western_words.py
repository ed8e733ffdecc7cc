"""The words of addresses in Latin letters: street types, directions, states, countries."""

from collections.abc import Mapping
from functools import cache

from recontact import configs


@cache
def short_forms(section: str) -> Mapping[str, str]:
    """Return a section of the vocabulary: words as written and their short form."""
    found: dict[str, str] = configs.load("vocabularies/latin_address.yaml")[section]
    return found


@cache
def listed(section: str) -> frozenset[str]:
    """Return a section of the vocabulary that is a list."""
    return frozenset(configs.load("vocabularies/latin_address.yaml")[section])


@cache
def street_words() -> frozenset[str]:
    """Return every word for a street's type, long and short."""
    types = short_forms("street_types")
    return frozenset((*types, *types.values()))
