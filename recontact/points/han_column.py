"""Whole columns of plain Han names of two or three characters, read by tables instead of one by one."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact import configs
from recontact.points import pinyin
from recontact.points.cleaned import table_schema
from recontact.points.han_name import FAMILIAR
from recontact.points.name import Name

_FIRST, _END = 0x4E00, 0xA000
"""The block of the common Han characters."""

Array = np.ndarray[Any, Any]


_NOT_PLAIN = ("锟斤拷", "烫烫", "屯屯", "收启", "亲启")


class _Tables(NamedTuple):
    syllable: Array
    """int32 per character of the block: row of `syllables`, -1 if it is not read."""
    syllables: pa.Array
    surname: Array
    """int32 per character: row of `readings` of the surname that it is."""
    compound: dict[int, int]
    """Row of `readings` per compound surname of two characters, as one number."""
    readings: pa.Array
    others: pa.Array
    """All readings of a surname that has several, else null."""
    aside: Array
    """bool per character: a name that begins or ends so may be a form of address, and is read by itself."""
    words: Array
    """Pairs of characters, as one number, that are no plain name wherever they stand."""


def plain(texts: Sequence[str]) -> Array:
    """Return which of the simplified texts this module reads; the others want `han_name`."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    fits: Array = (lengths == 2) | (lengths == 3)
    places = np.flatnonzero(fits).tolist()
    if not places:
        return fits
    codes = _codes([texts[place] for place in places])
    tables = _tables()
    inside = (codes >= 0) & (codes < _END - _FIRST)
    safe = np.where(inside, codes, 0)
    ended = codes[:, 2] == -_FIRST
    good = (inside[:, 0] & inside[:, 1] & (inside[:, 2] | ended)) & (tables.surname[safe[:, 0]] >= 0)
    good &= ~tables.aside[safe[:, 0]] & ~tables.aside[np.where(ended, safe[:, 1], safe[:, 2])]
    good &= (safe[:, 1] != ord("某") - _FIRST) & (safe[:, 1] != ord("々") - _FIRST)
    good &= ~np.isin(_pair(safe[:, 0], safe[:, 1]), tables.words)
    good &= ended | ~np.isin(_pair(safe[:, 1], safe[:, 2]), tables.words)
    fits[places] = good
    return fits


def read(texts: Sequence[str]) -> pa.Table:
    """Return CLEANED and the parts of `Name` for texts that are `plain`, one row each; `cell` counts from 0."""
    codes, tables, count = _codes(texts), _tables(), len(texts)
    pairs = _pair(codes[:, 0], codes[:, 1])
    long = codes[:, 2] >= 0
    candidates = np.fromiter(tables.compound, np.int64, len(tables.compound))
    compound = long & np.isin(pairs, candidates)
    which = tables.surname[codes[:, 0]].copy()
    which[compound] = [tables.compound[pair] for pair in pairs[compound].tolist()]
    second = np.where(compound, -1, tables.syllable[codes[:, 1]])
    third = np.where(long, tables.syllable[np.where(long, codes[:, 2], 0)], -1)
    given = pc.binary_join_element_wise(_said(second, ~compound), _said(third, long), "")
    han, nothing = pa.array(texts, pa.string()), pa.nulls(count, pa.string())
    size = pa.array(np.where(compound, 2, 1))
    first = pc.if_else(pc.equal(size, 2), pc.utf8_slice_codeunits(han, 0, 2), pc.utf8_slice_codeunits(han, 0, 1))
    rest = pc.if_else(pc.equal(size, 2), pc.utf8_slice_codeunits(han, 2), pc.utf8_slice_codeunits(han, 1))
    row = pa.array(which)
    columns = {
        "cell": pa.array(np.arange(count, dtype=np.int32)),
        **dict.fromkeys(("value", "known", "han"), han),
        "type": pa.repeat(pa.scalar("han"), count),
        "precision": pa.repeat(pa.scalar("full"), count),
        "flags": pa.ListArray.from_arrays(pa.array(np.zeros(count + 1, np.int32)), pa.array([], pa.string())),
        "surname": tables.readings.take(row),
        "given": given,
        "han_surname": first,
        "han_given": rest,
        "parts": pc.binary_join_element_wise(first, rest, "|"),
        "surname_readings": tables.others.take(row),
    }
    schema = table_schema(Name)
    return pa.table([columns.get(name, nothing) for name in schema.names], schema=schema)


def _said(syllable: Array, wanted: Array) -> pa.Array:
    """Return the syllables, empty where none is wanted and null where a wanted character cannot be read."""
    said = _tables().syllables.take(pa.array(np.maximum(syllable, 0)))
    said = pc.if_else(pa.array(syllable >= 0), said, pa.scalar(None, pa.string()))
    return pc.if_else(pa.array(wanted), said, pa.scalar(""))


def _codes(texts: Sequence[str]) -> Array:
    """Return the characters of texts of up to three as places in the block, int64 [texts, 3]; below 0 if outside."""
    return np.array(texts, "<U3").view(np.uint32).reshape(len(texts), 3).astype(np.int64) - _FIRST


def _pair(one: Array, other: Array) -> Array:
    return one * (_END - _FIRST) + other


@cache
def _tables() -> _Tables:
    block = [chr(code) for code in range(_FIRST, _END)]
    spoken = [pinyin.read(character) for character in block]
    syllables = sorted({each for each in spoken if each})
    place = {each: row for row, each in enumerate(syllables)}
    syllable = np.array([place.get(each or "", -1) for each in spoken], np.int32)
    surnames = [(each, pinyin.read_surname(each)) for each in block]
    compounds = [name for name in pinyin.surnames() if len(name) == 2]
    readings = [read for _, read in surnames] + [pinyin.read_surname(name) for name in compounds]
    surname = np.array([row if read else -1 for row, (_, read) in enumerate(surnames)], np.int32)
    words = configs.load("vocabularies/name_words.yaml")
    ends = {word[-1] for word in words["honorifics"]}
    listed = [*words["placeholders"], *words["suspicious"], *words["former"], *words["labels"], *_NOT_PLAIN]
    listed += [*words["undivided_starts"], *words["japanese_surnames"], *words["honorifics"]]
    odd = {word[at : at + 2] for word in listed for at in range(len(word) - 1) if not word.isascii()}
    aside = np.array([each in FAMILIAR or each in ends or each in _STRANGE or not _is_common(each) for each in block])
    return _Tables(
        syllable,
        pa.array(syllables),
        surname,
        {_number(name): len(block) + row for row, name in enumerate(compounds)},
        pa.array([read[0] if read else None for read in readings], pa.string()),
        pa.array([" ".join(read) if len(read) > 1 else None for read in readings], pa.string()),
        aside,
        np.array(sorted(_number(word) for word in odd if _in_block(word)), np.int64),
    )


_STRANGE = ("某", "々", "收")


def _is_common(character: str) -> bool:
    """Whether a character is one of the 6763 of simplified text: others may be what a wrong decoder made of bytes."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _in_block(word: str) -> bool:
    return all(_FIRST <= ord(character) < _END for character in word)


def _number(word: str) -> int:
    return (ord(word[0]) - _FIRST) * (_END - _FIRST) + ord(word[1]) - _FIRST
