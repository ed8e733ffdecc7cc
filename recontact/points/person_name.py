"""Names of persons: Han, Latin and other letters, either order, whole or masked."""

import numpy as np
import pyarrow as pa

from recontact.points import han_column, han_name, latin_name, other_name, pinyin
from recontact.points.cleaned import UNKNOWN, interleave, table_schema, tabulate
from recontact.points.han_script import has_han, simplify
from recontact.points.name import Name as Name
from recontact.points.name_agreement import LEVELS as LEVELS
from recontact.points.name_agreement import compare as compare

_LONGEST = 200
"""Characters: nobody's name with titles and former names is longer, and dividing a word costs more than its length."""


_LONGEST = 200
"""Characters of the longest text that is read as a name."""
_ROUNDS = 6


def clean_column(raw: pa.Array, hint: pa.Array | None = None) -> pa.Table:
    """Return CLEANED and the parts of `Name` for distinct texts; a name that was changed gives a row for each.

    `hint` is accepted as of every kind; a name needs none.
    """
    texts = raw.to_pylist()
    short = simplify(text if len(text) <= _LONGEST else "" for text in texts)
    joined = [text.replace(" ", "") if " " in text and not text.isascii() else text for text in short]  # 王 小明
    plain = han_column.plain(joined)
    whole = np.flatnonzero(plain).tolist()
    others = np.flatnonzero(~plain).tolist()
    one_by_one = tabulate((_read(short[place], texts[place]) for place in others), Name)
    quick = han_column.read([joined[place] for place in whole])
    return interleave([(one_by_one, others), (quick, whole)])


def clean(text: str) -> list[Name]:
    """Return the names in one text, the present one first; a name with its `problem` set if there is none."""
    return list(_read(simplify([text if len(text) <= _LONGEST else ""])[0], text))


def clean_parts(given: pa.Array | None, surname: pa.Array | None, middle: pa.Array | None = None) -> pa.Table:
    """Return CLEANED and the parts of `Name` for names given in columns, one row each, none of them guessed.

    The arrays are aligned; a null or unusable part is unknown. Raises ValueError if there is no array at all.
    """
    columns = [column for column in (given, surname, middle) if column is not None]
    if not columns:
        raise ValueError("clean_parts needs at least one column of given names, surnames or middle names")
    length = len(columns[0])
    parts = [_simplified(column, length) for column in (given, surname, middle)]
    known: dict[tuple[str, ...], list[Name]] = {}
    cells = []
    for row in zip(*parts, strict=True):
        if row not in known:
            known[row] = [_from_parts(*row)]
        cells.append(known[row])
    return tabulate(cells, Name) if cells else table_schema(Name).empty_table()


def show(known: str) -> str:
    """Return a name for people, `*` for what is not known."""
    return known


def mask(known: str) -> str:
    """Return a name for reports: 王**, J*** S***."""
    if has_han(known):
        return known[0] + UNKNOWN * (len(known) - 1)
    return " ".join(word[0] + UNKNOWN * 3 for word in known.split())


def _read(text: str, raw: str) -> list[Name]:
    if len(raw) > _LONGEST or len(text) > _LONGEST:
        return [Name(problem="too_long")]
    return [name if name.known is None or name.known == text else _settled(name) for name in _read_simple(text)]


def _settled(name: Name) -> Name:
    """Return a name whose canonical form is read as itself; rejected if none is reached in a few rounds."""
    for _ in range(_ROUNDS):
        if name.known is None:
            return name
        again = _read_simple(simplify([name.known])[0])[0]
        if again.known == name.known:
            return name
        name = again
    return Name(problem="not_a_name")


def _read_simple(text: str) -> list[Name]:
    if text.isascii():
        return latin_name.read(text) if any(map(str.isalpha, text)) else [Name(problem="not_a_name")]
    if has_han(text):
        foreign = any("\u3040" <= character <= "\u30ff" or "\uac00" <= character <= "\ud7af" for character in text)
        return [other_name.unread(text)] if foreign else han_name.read(text)
    if _mostly_latin(text):
        return latin_name.read(text)
    return other_name.read(text)


def _mostly_latin(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    latin = sum(character < "\u0250" or "\u1e00" <= character <= "\u1eff" for character in letters)
    return bool(letters) and 2 * latin > len(letters)


def _simplified(column: pa.Array | None, length: int) -> list[str]:
    return [""] * length if column is None else simplify(text or "" for text in column.to_pylist())


def _from_parts(given: str, surname: str, middle: str) -> Name:
    if has_han(given + surname) and not (given and surname and not has_han(given)):
        return _han_parts(given.replace(" ", ""), surname.replace(" ", ""))
    return latin_name.from_parts(given, middle, surname)


def _han_parts(given: str, surname: str) -> Name:
    joined = surname + given
    name = han_name.read(joined)[0]
    if name.problem or not (given and surname) or name.han != joined:
        return name
    readings = pinyin.read_surname(surname)
    return Name(
        value=name.value,
        known=name.known,
        type="han",
        precision=name.precision,
        flags=name.flags,
        han=name.han,
        surname=readings[0] if readings else None,
        given=pinyin.read(given),
        han_surname=surname,
        han_given=given,
        parts=f"{surname}|{given}",
        surname_readings=" ".join(readings) if len(readings) > 1 else None,
    )
