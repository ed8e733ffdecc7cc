"""Names of persons: Han, Latin and other letters, either order, whole or masked."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.points import (
    han_column,
    han_name,
    latin_column,
    latin_name,
    latin_usual,
    mojibake,
    name_cell,
    other_name,
    pinyin,
    script_column,
)
from recontact.points.cleaned import UNKNOWN, interleave, table_schema, tabulate
from recontact.points.han_script import has_han, simplify
from recontact.points.name import Name as Name
from recontact.points.name_agreement import LEVELS as LEVELS
from recontact.points.name_agreement import compare as compare

_LONGEST = 200
"""Characters: nobody's name with titles and former names is longer, and dividing a word costs more than its length."""
_ROUNDS = 6
_KANA_AND_HANGUL = frozenset(
    [chr(code) for code in (*range(0x3040, 0x30FB), *range(0x30FC, 0x3100), *range(0xAC00, 0xD7B0))]
)


def clean_column(raw: pa.Array, hint: pa.Array | None = None) -> pa.Table:
    """Return CLEANED and the parts of `Name` for distinct texts; a name that was changed gives a row for each.

    `hint` is the region by whose custom a name is read (ISO 3166-1), null where none is known.
    """
    simple = script_column.simplify(raw, _LONGEST)
    unhinted = np.ones(len(raw), bool) if hint is None else np.asarray(hint.is_null())
    latin, first = latin_column.read(pc.if_else(pa.array(unhinted), simple, ""))
    joined = pc.if_else(
        pc.string_is_ascii(simple), simple, pc.replace_substring(simple, " ", "")
    ).to_pylist()  # 王 小明
    plain = han_column.plain(joined) & unhinted
    second = han_column.read([joined[place] for place in np.flatnonzero(plain).tolist()])
    others = np.flatnonzero(~latin & ~plain)
    left = [column.take(pa.array(others)).to_pylist() for column in (simple, raw, *([] if hint is None else [hint]))]
    one_by_one = tabulate((_read(text, written, *region) for text, written, *region in zip(*left, strict=True)), Name)
    return interleave([(first, np.flatnonzero(latin)), (second, np.flatnonzero(plain)), (one_by_one, others)])


def clean(text: str, region: str | None = None) -> list[Name]:
    """Return the names in one text, the present one first; a name with its `problem` set if there is none.

    `region` (ISO 3166-1) says by whose custom words are ordered and characters read; it decides what is in doubt.
    """
    return list(_read(simplify([text if len(text) <= _LONGEST else ""])[0], text, region))


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


def _read(text: str, raw: str, region: str | None = None) -> list[Name]:
    if len(raw) > _LONGEST or len(text) > _LONGEST:
        return [Name(problem="too_long")]
    mended = mojibake.mend(raw)
    if mojibake.is_lost(mended):
        return [Name(problem="mojibake")]
    if mended != raw:
        return [
            replace(name, flags=(*name.flags, "repaired")) for name in _settled_names(simplify([mended])[0], region)
        ]
    return _settled_names(text, region)


def _settled_names(text: str, region: str | None) -> list[Name]:
    names = _read_simple(text, region)
    return [name if name.known is None or name.known == text else _settled(name, region) for name in names]


def _settled(name: Name, region: str | None) -> Name:
    """Return a name whose canonical form is read as itself; rejected if none is reached in a few rounds."""
    for _ in range(_ROUNDS):
        if name.known is None or (region and name.precision == "full"):
            return name  # what a custom decides is shown in Western order, and read as such
        again = _read_simple(simplify([name.known])[0], region)[0]
        if again.known == name.known:
            return name
        name = again
    return Name(problem="not_a_name")


def _read_simple(text: str, region: str | None) -> list[Name]:
    """Return the persons that a text names and the former names of the first, or what is wrong with it."""
    usual = latin_usual.read(text) if text.isascii() and region is None else None
    if usual is not None:
        return [usual]
    cell = name_cell.take_apart(text)
    named = [_read_one(person, cell.aside, region) for person in cell.persons]
    accepted = [name for name in named if name.problem is None] or named[:1]
    if len(accepted) > 1:
        accepted = [replace(name, flags=(*name.flags, "several_persons")) for name in accepted]
    accepted[0] = replace(accepted[0], note=cell.note)
    return [*accepted, *(_formerly(text, accepted[0], region) for text in cell.former if text)]


def _formerly(text: str, today: Name, region: str | None) -> Name:
    """Return a former name; a surname alone, as of Mary Smith née Jones, goes with the given names of today."""
    words = text.split()
    if len(words) == 1 and today.type == "latin" and today.given and today.known:
        text = f"{today.known.split()[0]} {text}"
    name = _read_one(text, "", region)
    return replace(name, flags=(*name.flags, "former"))


def _read_one(text: str, aside: str, region: str | None) -> Name:
    if text.isascii():
        return latin_name.read(text, region) if any(map(str.isalpha, text)) else Name(problem="not_a_name")
    if has_han(text):
        if any(character in _KANA_AND_HANGUL for character in text):
            return other_name.unread(text)
        name = han_name.read(text, aside)
        return _not_chinese(name) if region in _OTHER_READINGS else name
    if _mostly_latin(text):
        return latin_name.read(text, region)
    return other_name.read(text)


_OTHER_READINGS = ("JP", "KR", "KP", "VN")
"""Where Han characters are not read as Chinese ones."""


def _not_chinese(name: Name) -> Name:
    """Return a name in Han characters of Japan or Korea: written alike, but a Chinese reading would be a false key."""
    parts = name.known if name.known and name.parts else name.parts
    return replace(
        name,
        surname=None,
        given=None,
        han_surname=None,
        han_given=None,
        parts=parts,
        surname_readings=None,
        middle=None,
    )


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
    name = han_name.read(joined)
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
