"""Names of persons: Han or Latin letters, either order, whole or masked."""

import pyarrow as pa

from recontact.points import han_name, latin_name, pinyin
from recontact.points.cleaned import UNKNOWN, table_schema, tabulate
from recontact.points.han_script import has_han, simplify
from recontact.points.name import LEVELS as LEVELS
from recontact.points.name import Name as Name
from recontact.points.name import compare as compare

_LONGEST = 200
"""Characters: nobody's name with titles and former names is longer, and dividing a word costs more than its length."""


def clean_column(raw: pa.Array, hint: pa.Array | None = None) -> pa.Table:
    """Return CLEANED and the parts of `Name` for distinct texts; a name that was changed gives a row for each.

    `hint` is accepted as of every kind; a name needs none.
    """
    return tabulate(map(_read, simplify(raw.to_pylist())), Name)


def clean(text: str) -> list[Name]:
    """Return the names in one text, the present one first; a name with its `problem` set if there is none."""
    return list(_read(simplify([text])[0]))


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


def _read(text: str) -> list[Name]:
    if len(text) > _LONGEST:
        return [Name(problem="too_long")]
    if has_han(text):
        foreign = any("\u3040" <= character <= "\u30ff" or "\uac00" <= character <= "\ud7af" for character in text)
        return [_unread(text)] if foreign else han_name.read(text)
    if _mostly_latin(text):
        return latin_name.read(text)
    return [_unread(text)] if any(character.isalpha() for character in text) else [Name(problem="not_a_name")]


def _mostly_latin(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    latin = sum(character < "\u0250" or "\u1e00" <= character <= "\u1eff" for character in letters)
    return bool(letters) and 2 * latin > len(letters)


def _unread(text: str) -> Name:
    """Keep a name in another script as it is written: it compares with nothing, and is not wrong for that."""
    return Name(value=text, known=text, type="other", precision="full", flags=("script_unread",))


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
    )
