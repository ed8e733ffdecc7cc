"""PERSONS as integer arrays: what the kernels read. One row per person, every text a code of the pool."""

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.linkage.frequency import Frequencies
from recontact.linkage.model import Model
from recontact.linkage.pool import Pool, Texts, plain
from recontact.schema import ADDRESS_PARTS

HAN, SURNAME, GIVEN, ID, BORN, DERIVED, GENDER, EMPLOYER, BIRTH_PLACE, OCCUPATION, CUSTOMER, SEEN = range(12)
"""Columns of `People.rows`."""
SETS = ("phones", "emails", "handles")
REGION, CITY, COUNTY, POSTCODE, ROAD, NUMBER, PLACE, BUILDING, UNIT, ROOM, TEXT, DWELLING = range(12)
"""Columns of `People.places`."""
UNKNOWN_DIGIT = 15
GAPS = ("phone_later", "phone_much_later", "address_later")
"""The model's gaps in the order of `People.gaps`."""
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
    letters: Array
    hidden: Array


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


def encode(persons: pa.Table, model: Model, frequencies: Frequencies | None = None) -> Encoded:
    """Return PERSONS as arrays; frequencies are counted unless given, or brought by the model."""
    from recontact.linkage.names import name_parts
    from recontact.linkage.rare import born_rarity, id_bits, name_rarity, place_rarity, value_rarity

    pool = Pool()
    surname, given, parts = name_parts(pool, plain(persons["surname"]), plain(persons["given"]))
    (han,), (number,) = pool.add(persons["han"]), pool.add(persons["id"])
    single = [pool.add(persons[name])[0] for name in ("employer", "birth_place", "occupation", "customer")]
    gender = pc.fill_null(pc.index_in(plain(persons["gender"]), pa.array(["m", "f"])), -1)
    derived = pc.fill_null(persons["born_from_id"], False)
    flags = [np.asarray(each).astype(np.int32) for each in (derived, gender)]
    single.append(_days(persons["seen"]))
    rows = np.stack([han, surname, given, number, born_digits(persons["born"]), *flags, *single], axis=1)
    starts, items, item_owner, places, place_owner = _lists(persons, pool)
    texts = pool.freeze()
    frequencies = frequencies or Frequencies(model.frequencies if model.trained else None)
    names = _name_digests(rows, texts)
    dwellings = _dwellings(places, texts)
    places, nearness = place_rarity(places, dwellings, place_owner, names, frequencies, model)
    rarity = value_rarity(rows, items, item_owner, starts, texts, names, frequencies, model)
    rarity, given_rarity = name_rarity(rows, parts, rarity, texts, frequencies)
    gaps = np.array([model.gaps[name] for name in GAPS], np.int32)
    people = People(
        *(rows, starts, items, places, nearness, parts, rarity, given_rarity),
        *(born_rarity(rows, names, frequencies, model), id_bits(rows, texts, frequencies)),
        *(gaps, texts.chars, texts.offsets, texts.letters, texts.hidden),
    )
    return Encoded(people, texts, dwellings, place_owner, item_owner, names, frequencies)


def _days(column: Any) -> Array:
    days = pc.add(pc.cast(column, pa.int32()), pa.scalar(EPOCH, pa.int32()))
    known: Array = np.asarray(pc.fill_null(days, -1))
    return known.astype(np.int32)


def born_digits(column: Any) -> Array:
    """Return birth dates (YYYY-MM-DD, `*` unknown) as eight 4-bit digits in an int32; -1 if nothing is known."""
    encoded = pc.dictionary_encode(plain(column))
    packed = np.array([_digits(text) for text in encoded.dictionary.to_pylist()] + [-1], np.int32)
    return packed[pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)]


def _digits(text: str) -> int:
    digits = text.replace("-", "")[:8].ljust(8, "*")
    packed = 0
    for digit in digits:
        packed = packed << 4 | (int(digit) if digit.isdecimal() else UNKNOWN_DIGIT)
    return packed - (1 << 32) if packed >= 1 << 31 else packed


def _lists(persons: pa.Table, pool: Pool) -> tuple[Array, Array, Array, Array, Array]:
    count = persons.num_rows
    bounds, codes, owners = [], [], []
    for name in SETS:
        lengths, owner, values = _flat(persons[name])
        bounds.append(lengths)
        codes.append(pool.add(values)[0])
        owners.append(owner)
    owner = np.concatenate(owners)
    order = np.argsort(owner, kind="stable")  # per row: phones, then e-mails, then handles
    heads = np.cumsum(np.concatenate([[0], np.stack(bounds, axis=1).ravel()]))
    starts = np.empty((count, 6), np.int32)
    starts[:, :3], starts[:, 3] = heads[:-1].reshape(count, 3), heads[3::3]
    lengths, place_owner, values = _flat(persons["addresses"])
    ends = np.cumsum(np.concatenate([[0], lengths]))
    starts[:, 4], starts[:, 5] = ends[:-1], ends[1:]
    fields = [plain(pc.struct_field(values, part)) for part in (*ADDRESS_PARTS, "text")]
    places = np.stack([pool.add(each, lower=True)[0] for each in fields] + [np.full(len(values), -1)], axis=1)
    items = np.concatenate(codes)[order] if len(order) else np.zeros(1, np.int32)
    return starts, items, owner[order], places.astype(np.int32), place_owner


def _flat(column: Any) -> tuple[Array, Array, Any]:
    array = column.combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
    lengths = pc.fill_null(pc.list_value_length(array), 0).to_numpy(zero_copy_only=False).astype(np.int64)
    return lengths, np.repeat(np.arange(len(lengths)), lengths), pc.list_flatten(array)


def _name_digests(rows: Array, texts: Texts) -> Array:
    surname, given = rows[:, SURNAME], rows[:, GIVEN]
    length = np.diff(texts.offsets)
    whole = (surname >= 0) & (given >= 0)
    whole[whole] = (length[surname[whole]] > 1) & (length[given[whole]] > 1)
    names = np.zeros(len(rows), np.uint64)
    names[whole] = texts.digests[surname[whole]] + texts.digests[given[whole]]  # a sum: the order does not matter
    return names


def _dwellings(places: Array, texts: Texts) -> Array:
    digest = np.zeros((len(places), DWELLING), np.uint64)
    for column in (ROAD, NUMBER, PLACE, BUILDING, UNIT, ROOM, TEXT):
        known = places[:, column] >= 0
        digest[known, column] = texts.digests[places[known, column]]
    community = (places[:, PLACE] >= 0) & (places[:, ROOM] >= 0)
    house = (places[:, PLACE] < 0) & (places[:, ROAD] >= 0) & (places[:, NUMBER] >= 0)
    lone = (places[:, PLACE] < 0) & (places[:, ROAD] < 0) & texts.numbered[places[:, TEXT]] & (places[:, TEXT] >= 0)
    keys = np.where(community[:, None], digest[:, [PLACE, BUILDING, UNIT, ROOM]], digest[:, [ROAD, NUMBER, UNIT, ROOM]])
    mixed = combine(*keys.T)
    return np.where(community | house, mixed, np.where(lone, digest[:, TEXT], 0)).astype(np.uint64)


def combine(*digests: Array) -> Array:
    """Return one hash of several, in order; 0 never comes out of it but by chance of 2^-64."""
    mixed = np.zeros(len(digests[0]), np.uint64)
    for digest in digests:
        mixed = (mixed ^ digest) * np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(29)
    return mixed
