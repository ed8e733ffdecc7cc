"""Relations of other persons to the subject: words of forms to the codes of `schema.RELATIONS`."""

import re
from functools import cache

import pyarrow as pa

from recontact import configs
from recontact.points.cleaned import Cleaned, tabulate
from recontact.points.han_script import simplify
from recontact.points.latin_letters import fold
from recontact.points.level import Level
from recontact.points.text import LONGEST

LEVELS = (
    Level("unknown", "The relation of one of the two is not known.", "至少一方的关系未知。"),
    Level("same", "The relation is the same.", "关系相同。"),
    Level("different", "The relation is another.", "关系不同。"),
)
_NOT_WORD = re.compile(r"[\W_]+")


def clean_column(raw: pa.Array, hint: pa.Array | None = None) -> pa.Table:
    """Return CLEANED for distinct words, one row each; `value` is a code of `schema.RELATIONS`.

    `hint` is accepted as of every kind; a relation needs none.
    """
    return tabulate(([_read(text)] for text in simplify(raw.to_pylist())), Cleaned)


def clean(text: str, hint: str | None = None) -> list[Cleaned]:
    """Return the relation that one cell names, as the only element."""
    return [_read(text) if len(text) > LONGEST else _read(simplify([text])[0])]


def show(known: str) -> str:
    """Return the code, which is an English word."""
    return known


def mask(known: str) -> str:
    """Return stars: even a relation says something of a person."""
    return "*" * len(known)


def compare(left: str | None, right: str | None) -> int:
    """Return the index in LEVELS on which two relations agree."""
    if not left or not right:
        return 0
    return 1 if left == right else 2


def relation(text: str) -> str | None:
    """Return the code of `schema.RELATIONS` for a word, None if it is not known."""
    return _read(simplify([text])[0]).value


def _read(text: str) -> Cleaned:
    if len(text) > LONGEST:
        return Cleaned(problem="too_long")
    word = _NOT_WORD.sub(" ", fold(text)).strip()
    code = _codes().get(word)
    if code is None:
        return Cleaned(problem="not_a_relation" if word else "empty")
    return Cleaned(value=code, known=code, type="relation", precision="full")


@cache
def _codes() -> dict[str, str]:
    words = configs.load("vocabularies/relations.yaml")
    return {word: code for code, listed in words.items() for word in listed}
