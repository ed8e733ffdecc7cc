"""Whole columns of Western addresses in their usual shape: number, street, perhaps a door; then city, state, postcode.

Streets, signs of doors and what follows are each read once, by the reader of single addresses, inside an address that
is otherwise always the same; of what it says of them every address of the column is put together. Where it says
anything that does not come from one piece alone (a post box, a city of China, a second town), or a piece stands hardly
anywhere else, the text is left to it.
"""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.points import western_pieces
from recontact.points.address import Address
from recontact.points.cleaned import table_schema

_WORD = "[A-Za-z][A-Za-z'-]*"
_CODE = "[0-9]{4,5}(?:-[0-9]{4})?|[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]"
_USUAL = (
    r"^(?P<number>[0-9]{1,5}[A-Za-z]?) (?P<street>[A-Za-z0-9][A-Za-z0-9'-]*(?: [A-Za-z0-9'-]+){0,4}?)"
    r"(?P<sign>\.?(?:,? (?:#|(?i:apartment|apt|unit|suite|ste|flat)\.? ?#?))?)(?P<door>[0-9]{1,5}[A-Za-z]?)?"
    rf", (?P<tail>{_WORD}\.?(?:,? {_WORD}\.?){{0,6}}?)"
    rf"(?:(?P<gap>,? )(?P<code>{_CODE})(?P<country>(?:, {_WORD}(?: {_WORD}){{0,3}})?))?$"
)
_OFTEN = 3
"""A piece that stands in fewer texts costs less where it stands than apart."""

Array = np.ndarray[Any, Any]
Parts = dict[str, pa.Array]


def read(texts: pa.Array) -> tuple[Array, pa.Table]:
    """Return which of the texts are of the usual shape, and the columns of `Address` for these."""
    found = pc.extract_regex(texts, _USUAL)
    matched = pa.array(np.flatnonzero(np.asarray(found.is_valid())))
    parts = dict(zip([field.name for field in found.type], found.take(matched).flatten(), strict=True))
    written = texts.take(matched)
    capitals, small = pc.equal(written, pc.ascii_upper(written)), pc.equal(written, pc.ascii_lower(written))
    parts["mode"] = pc.if_else(capitals, "capitals", pc.if_else(small, "small", "mixed"))
    parts["pattern"] = western_pieces.pattern(parts["code"])
    good = np.asarray(pc.or_(pc.equal(parts["mode"], "mixed"), pc.invert(pc.match_substring(parts["pattern"], "A"))))
    for reader in western_pieces.READERS:  # shown in another case a code may look like an ordinal: 1ST
        learned = _learned(reader, parts)
        good &= np.asarray(learned["good"])
        parts |= learned
    kept = pa.array(np.flatnonzero(good))
    usual = np.zeros(len(texts), bool)
    usual[matched.to_numpy()[good]] = True
    return usual, _table({name: part.take(kept) for name, part in parts.items()})


def _learned(reader: western_pieces.Reader, parts: Parts) -> Parts:
    """Return what a reader of pieces says of the pieces of each text, and whether that is all there is to say."""
    pieces = [parts[name] for name in (*reader.pieces, "mode")]
    coded = pc.binary_join_element_wise(*pieces, "\x1f").dictionary_encode()
    often = np.bincount(coded.indices.to_numpy(), minlength=len(coded.dictionary)) >= _OFTEN
    said = [
        reader.read(*piece.split("\x1f")) if wanted else None
        for piece, wanted in zip(coded.dictionary.to_pylist(), often.tolist(), strict=True)
    ]
    columns = {name: [each[place] if each else None for each in said] for place, name in enumerate(reader.says)}
    columns = {name: pa.array(column, pa.string()).take(coded.indices) for name, column in columns.items()}
    return {**columns, "good": pa.array([each is not None for each in said], pa.bool_()).take(coded.indices)}


def _table(parts: Parts) -> pa.Table:
    count = len(parts["number"])
    said = {name: _or_null(parts[name]) for name in ("door", "code", "text_tail")}
    mixed = pc.equal(parts["mode"], "mixed")
    number, door = (pc.if_else(mixed, parts[name], pc.ascii_upper(parts[name])) for name in ("number", "door"))
    house = {"number": pc.ascii_lower(parts["number"]), "road": parts["road"], "unit": pc.ascii_lower(said["door"])}
    postcode = western_pieces.postcode(said["code"])
    known = _joined(
        *(number, " ", parts["shown_street"], parts["shown_sign"], door, ", "),
        *(parts["shown_tail"], parts["code"], parts["shown_end"]),
    )
    site = pc.coalesce(parts["city"], postcode, "")
    columns = {
        "cell": pa.array(np.arange(count, dtype=np.int32)),
        **dict.fromkeys(("value", "known"), known),
        **{name: pa.repeat(pa.scalar(word), count) for name, word in (("type", "address"), ("precision", "full"))},
        "flags": pa.ListArray.from_arrays(pa.array(np.zeros(count + 1, np.int32)), pa.array([], pa.string())),
        **house,
        **{name: parts[name] for name in ("region", "city", "place")},
        "postcode": postcode,
        "text": pc.binary_join_element_wise(*house.values(), said["text_tail"], postcode, " ", null_handling="skip"),
        "key": _joined(house["number"], "|", house["road"], "|", pc.coalesce(house["unit"], ""), "|", site),
    }
    schema = table_schema(Address)
    return pa.table([columns.get(name, pa.nulls(count, pa.string())) for name in schema.names], schema=schema)


def _or_null(texts: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)


def _joined(*texts: pa.Array | str) -> pa.Array:
    return pc.binary_join_element_wise(*texts, "")
