"""What each character and pair of characters may be in a Han name: tables that whole columns are read by."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from recontact import configs
from recontact.points import pinyin
from recontact.points.han_name import FAMILIAR

FIRST, END = 0x4E00, 0xA000
"""The block of the common Han characters."""
_NOT_PLAIN = ("锟斤拷", "烫烫", "屯屯", "收启", "亲启")
_STRANGE = ("某", "々", "收")

Array = np.ndarray[Any, Any]


class HanTables(NamedTuple):
    """Tables over the block: row by row its characters, pairs of them as one number."""

    syllable: Array
    """int32 per character: row of `syllables`, -1 if it is not read."""
    syllables: pa.Array
    surname: Array
    """int32 per character: row of `readings` of the surname that it is."""
    compound: dict[int, int]
    """Row of `readings` per compound surname of two characters."""
    readings: pa.Array
    others: pa.Array
    """All readings of a surname that has several, else null."""
    starts: Array
    """bool per character: a masked name that begins so may have a compound surname."""
    first: Array
    """bool per character: a name that begins so may be a form of address, and is read by itself."""
    last: Array
    """bool per character: likewise one that ends so."""
    strange: Array
    """bool per character: a name that holds it is read by itself."""
    words: Array
    """Pairs of characters that are no plain name wherever they stand."""


def pair(one: Array, other: Array) -> Array:
    """Return two characters' places in the block as one number."""
    return one * (END - FIRST) + other


@cache
def han_tables() -> HanTables:
    """Return the tables, made of the shipped vocabularies."""
    block = [chr(code) for code in range(FIRST, END)]
    spoken = [pinyin.read(character) for character in block]
    syllables = sorted({each for each in spoken if each})
    place = {each: row for row, each in enumerate(syllables)}
    compounds = [name for name in pinyin.surnames() if len(name) == 2]
    readings = [pinyin.read_surname(name) for name in (*block, *compounds)]
    words = configs.load("vocabularies/name_words.yaml")
    begin = {*FAMILIAR, *(word for section in ("labels", "former") for word in words[section] if len(word) == 1)}
    end = {word for word in words["honorifics"] if len(word) == 1}
    return HanTables(
        syllable=np.array([place.get(each or "", -1) for each in spoken], np.int32),
        syllables=pa.array(syllables),
        surname=np.array([row if readings[row] else -1 for row in range(len(block))], np.int32),
        compound={_number(name): len(block) + row for row, name in enumerate(compounds)},
        readings=pa.array([read[0] if read else None for read in readings], pa.string()),
        others=pa.array([" ".join(read) if len(read) > 1 else None for read in readings], pa.string()),
        starts=np.array([each in pinyin.compound_starts() for each in block]),
        first=np.array([each in begin for each in block]),
        last=np.array([each in end for each in block]),
        strange=np.array([each in _STRANGE or not _is_common(each) for each in block]),
        words=_pairs(words),
    )


def _pairs(words: dict[str, list[str]]) -> Array:
    listed = [*words["placeholders"], *words["suspicious"], *words["former"], *words["labels"], *_NOT_PLAIN]
    listed += [*words["undivided_starts"], *words["japanese_surnames"], *words["honorifics"]]
    odd = {word[at : at + 2] for word in listed for at in range(len(word) - 1) if not word.isascii()}
    return np.array(sorted(_number(word) for word in odd if _in_block(word)), np.int64)


def _is_common(character: str) -> bool:
    """Whether a character is one of the 6763 of simplified text: others may be what a wrong decoder made of bytes."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _in_block(word: str) -> bool:
    return all(FIRST <= ord(character) < END for character in word)


def _number(word: str) -> int:
    return (ord(word[0]) - FIRST) * (END - FIRST) + ord(word[1]) - FIRST
