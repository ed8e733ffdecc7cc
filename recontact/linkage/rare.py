"""Rarity of each value that the kernels look up: names by their parts, contact values by how many people hold them."""

from collections import Counter
from typing import Any

import numpy as np
import pyarrow as pa

from recontact.linkage.frequency import Frequencies
from recontact.linkage.model import Model
from recontact.linkage.people import (
    BIRTH_PLACE,
    BORN,
    CUSTOMER,
    DWELLING,
    EMPLOYER,
    GIVEN,
    HAN,
    ID,
    OCCUPATION,
    SURNAME,
)
from recontact.linkage.pool import Texts

Array = np.ndarray[Any, Any]
POSITIONS = 32


def value_rarity(
    rows: Array,
    items: Array,
    owner: Array,
    starts: Array,
    texts: Texts,
    names: Array,
    frequencies: Frequencies,
    model: Model,
) -> Array:
    """Return the rarity of every code that has one meaning only (everything but names)."""
    rarity = np.zeros(max(len(texts.digests), 1), np.float32)
    for name, column in (("employer", EMPLOYER), ("birth_place", BIRTH_PLACE), ("occupation", OCCUPATION)):
        codes, counts, known = _counted(rows[:, column])
        counts = frequencies.counts(name, texts.digests[codes], counts, known)
        rarity[codes] = frequencies.rarity(name, counts)
    everybody = np.arange(len(rows))
    kind = np.arange(len(owner)) - starts[owner, 0]
    which = (kind >= starts[owner, 1] - starts[owner, 0]).astype(int) + (kind >= starts[owner, 2] - starts[owner, 0])
    held = [
        (name, items[: len(owner)][which == k], owner[which == k])
        for k, name in enumerate(("phone", "email", "handle"))
    ]
    held += [("id", rows[:, ID], everybody), ("customer", rows[:, CUSTOMER], everybody)]
    for name, values, holder in held:
        codes, counts, known = _holders(values, names[holder])
        counts = frequencies.counts(name, texts.digests[codes], counts, known)
        rarity[codes] = frequencies.rarity(name, counts, model.floors[name], model.hubs[name])
    return rarity


def born_rarity(rows: Array, names: Array, frequencies: Frequencies, model: Model) -> Array:
    """Return the rarity of each row's birth date, 0 where it is unknown."""
    days, index = _coded(rows[:, BORN])
    codes = np.where(rows[:, BORN] != -1, index, -1)
    values, counts, known = _holders(codes, names)
    counts = frequencies.counts("born", days[values].astype(np.uint32).astype(np.uint64), counts, known)
    per_value = np.zeros(len(days) + 1, np.float32)
    per_value[values] = frequencies.rarity("born", counts, model.floors["born"])
    return np.where(codes >= 0, per_value[codes], 0).astype(np.float32)


def name_rarity(
    rows: Array, parts: Array, rarity: Array, texts: Texts, frequencies: Frequencies
) -> tuple[Array, Array]:
    """Return `rarity` with surnames and Han names filled in, and the rarity of codes as given names."""
    rarity, given_rarity = rarity.copy(), np.zeros_like(rarity)
    for name, column, target in (("surname", SURNAME, rarity), ("given", GIVEN, given_rarity)):
        whole = rows[:, column]
        first = np.where(whole >= 0, parts[whole, 0], -1)
        for vocabulary, among in ((name, first), (f"{name}_whole", np.where(whole != first, whole, -1))):
            codes, counts, _ = _counted(among)
            counts = frequencies.counts(vocabulary, texts.digests[codes], counts, int((whole >= 0).sum()))
            target[codes] = frequencies.rarity(name, counts)
    codes, counts, _ = _counted(rows[:, HAN])
    full = ~texts.hidden[codes]
    codes, counts = codes[full], counts[full]
    chars, begin, end = texts.chars, texts.offsets[codes], texts.offsets[codes + 1]
    head: list[int | bytes] = [chars[lo].item() for lo in begin]
    rest: list[int | bytes] = [chars[lo + 1 : hi].tobytes() for lo, hi in zip(begin, end, strict=True)]
    for name, keys in (("han_surname", head), ("han_given", rest)):
        distinct: Counter[Any] = Counter()
        for key, count in zip(keys, counts.tolist(), strict=True):
            distinct[key] += count
        index = {key: at for at, key in enumerate(distinct)}
        tally = np.array(list(distinct.values()), np.int64)
        hashes = np.array([_stable(key) for key in distinct], np.uint64)
        tally = frequencies.counts(name, hashes, tally, int(counts.sum()))
        rarity[codes] += frequencies.rarity(name, tally)[[index[key] for key in keys]] if len(codes) else 0
    return rarity, given_rarity


