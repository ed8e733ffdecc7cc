"""PERSONS as integer arrays: what the kernels read. One row per person, every text a code of the pool."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.linkage.digest import day_digits, dwelling_digests, interleave, name_digests
from recontact.linkage.frequency import Frequencies
from recontact.linkage.model import Model
from recontact.linkage.names import code_names
from recontact.linkage.parallel import Task, in_order
from recontact.linkage.pool import Coded, Pool, Texts, code_column, one_array
from recontact.linkage.rare import born_rarity, han_rarity, held_rarity, id_bits, name_rarity, place_rarity, text_rarity
from recontact.schema import ADDRESS_PARTS

HAN, SURNAME, GIVEN, ID, BORN, DERIVED, GENDER, EMPLOYER, BIRTH_PLACE, OCCUPATION, CUSTOMER, SEEN = range(12)
"""Columns of `People.rows`."""

TEXTS = {"employer": EMPLOYER, "birth_place": BIRTH_PLACE, "occupation": OCCUPATION}
SETS = ("phones", "emails", "handles")
REGION, CITY, COUNTY, POSTCODE, ROAD, NUMBER, PLACE, BUILDING, UNIT, ROOM, TEXT, DWELLING = range(12)
"""Columns of `People.places`."""
GAPS = ("phone_later", "phone_much_later", "address_later")
"""The model's gaps in the order of `People.gaps`."""
READS = (
    *((HAN, SURNAME, GIVEN), (ID, -1, -1), (BORN, -1, -1), (-2, -1, -1), (-3, -1, -1), (-4, -1, -1)),
    *((-5, -1, -1), (GENDER, -1, -1), (EMPLOYER, -1, -1), (BIRTH_PLACE, -1, -1), (OCCUPATION, -1, -1)),
    (CUSTOMER, -1, -1),
)
"""What the comparisons, in their order, read: columns of `People.rows`; -2 to -5 the sets and the addresses."""
EPOCH = 719528
"""Days from year 0 to 1970, so that no day of anybody alive is negative."""

Array = np.ndarray[Any, Any]


class People(NamedTuple):
    """What the kernels read."""

    rows: Array
    """int32 [rows, 12]: codes, -1 unknown; BORN is eight 4-bit digits (15 unknown), SEEN a day after year 0."""
    starts: Array
    """int32 [rows, 6]: begin of phones, emails, handles in `items`, end of the last; begin and end in `places`."""
    items: Array
    places: Array
    place_rarity: Array
    parts: Array
    """int32 [names, 6]: up to three tokens of a name and three groups of nicknames."""
    rarity: Array
    given_rarity: Array
    born_rarity: Array
    """float32 per row."""
    id_bits: Array
    """float32 [32]: what an agreeing character of an identity number tells, by position from the right."""
    gaps: Array
    """int32 [3]: days from which on sightings of a telephone are far, and very far, apart; of an address far."""
    chars: Array
    offsets: Array
    signs: Array
    """uint64 [codes, 2]: what bounds the similarity of two texts (linkage/signs.py)."""
    hidden: Array
    item_signs: Array
    """uint64 [items, 2]: likewise for every item, with marks (linkage/sight.py)."""
    known: Array
    """uint16 per row: bit c tells that comparison c has something to compare on the row."""


class Encoded(NamedTuple):
    """The kernels' arrays and what blocking and training need beside them."""

    people: People
    texts: Texts
    dwellings: Array
    """uint64 per place: hash of the dwelling, 0 if unknown."""
    place_owner: Array
    item_owner: Array
    names: Array
    """uint64 per row: hash of surname and given name in any order, 0 unless both are known in full."""
    frequencies: Frequencies


