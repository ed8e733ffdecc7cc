"""Relations of other persons to the subject: words of forms to the codes of `schema.RELATIONS`."""

import re
from functools import cache

import pyarrow as pa

from recontact import configs
from recontact.points.cleaned import Cleaned, tabulate
from recontact.points.han_script import simplify
from recontact.points.latin_letters import fold

_NOT_WORD = re.compile(r"[\W_]+")


def clean_column(raw: pa.Array, hint: pa.Array | None = None) -> pa.Table:
    """Return CLEANED for distinct words, one row each; `value` is a code of `schema.RELATIONS`.

    `hint` is accepted as of every kind; a relation needs none.
    """
    return tabulate(([_read(text)] for text in simplify(raw.to_pylist())), Cleaned)


def relation(text: str) -> str | None:
    """Return the code of `schema.RELATIONS` for a word, None if it is not known."""
    return _read(simplify([text])[0]).value


def _read(text: str) -> Cleaned:
    word = _NOT_WORD.sub(" ", fold(text)).strip()
    code = _codes().get(word)
    if code is None:
        return Cleaned(problem="not_a_relation" if word else "empty")
    return Cleaned(value=code, known=code, type="relation", precision="full")


@cache
def _codes() -> dict[str, str]:
    words = configs.load("vocabularies/relations.yaml")
    return {word: code for code, listed in words.items() for word in listed}
