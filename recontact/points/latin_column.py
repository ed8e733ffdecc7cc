"""Whole columns of names of one or two words in Latin letters, Western or in pinyin: John Smith, SMITH, John, Wang Wei.

It reads what `latin_usual` reads, and pinyin as `romanised` does, from what each distinct word says by itself; a text
whose words say anything else, or whose canonical form would be read in another way, is left to the single reader.
"""

from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.points import latin_initials, latin_usual, pinyin, romanised
from recontact.points.latin_rows import name_rows, of_each
from recontact.points.latin_words import listed

_TWO_WORDS = (
    r"^(?P<one>[A-Z][a-z]+|[A-Z]{2,}|[a-z]{2,})(?P<comma>,?) (?:(?P<initial>[A-Z])\.? )?"
    r"(?P<other>[A-Z][a-z]+|[A-Z]{2,}|[a-z]{2,})$"
)
_ONE_WORD = "^(?:[A-Z][a-z]{3,}|[A-Z]{4,}|[a-z]{4,})$"
_MAY_BE_INITIALS = "^[B-DF-HJ-NP-TV-Z]+$"

Array = np.ndarray[Any, Any]


def read(texts: pa.Array) -> tuple[Array, pa.Table]:
    """Return which of the texts are read here, and the columns of `Name` for these, one row each."""
    found = pc.extract_regex(texts, _TWO_WORDS)
    two = np.flatnonzero(np.asarray(found.is_valid()))
    one = np.flatnonzero(np.asarray(pc.match_substring_regex(texts, _ONE_WORD)))
    parts = dict(zip([field.name for field in found.type], found.take(pa.array(two)).flatten(), strict=True))
    tables = [_western(two, parts), _pinyin(two, parts), _joined_pinyin(one, texts.take(pa.array(one)))]
    tables.append(latin_initials.read(texts))
    table = pa.concat_tables(tables).combine_chunks()
    table = table.take(pa.array(np.argsort(table["cell"].to_numpy(), kind="stable"))).combine_chunks()
    read_here = np.zeros(len(texts), bool)
    read_here[table["cell"].to_numpy()] = True
    return read_here, table.set_column(0, table.schema.field(0), pa.array(np.arange(len(table), dtype=np.int32)))


def _western(cells: Array, parts: dict[str, pa.Array]) -> pa.Table:
    """Read what `latin_usual` reads, and the same words with the surname and a comma in front."""
    comma = pc.equal(parts["comma"], ",")
    given = pc.ascii_lower(pc.if_else(comma, parts["other"], parts["one"]))
    surname = pc.ascii_lower(pc.if_else(comma, parts["one"], parts["other"]))
    first, last = of_each(given, latin_usual.sort), of_each(surname, latin_usual.sort)
    no_initial = pc.equal(parts["initial"], "")
    plain = (first == latin_usual.PLAIN) | (last == latin_usual.PLAIN)
    usual = (first >= latin_usual.PLAIN) & (last >= latin_usual.EASTERN) & (plain | ~np.asarray(no_initial))
    usual &= (of_each(given, _is_surname) == 0) | (of_each(surname, _is_given) == 0)  # Wang David
    usual &= ~np.asarray(pc.and_(pc.equal(parts["initial"], "O"), pc.is_in(surname, value_set=_after_o())))
    usual &= ~np.asarray(pc.equal(parts["initial"], "O"))  # Patrick O Brien
    usual &= np.where(comma, plain & np.asarray(no_initial), _of_one_case(parts)) & ~_is_listed(given, surname)
    kept = pa.array(usual)
    given, surname, initial = (column.filter(kept) for column in (given, surname, parts["initial"]))
    middle = pc.if_else(pc.equal(initial, ""), "", pc.binary_join_element_wise(" ", initial, ".", ""))
    written = pc.binary_join_element_wise(pc.ascii_capitalize(given), middle, " ", pc.ascii_capitalize(surname), "")
    initials = pc.if_else(pc.equal(initial, ""), pa.scalar(None, pa.string()), pc.ascii_lower(initial))
    return name_rows(cells[usual], {"known": written, "given": given, "surname": surname, "middle": initials})


def _pinyin(cells: Array, parts: dict[str, pa.Array]) -> pa.Table:
    """Read two words of pinyin, in either order."""
    one, other = pc.ascii_lower(parts["one"]), pc.ascii_lower(parts["other"])
    bare = pc.and_(pc.equal(parts["comma"], ""), pc.equal(parts["initial"], ""))
    wanted = np.asarray(bare) & _of_one_case(parts) & ~_is_listed(one, other)
    for word, written in ((one, parts["one"]), (other, parts["other"])):
        wanted &= of_each(word, _is_pinyin) == 1
        wanted &= ~np.asarray(pc.match_substring_regex(written, _MAY_BE_INITIALS))
    one, other, cells = one.filter(pa.array(wanted)), other.filter(pa.array(wanted)), cells[wanted]
    first, doubtful, known = _family_name(one, other)
    surname, given = pc.if_else(pa.array(first), one, other), pc.if_else(pa.array(first), other, one)
    kept = known & _stays(given, surname)
    return _pinyin_table(cells[kept], given.filter(pa.array(kept)), surname.filter(pa.array(kept)), doubtful[kept])


