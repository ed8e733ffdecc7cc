"""Cells that hold one plain telephone number and something beside it, read a column at a time; agrees with `clean`."""

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from recontact.points.phone_cell import Written, numbers_in
from recontact.points.phone_note import Said, read_note
from recontact.points.phone_plain import read_plain
from recontact.points.text import LONGEST

_BEHIND = r"^(?P<number>\+?[0-9(][0-9 ()-]*[0-9])(?P<behind> ?(?:[^0-9+() .*-]|\([^0-9]).{0,30})$"
_FORMS = ("13812345678", "0755-32475698", "212-380-0468")
"""Invented numbers, one of each form that cells have."""
_OFTEN = 6
"""What stands in fewer cells costs less where it stands than behind each of `_FORMS`."""


def read_noted(raw: pa.Array, hint: pa.Array | None, regions: tuple[str, ...]) -> tuple[pa.Table, pa.Array]:
    """Return the rows of the texts whose one number is surely plain, and the positions (int32) of all others."""
    written = _written(raw)
    alone = pa.array([position for position, found in enumerate(written) if len(found) == 1], pa.int32())
    numbers = pa.array([found[0].number for found in written if len(found) == 1], pa.string())
    plain, _ = read_plain(numbers, hint.take(alone) if hint is not None else None, regions)
    plain = plain.set_column(0, plain.schema.field(0), alone.take(plain["cell"].combine_chunks()))
    cells = plain["cell"].to_pylist()
    plain = _beside(plain, [written[cell][0] for cell in cells])
    taken = set(cells)
    return plain, pa.array([position for position in range(len(raw)) if position not in taken], pa.int32())


def _written(raw: pa.Array) -> list[list[Written]]:
    """Return the numbers in each cell. What stands behind them often is read once, behind numbers of every form."""
    parts = pc.extract_regex(raw, _BEHIND)
    numbers, behind = (pc.struct_field(parts, name) for name in ("number", "behind"))
    counted = behind.value_counts()
    often = [str(each["values"]) for each in counted.to_pylist() if each["values"] and each["counts"] >= _OFTEN]
    read = {each: written for each in often if (written := _read_behind(each))}
    return [
        [replace(read[each], number=number)] if each in read else (numbers_in(text) if len(text) <= LONGEST else [])
        for text, number, each in zip(raw.to_pylist(), numbers.to_pylist(), behind.to_pylist(), strict=True)
    ]


def _read_behind(behind: str) -> Written | None:
    """Return what a text says of the number before it, None if that depends on how the number is written."""
    found = [numbers_in(number + behind) for number in _FORMS]
    if any(len(each) != 1 or each[0].number != number for number, each in zip(_FORMS, found, strict=True)):
        return None
    said = {replace(each[0], number="") for each in found}
    return said.pop() if len(said) == 1 else None


def _beside(plain: pa.Table, written: list[Written]) -> pa.Table:
    """Add to full or masked numbers what stood beside each."""
    read: dict[str | None, Said] = {note: read_note(note) for note in {one.note for one in written}}
    said = [read[one.note] for one in written]
    columns = {
        "extension": [one.extension for one in written],
        "note": [one.note for one in written],
        "relation": [one.relation for one in said],
        "name": [one.name for one in said],
        "status": [one.status for one in said],
        "flags": [
            [*flags, *_flags(number, note, precision)]
            for flags, number, note, precision in zip(
                plain["flags"].to_pylist(), written, said, plain["precision"].to_pylist(), strict=True
            )
        ],
    }
    for name, values in columns.items():
        field = plain.schema.field(name)
        plain = plain.set_column(plain.schema.get_field_index(name), field, pa.array(values, field.type))
    return plain


def _flags(written: Written, said: Said, precision: str) -> list[str]:
    repaired = ["repaired"] if written.repaired and precision == "full" else []
    return [*repaired, *said.flags]
