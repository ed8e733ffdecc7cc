"""PERSONS as integer arrays: what the kernels read. One row per person, every text a code of the pool."""

from collections import deque
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.linkage.digest import day_digits, dwelling_digests, interleave, name_digests, side_by_side
from recontact.linkage.frequency import Frequencies
from recontact.linkage.model import Model
from recontact.linkage.names import code_names
from recontact.linkage.parallel import Task, in_order
from recontact.linkage.pool import Coded, Pool, Texts, code_column, one_array
from recontact.linkage.rare import (
    Holders,
    born_rarity,
    han_rarity,
    held_rarity,
    id_bits,
    name_rarity,
    place_rarity,
    text_rarity,
)
from recontact.linkage.tally import numbered
from recontact.schema import ADDRESS_PARTS

HAN, SURNAME, GIVEN, ID, BORN, DERIVED, GENDER, EMPLOYER, BIRTH_PLACE, OCCUPATION, CUSTOMER, SEEN = range(12)
"""Columns of `People.rows`."""

TEXTS = {"employer": EMPLOYER, "birth_place": BIRTH_PLACE, "occupation": OCCUPATION}
SETS = ("phones", "emails", "handles")
HELD = ("phone", "email", "handle", "id", "customer")
"""Vocabularies of values that one person holds."""
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
    parts, columns, born = _columns_of_rows(persons, pool, coded)
    rows, sets = np.empty((persons.num_rows, 12), np.int32), [pool.put(next(coded)) for _ in SETS]
    side_by_side(columns, rows)
    starts, items = _items([lists[name][0] for name in (*SETS, "addresses")], sets)
    places = _places(lists["addresses"][1], pool, coded)
    texts = pool.freeze(threads)
    names, dwellings = np.empty(len(rows), np.uint64), np.empty(len(places), np.uint64)
    name_digests(columns[SURNAME], columns[GIVEN], texts, names)
    dwelling_digests(places, (ROAD, NUMBER, PLACE, BUILDING, UNIT, ROOM, TEXT), texts, dwellings)
    who, rarity = np.empty(len(rows), np.int32), np.zeros(max(len(texts.digests), 1), np.float32)
    both = {"surname": columns[SURNAME], "given": columns[GIVEN]}
    first: list[Task] = [
        lambda: len(numbered(names, who)),
        lambda: name_rarity(both, parts, texts, frequencies, rarity),
        lambda: known(rows, starts, model),
    ]
    people, given_rarity, seen = in_order(first, threads)
    by = Holders(who, people)
    holders = [*(by.each(lists[name][0]) for name in SETS), by, by]
    held = zip(HELD, (*sets, columns[ID], columns[CUSTOMER]), holders, strict=True)
    at_home, dwelt = by.each(lists["addresses"][0]), places[:, DWELLING]
    tasks: list[Task] = [
        lambda: place_rarity(dwellings, at_home, frequencies, model, dwelt),
        lambda: born_rarity(*born, by, frequencies, model),
        lambda: id_bits(columns[ID], texts, frequencies),
        *(
            lambda name=name, codes=codes, by=by: held_rarity(name, codes, by, texts, frequencies, model, rarity)
            for name, codes, by in held
        ),
        lambda: han_rarity(columns[HAN], texts, frequencies, rarity),
        lambda: text_rarity({name: columns[at] for name, at in TEXTS.items()}, texts, frequencies, rarity),
    ]
    nearness, days, bits, *_ = in_order(tasks, threads)
    gaps = np.array([model.gaps[name] for name in GAPS], np.int32)
    if not len(places):  # a kernel must have something to point at
        places, nearness = np.full((1, 12), -1, np.int32), np.zeros(1, np.float32)
    read = People(
        *(rows, starts, items, places, nearness, parts, rarity, given_rarity, days, bits, gaps),
        *(texts.chars, texts.offsets, texts.signs, texts.hidden),
        *(signs_of(starts, items, rarity, texts, threads), seen),
    )
    return Encoded(read, texts, dwellings, _owners(starts, 4, 5), _owners(starts, 0, 3), names, frequencies)


def _owners(starts: Array, begin: int, end: int) -> Array:
    """Return the row of each entry that lies between two columns of `People.starts`."""
    return np.repeat(np.arange(len(starts), dtype=np.int32), starts[:, end] - starts[:, begin])


def signs_of(starts: Array, items: Array, rarity: Array, texts: Texts, threads: int) -> Array:
    """Return `People.item_signs`."""
    from recontact.linkage.sight import item_signs
    from recontact.linkage.value_level import NOTHING

    signs = np.zeros((len(items), 2), np.uint64)
    pool, edges = (texts.chars, texts.offsets, texts.hidden, texts.signs), np.linspace(0, len(starts), threads + 1)
    tasks = [
        lambda lo=int(lo), hi=int(hi): item_signs(starts[lo:hi], items, rarity, NOTHING, *pool, signs)
        for lo, hi in pairwise(edges)
    ]
    deque(in_order(tasks, threads), maxlen=0)
    return signs