def encode(persons: pa.Table, model: Model, frequencies: Frequencies | None = None, *, threads: int = 1) -> Encoded:
    """Return PERSONS as arrays; frequencies are counted unless given, or brought by the model."""
    frequencies = frequencies or Frequencies(model.frequencies if model.trained else None)
    pool, lists = Pool(), {name: _flat(persons[name]) for name in (*SETS, "addresses")}
    coded = in_order(_columns(persons, lists), threads)
    parts, rows, born = _rows(persons, pool, coded)
    sets = [pool.put(next(coded)) for _ in SETS]
    starts, items = _items([lists[name][0] for name in SETS], sets)
    places = _places(lists["addresses"], pool, coded, starts)
    texts = pool.freeze()
    names, dwellings = np.empty(len(rows), np.uint64), np.empty(len(places), np.uint64)
    name_digests(rows[:, SURNAME], rows[:, GIVEN], texts, names)
    dwelling_digests(places, (ROAD, NUMBER, PLACE, BUILDING, UNIT, ROOM, TEXT), texts, dwellings)
    holders = [np.repeat(names, lists[name][0]) for name in SETS]
    rarity = np.zeros(max(len(texts.digests), 1), np.float32)
    held = dict(zip(("phone", "email", "handle"), zip(sets, holders, strict=True), strict=True))
    held |= {name: (np.ascontiguousarray(rows[:, at]), names) for name, at in (("id", ID), ("customer", CUSTOMER))}
    place_owner = np.repeat(np.arange(len(rows), dtype=np.int32), lists["addresses"][0])
    tasks: list[Task] = [
        lambda: name_rarity({"surname": rows[:, SURNAME], "given": rows[:, GIVEN]}, parts, texts, frequencies, rarity),
        lambda: place_rarity(dwellings, names[place_owner], frequencies, model, places[:, DWELLING]),
        lambda: born_rarity(*born, names, frequencies, model),
        lambda: id_bits(rows[:, ID], texts, frequencies),
        *(
            lambda name=name, codes=codes, by=by: held_rarity(name, codes, by, texts, frequencies, model, rarity)
            for name, (codes, by) in held.items()
        ),
        lambda: han_rarity(rows[:, HAN], texts, frequencies, rarity),
        lambda: text_rarity({name: rows[:, at] for name, at in TEXTS.items()}, texts, frequencies, rarity),
    ]
    given_rarity, nearness, days, bits, *_ = in_order(tasks, threads)
    gaps = np.array([model.gaps[name] for name in GAPS], np.int32)
    if not len(places):  # a kernel must have something to point at
        places, nearness = np.full((1, 12), -1, np.int32), np.zeros(1, np.float32)
    people = People(
        *(rows, starts, items, places, nearness, parts, rarity, given_rarity, days, bits, gaps),
        *(texts.chars, texts.offsets, texts.signs, texts.hidden),
        *sight(rows, starts, items, rarity, texts, model),
    )
    item_owner = np.repeat(np.arange(len(rows), dtype=np.int32), np.diff(starts[:, [0, 3]], axis=1)[:, 0])
    return Encoded(people, texts, dwellings, place_owner, item_owner, names, frequencies)


def sight(rows: Array, starts: Array, items: Array, rarity: Array, texts: Texts, model: Model) -> tuple[Array, Array]:
    """Return the items' signs and the rows' known comparisons, none that the model leaves out."""
    from recontact.linkage.compare import COMPARISONS
    from recontact.linkage.sight import item_signs, known_bits
    from recontact.linkage.value_level import NOTHING

    signs = item_signs(starts, items, rarity, NOTHING, texts.chars, texts.offsets, texts.hidden, texts.signs)
    reads = np.array(READS, np.int64)
    used = {each.name for each in model.comparisons}
    reads[[name not in used for name in COMPARISONS]] = -1
    return signs, known_bits(rows, starts, reads)


