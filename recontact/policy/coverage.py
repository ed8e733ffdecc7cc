"""What the bases of a mention cover: from and until when, by which channels, for which kinds of data."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, get_args

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from recontact.policy.basis import NEVER, judged, keys_of, last_withdrawal
from recontact.policy.subject import flat
from recontact.policy.vocabulary import Channel
from recontact.schema import KINDS

CHANNELS: tuple[str, ...] = get_args(Channel)
EVERYTHING = -1
"""A set of words as bits: all of them."""

Bits = npt.NDArray[np.int64]

COVERAGE = pa.schema(
    [
        ("granted", pa.date32()),  # of the youngest basis that covers it; null where none does
        ("expires", pa.date32()),  # of that basis, null: no end was named
        ("channels", pa.int64()),  # bits over CHANNELS that some basis of it allows; EVERYTHING: as declared
        ("categories", pa.int64()),  # likewise over KINDS
    ]
)
"""One row per mention."""


def coverage(mentions: pa.Table, bases: pa.Table, purpose: str, words: Mapping[str, str], as_of: date) -> pa.Table:
    """Return COVERAGE of MENTIONS by BASES: of all bases that count on the day, any one will do for each word.

    A basis that names no channels or categories leaves them to the declaration of the source; one that names them
    allows no others. What is not covered at all has EVERYTHING: whether it may be used is `basis.wanting`'s to say.
    """
    found = judged(bases, purpose, words, as_of)
    own, whole = keys_of(mentions)
    gone = np.maximum(*(last_withdrawal(found, side) for side in (own, whole)))
    usable = np.flatnonzero(found.code == 0)
    mention, basis = (np.concatenate(both) for both in zip(*(_met(side, found.key, usable) for side in (own, whole)),
                                                           strict=True))  # fmt: skip
    counts = found.granted[basis] > gone[mention]
    mention, basis = mention[counts], basis[counts]
    order = np.lexsort((np.where(found.expires == NEVER, np.iinfo(np.int64).max, found.expires)[basis],
                        found.granted[basis], mention))  # fmt: skip
    last = np.full(len(mentions), -1, np.int64)
    last[mention[order]] = basis[order]
    columns: dict[str, Any] = {
        name: _dates(np.append(getattr(found, name), NEVER)[last]) for name in ("granted", "expires")
    }
    for name, known in (("channels", CHANNELS), ("categories", KINDS)):
        columns[name] = _together(mention, bits(flat(bases[name]), known)[basis], len(mentions), last >= 0)
    return pa.table(columns, schema=COVERAGE)


def bits(lists: pa.Array, known: Sequence[str]) -> Bits:
    """Return each list of words as bits, EVERYTHING for null; a word that is not known allows nothing."""
    distinct = lists.cast(pa.list_(pa.string()))
    result = np.full(len(lists), EVERYTHING, np.int64)
    given = np.flatnonzero(pc.is_valid(distinct).to_numpy(zero_copy_only=False))
    result[given] = [
        sum(1 << known.index(word) for word in set(each) if word in known)
        for each in distinct.take(pa.array(given)).to_pylist()
    ]
    return result


def allows(mask: Bits, word: pa.Array, known: Sequence[str]) -> pa.Array:
    """Return per row whether the bits hold the word."""
    place = pc.fill_null(pc.index_in(word, value_set=pa.array(known)), 63).to_numpy(zero_copy_only=False)
    return pa.array((mask >> place.astype(np.int64) & 1).astype(bool))


def words(mask: int, known: Sequence[str]) -> tuple[str, ...]:
    """Return the words that bits stand for."""
    return tuple(word for place, word in enumerate(known) if mask >> place & 1)


def _together(mention: Bits, allowed: Bits, many: int, covered: npt.NDArray[np.bool_]) -> Bits:
    mask = np.zeros(many, np.int64)
    np.bitwise_or.at(mask, mention, allowed)
    return np.where(covered, mask, EVERYTHING)


def _met(side: pa.Array, keys: pa.Array, usable: Bits) -> tuple[Bits, Bits]:
    """Return every pair of a mention and a usable basis with the mention's key."""
    distinct = pc.unique(side)
    of_mention = pc.index_in(side, value_set=distinct).to_numpy(zero_copy_only=False)
    of_basis = pc.index_in(keys.take(pa.array(usable)), value_set=distinct)
    rows = pa.table({"key": of_basis, "basis": usable}).drop_null()
    pairs = pa.table({"key": of_mention, "mention": np.arange(len(side))}).join(rows, "key", join_type="inner")
    return pairs["mention"].to_numpy(), pairs["basis"].to_numpy()


def _dates(days: Bits) -> pa.Array:
    missing = days == NEVER
    return pa.array(np.where(missing, 0, days).astype(np.int32), mask=missing).cast(pa.date32())
