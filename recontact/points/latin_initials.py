"""Whole columns of Western names of which a word and initials are known: Mary S., J. Smith, J. R. Smith."""

from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.points import latin_usual
from recontact.points.latin_rows import name_rows, of_each
from recontact.points.latin_words import listed
from recontact.points.romanised import western_given_names

_WORD = "[A-Z][a-z]+|[A-Z]{2,}"
_BEHIND = rf"^(?P<word>{_WORD}) (?P<first>[A-Z])\.$"
_BEFORE = rf"^(?P<first>[A-Z])\. (?:(?P<second>[A-Z])\. )?(?P<word>{_WORD})$"
_OF_A_SURNAME = "o"
"""O. Brien is O'Brien."""


def read(texts: pa.Array) -> pa.Table:
    """Return the columns of `Name` for the texts that are read here; `cell` is the text's place."""
    return pa.concat_tables([_surname_hidden(texts), _given_hidden(texts)])


def _surname_hidden(texts: pa.Array) -> pa.Table:
    """Read a given name before a surname's initial."""
    cells, (word, first) = _parts(texts, _BEHIND, ("word", "first"))
    known = pc.binary_join_element_wise(pc.ascii_capitalize(word), " ", first, "*", "")
    return _rows(cells, "masked", {"known": known, "given": pc.ascii_lower(word), "surname": pc.ascii_lower(first)})


def _given_hidden(texts: pa.Array) -> pa.Table:
    """Read a surname behind initials."""
    cells, parts = _parts(texts, _BEFORE, ("word", "first", "second"))
    is_given = of_each(pc.ascii_lower(parts[0]), lambda word: word in western_given_names()) == 1  # J. Ann
    word, first, second = (part.filter(pa.array(~is_given)) for part in parts)
    cells = cells[~is_given]
    middle = pc.if_else(pc.equal(second, ""), pa.scalar(None, pa.string()), second)
    shown = pc.coalesce(pc.binary_join_element_wise(middle, "* ", ""), "")
    known = pc.binary_join_element_wise(first, "* ", shown, pc.ascii_capitalize(word), "")
    names = {"given": pc.ascii_lower(first), "middle": pc.ascii_lower(middle), "surname": pc.ascii_lower(word)}
    return _rows(cells, "partial", {"known": known, **names})


def _parts(texts: pa.Array, form: str, names: tuple[str, ...]) -> tuple[np.ndarray, list[pa.Array]]:
    """Return which texts have a form, none of its parts a word that may be more than a name; and these parts."""
    found = pc.extract_regex(texts, form)
    cells = np.flatnonzero(np.asarray(found.is_valid()))
    parts = [pc.struct_field(found, name).take(pa.array(cells)) for name in names]
    good = of_each(pc.ascii_lower(parts[0]), latin_usual.sort) == latin_usual.PLAIN
    for initial in parts[1:]:
        good &= ~np.asarray(pc.is_in(pc.ascii_lower(initial), value_set=_special()))
    return cells[good], [part.filter(pa.array(good)) for part in parts]


def _rows(cells: np.ndarray, precision: str, columns: dict[str, pa.Array]) -> pa.Table:
    count = len(cells)
    nothing = pa.nulls(count, pa.string())
    return name_rows(cells, {"value": nothing, "precision": pa.repeat(pa.scalar(precision), count), **columns})


@cache
def _special() -> pa.Array:
    """Return the letters that are a title, a suffix or a particle."""
    sections = ("titles", "suffixes", "particles")
    letters = {word for section in sections for word in listed("latin_names", section) if len(word) == 1}
    return pa.array(sorted({_OF_A_SURNAME, *letters}))