def known(rows: Array, starts: Array, model: Model) -> Array:
    """Return `People.known`; no row knows what the model leaves out."""
    from recontact.linkage.compare import COMPARISONS
    from recontact.linkage.sight import known_bits

    reads = np.array(READS, np.int64)
    used = {each.name for each in model.comparisons}
    reads[[name not in used for name in COMPARISONS]] = -1
    return known_bits(rows, starts, reads)


def _columns(persons: pa.Table, lists: dict[str, tuple[Array, Any]]) -> list[Task]:
    """Return the columns to code, in the order of the pool; the dates of birth, which it does not hold, come second."""
    fields = [pc.struct_field(lists["addresses"][1], part) for part in ADDRESS_PARTS]
    single = [persons[name] for name in ("han", "id", *TEXTS, "customer")]
    return [
        lambda: code_names(persons["surname"], persons["given"]),
        lambda: code_column(persons["born"]),
        *(lambda column=column: _coded(column) for column in single),
        *(lambda name=name: _coded(lists[name][1]) for name in SETS),
        *(lambda column=column: _coded(column, lower=True) for column in fields),
    ]


def _coded(column: pa.ChunkedArray, *, lower: bool = False) -> Coded:
    """Return a column as codes, none at all if it is unknown throughout."""
    return code_column(column if column.null_count < len(column) else column.slice(0, 0), lower=lower)


def _columns_of_rows(
    persons: pa.Table, pool: Pool, coded: Iterator[Any]
) -> tuple[Array, tuple[Array, ...], tuple[Array, Array]]:
    """Return the parts of names, the columns of `People.rows`, and the distinct birth dates with each row's number."""
    count, columns = persons.num_rows, [np.zeros(0, np.int32)] * 12
    names, parts = next(coded)
    codes = pool.put(names)
    columns[SURNAME], columns[GIVEN] = codes[:count], codes[count:]
    born = _born(next(coded))
    columns[BORN] = np.append(born[0], np.int32(-1))[born[1]]
    for column in (HAN, ID, *TEXTS.values(), CUSTOMER):
        columns[column] = pool.put(next(coded))
    days = pc.add(pc.cast(persons["seen"], pa.int32()), pa.scalar(EPOCH, pa.int32()))
    columns[SEEN] = _numbers(days, -1)
    columns[GENDER] = _numbers(pc.index_in(one_array(persons["gender"]), pa.array(["m", "f"])), -1)
    columns[DERIVED] = _numbers(pc.cast(persons["born_from_id"], pa.int32()), 0)
    return parts, tuple(columns), born


def _numbers(column: Any, unknown: int) -> Array:
    """Return a column of int32 with `unknown` in place of nulls."""
    return np.require(pc.fill_null(column, pa.scalar(unknown, pa.int32())).to_numpy(), np.int32, "W")


def _born(coded: Coded) -> tuple[Array, Array]:
    """Return the distinct birth dates as digits (see `People.rows`), and each row's place among them, -1 if unknown."""
    packed, pool = np.empty(len(coded.first), np.int32), Pool()
    pool.put(coded)
    texts = pool.freeze()
    day_digits(texts.chars, texts.offsets, packed)
    distinct, index = np.unique(packed, return_inverse=True)
    index[packed == -1] = -1
    return distinct, np.append(index, -1).astype(np.int32)[coded.codes]


def _items(lengths: list[Array], codes: list[Array]) -> tuple[Array, Array]:
    """Return `People.starts` and `People.items` from the lengths of the sets and of the addresses."""
    starts = np.empty((len(lengths[0]), 6), np.int32)
    items = np.zeros(max(sum(len(each) for each in codes), 1), np.int32)
    interleave(tuple(lengths), tuple(codes), starts, items)
    return starts, items


def _places(values: Any, pool: Pool, coded: Iterator[Any]) -> Array:
    """Return `People.places` without numbers of dwellings."""
    columns = [pool.put(next(coded)) for _ in range(TEXT)]
    parsed = np.zeros(len(values), bool)  # its text says nothing more
    for column in (ROAD, PLACE):
        if len(columns[column]):
            parsed |= columns[column] >= 0
    text = pool.put(code_column(pc.struct_field(values, "text"), lower=True, unless=parsed))
    places = np.empty((len(values), 12), np.int32)
    side_by_side((*columns, text, np.zeros(0, np.int32)), places)
    return places


def _flat(column: pa.ChunkedArray) -> tuple[Array, pa.ChunkedArray]:
    """Return how many values each row has (int32), and the values of all rows."""
    lengths = np.require(pc.fill_null(pc.list_value_length(column), 0).to_numpy(), np.int32, "W")
    kind = column.type.value_type
    return lengths, pa.chunked_array([chunk.flatten() for chunk in column.chunks], kind)


def combine(*digests: Array) -> Array:
    """Return one hash of several, in order; 0 never comes out of it but by chance of 2^-64."""
    mixed = np.zeros(len(digests[0]), np.uint64)
    for digest in digests:
        mixed = (mixed ^ digest) * np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(29)
    return mixed