def _joined_pinyin(cells: Array, texts: pa.Array) -> pa.Table:
    """Read surname and given name written as one word of pinyin."""
    folded = pc.ascii_lower(texts)
    wanted = (of_each(folded, _is_pinyin) == 1) & ~_is_listed(folded)
    names = [romanised.read((word,)) for word in folded.filter(pa.array(wanted)).to_pylist()]
    surname, given = (pa.array([name and getattr(name, part) for name in names], pa.string()) for part in _PARTS)
    known = np.asarray(surname.is_valid())
    surname, given, cells = surname.drop_null(), given.filter(pa.array(known)), cells[wanted][known]
    kept = _stays(given, surname) & ~_is_listed(given, surname)
    nowhere = np.zeros(int(kept.sum()), bool)
    return _pinyin_table(cells[kept], given.filter(pa.array(kept)), surname.filter(pa.array(kept)), nowhere)


def _is_pinyin(word: str) -> bool:
    """Whether a word is made of syllables and nothing but a name; a surname of the East, Chen, may be."""
    return latin_usual.sort(word) >= latin_usual.EASTERN and pinyin.split(word) is not None


def _is_surname(word: str) -> bool:
    return word in pinyin.romanised_surnames()


def _is_given(word: str) -> bool:
    return word in romanised.western_given_names()


_PARTS = ("surname", "given")


def _family_name(one: pa.Array, other: pa.Array) -> tuple[Array, Array, Array]:
    """Return whether the first of two words is the surname, whether that is doubtful, and whether either is one.

    As `romanised.read` weighs them; of two orders that weigh the same, the surname later in the alphabet is taken.
    """
    family, given = romanised.surname_weight, romanised.given_price
    first = of_each(one, family) + romanised.FAMILY_FIRST - of_each(other, given)
    last = of_each(other, family) - of_each(one, given)
    apart, later = first - last, np.asarray(pc.greater_equal(one, other))
    alone = ~np.isnan(first) & np.isnan(last)
    doubtful = (np.abs(apart) < romanised.CLEAR) & np.asarray(pc.not_equal(one, other))
    return alone | (apart > 0) | ((apart == 0) & later), doubtful, ~(np.isnan(first) & np.isnan(last))


def _stays(given: pa.Array, surname: pa.Array) -> Array:
    """Return whether names that are shown in Western order are read again as they are."""
    before, _, possible = _family_name(given, surname)
    same = np.asarray(pc.equal(given, surname))
    stays: Array = possible & (~before | same)
    for word in (given, surname):
        stays &= of_each(word, _is_pinyin) == 1
    return stays


def _pinyin_table(cells: Array, given: pa.Array, surname: pa.Array, doubtful: Array) -> pa.Table:
    known = pc.binary_join_element_wise(pc.ascii_capitalize(given), pc.ascii_capitalize(surname), " ")
    return name_rows(cells, {"known": known, "given": given, "surname": surname}, doubtful)


def _of_one_case(parts: dict[str, pa.Array]) -> Array:
    """Return whether both words are written alike; an initial stands between capitalised words."""
    one, other = parts["one"], parts["other"]
    capitals = pc.and_(pc.equal(one, pc.ascii_upper(one)), pc.equal(other, pc.ascii_upper(other)))
    small = pc.and_(pc.equal(one, pc.ascii_lower(one)), pc.equal(other, pc.ascii_lower(other)))
    titled = pc.and_(pc.equal(one, pc.ascii_capitalize(one)), pc.equal(other, pc.ascii_capitalize(other)))
    small = pc.and_(small, pc.equal(parts["initial"], ""))
    alike: Array = np.asarray(pc.or_(pc.or_(capitals, small), titled))
    return alike


def _is_listed(*words: pa.Array) -> Array:
    """Return whether the words together are a listed placeholder, in either order."""
    hit = np.zeros(len(words[0]), bool)
    for order in (words, words[::-1]):
        hit |= np.asarray(pc.is_in(pc.binary_join_element_wise(*order, " "), value_set=_listed()))
    return hit


@cache
def _after_o() -> pa.Array:
    return pa.array(sorted(listed("latin_names", "after_o")))


@cache
def _listed() -> pa.Array:
    return pa.array(sorted(listed("name_words", "placeholders") | listed("name_words", "suspicious")))