def _columns(persons: pa.Table, lists: dict[str, tuple[Array, Any]]) -> list[Task]:
    """Return the columns to code, in the order of the pool; the dates of birth, which it does not hold, come second."""
    fields = [pc.struct_field(lists["addresses"][1], part) for part in ADDRESS_PARTS]
    single = [persons[name] for name in ("born", "han", "id", *TEXTS, "customer")]
    return [
        lambda: code_names(persons["surname"], persons["given"]),
        *(lambda column=column: code_column(column) for column in single),
        *(lambda name=name: code_column(lists[name][1]) for name in SETS),
        *(lambda column=column: code_column(column, lower=True) for column in fields),
    ]


def _rows(persons: pa.Table, pool: Pool, coded: Iterator[Any]) -> tuple[Array, Array, tuple[Array, Array]]:
    """Return the parts of names, `People.rows`, and the distinct birth dates with their number in every row."""
    count = persons.num_rows
    rows = np.empty((count, 12), np.int32)
    names, parts = next(coded)
    codes = pool.put(names)
    rows[:, SURNAME], rows[:, GIVEN] = codes[:count], codes[count:]
    born = _born(next(coded))
    rows[:, BORN] = np.append(born[0], np.int32(-1))[born[1]]
    for column in (HAN, ID, *TEXTS.values(), CUSTOMER):
        rows[:, column] = pool.put(next(coded))
    rows[:, DERIVED] = pc.fill_null(persons["born_from_id"], False).to_numpy()
    rows[:, GENDER] = pc.fill_null(pc.index_in(one_array(persons["gender"]), pa.array(["m", "f"])), -1)
    rows[:, SEEN] = pc.fill_null(pc.add(pc.cast(persons["seen"], pa.int32()), pa.scalar(EPOCH, pa.int32())), -1)
    return parts, rows, born


def _born(coded: Coded) -> tuple[Array, Array]:
    """Return the distinct birth dates as digits (see `People.rows`), and each row's place among them, -1 if unknown."""
    packed = np.empty(len(coded.ends), np.int32)
    day_digits(coded.chars, coded.ends, packed)
    distinct, index = np.unique(packed, return_inverse=True)
    index[packed == -1] = -1
    return distinct, np.append(index, -1).astype(np.int32)[coded.codes]


def _items(lengths: list[Array], codes: list[Array]) -> tuple[Array, Array]:
    """Return `People.starts`, its last two columns not filled, and `People.items`."""
    starts = np.empty((len(lengths[0]), 6), np.int32)
    items = np.zeros(max(sum(len(each) for each in codes), 1), np.int32)
    interleave(np.stack(lengths, axis=1), tuple(codes), starts, items)
    return starts, items


def _places(addresses: tuple[Array, Any], pool: Pool, coded: Iterator[Any], starts: Array) -> Array:
    """Return `People.places` without numbers of dwellings; fills the last two columns of `starts`."""
    lengths, values = addresses
    ends = np.cumsum(lengths, dtype=np.int32)
    starts[:, 4], starts[:, 5] = ends - lengths, ends
    places = np.empty((len(values), 12), np.int32)
    for column in range(TEXT):
        places[:, column] = pool.put(next(coded))
    parsed = (places[:, ROAD] >= 0) | (places[:, PLACE] >= 0)  # its text says nothing more
    places[:, TEXT] = pool.put(code_column(pc.struct_field(values, "text"), lower=True, unless=parsed))
    return places


def _flat(column: pa.ChunkedArray) -> tuple[Array, pa.ChunkedArray]:
    """Return how many values each row has (int32), and the values of all rows."""
    lengths = pc.fill_null(pc.list_value_length(column), 0).to_numpy()
    kind = column.type.value_type
    return lengths, pa.chunked_array([chunk.flatten() for chunk in column.chunks], kind)


def combine(*digests: Array) -> Array:
    """Return one hash of several, in order; 0 never comes out of it but by chance of 2^-64."""
    mixed = np.zeros(len(digests[0]), np.uint64)
    for digest in digests:
        mixed = (mixed ^ digest) * np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(29)
    return mixed