def place_rarity(
    places: Array, dwellings: Array, owner: Array, names: Array, frequencies: Frequencies, model: Model
) -> tuple[Array, Array]:
    """Return `places` with a number per dwelling, and the rarity of each place's dwelling (0 if unknown)."""
    distinct, index = _coded(dwellings)
    codes = np.where(dwellings != 0, index, -1)
    values, counts, known = _holders(codes, names[owner])
    counts = frequencies.counts("dwelling", distinct[values], counts, known)
    per_value = np.zeros(len(distinct) + 1, np.float32)
    per_value[values] = frequencies.rarity("dwelling", counts, model.floors["dwelling"])
    places = places.copy()
    places[:, DWELLING] = codes
    rarity = np.where(codes >= 0, per_value[codes], 0).astype(np.float32)
    return (places, rarity) if len(places) else (np.full((1, 12), -1, np.int32), np.zeros(1, np.float32))


def id_bits(rows: Array, texts: Texts, frequencies: Frequencies) -> Array:
    """Return what agreement on one character of an identity number tells, in bits, by position from the right."""
    entry = frequencies.table.get("id_position")
    if entry is None:
        codes = np.unique(rows[:, ID])
        codes = codes[codes >= 0]
        codes = codes[~texts.hidden[codes]]
        entry = {}
        for position in range(POSITIONS):
            at = texts.offsets[codes + 1] - 1 - position
            found = texts.chars[at[at >= texts.offsets[codes]]]
            if found.size >= 100:  # fewer would be noise; an unknown position counts as a random digit
                share = np.unique(found, return_counts=True)[1] / found.size
                entry[str(position)] = round(-1000 * float(np.log2((share**2).sum())))
        frequencies.table["id_position"] = entry
    return np.array([entry.get(str(position), 3322) / 1000 for position in range(POSITIONS)], np.float32)


def _coded(values: Array) -> tuple[Array, Array]:
    """Return the distinct values in order of appearance, and for each value its place among them."""
    encoded = pa.array(values).dictionary_encode()
    return encoded.dictionary.to_numpy(), encoded.indices.to_numpy().astype(np.int64)


def _counted(codes: Array) -> tuple[Array, Array, int]:
    counts = np.bincount(codes[codes >= 0], minlength=1)
    values = np.flatnonzero(counts)
    return values, counts[values], int(counts.sum())


def _holders(codes: Array, names: Array) -> tuple[Array, Array, int]:
    """Return distinct values, how many differently named people hold each (at least one), how many there are in all."""
    from recontact.linkage.tally import different, held_by

    known = codes >= 0
    values = np.flatnonzero(np.bincount(codes[known], minlength=1))
    if not len(values):
        return values, np.zeros(0, np.int64), 0
    holders = held_by(codes.astype(np.int64), names, int(values[-1]) + 1)
    return values, np.maximum(holders[values], 1), int(different(np.where(known, names, 0).astype(np.uint64)))


def _stable(key: int | bytes) -> int:
    data = key if isinstance(key, bytes) else key.to_bytes(4, "little")
    value = 0xCBF29CE484222325
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value
