"""Which bases (consents, contracts) cover a mention on a day, and if none does, what is wanting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from recontact.policy.subject import SEPARATOR, flat, positions, subject_key, truth
from recontact.schema import UNDATED

GROUNDS = ("", "withdrawal", "expiry", "granted", "purpose", "basis")
"""What is wanting, from nothing to everything: the kind of rule that a refusal cites, nearest to usable first."""
_USABLE, _WITHDRAWN, _EXPIRED, _EARLY, _OTHER, _NONE = range(len(GROUNDS))
NEVER = int(np.iinfo(np.int64).min)
"""A day that there is not."""
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Judged:
    """Per basis: the key of what it covers, an index into GROUNDS, and its days (since 1970; NEVER: none)."""

    key: pa.Array
    code: npt.NDArray[np.int64]
    granted: npt.NDArray[np.int64]
    expires: npt.NDArray[np.int64]
    withdrawn: npt.NDArray[np.int64]
    """Only where the withdrawal holds on the day, for the purpose."""


def wanting(
    mentions: pa.Table, bases: pa.Table, purpose: str, words: Mapping[str, str], as_of: date
) -> npt.NDArray[np.int64]:
    """Return per mention an index into GROUNDS; 0 where a basis covers it.

    A basis covers a mention if it is for the mention's source, its record or the whole source (`*`), and the subject's
    role; if its word for the purpose means `purpose`; and if `as_of` lies within it. Any one basis will do, but a
    withdrawal beats every grant that is not younger: whoever withdrew is not covered by an agreement over their head.
    One whose day or purpose cannot be read beats them all.
    """
    found = judged(bases, purpose, words, as_of)
    usable = np.where(found.code == _USABLE, found.granted, NEVER)
    sides = keys_of(mentions)
    code = np.minimum(*(-_most(found.key, -found.code, side, -_NONE) for side in sides))
    granted = np.maximum(*(_most(found.key, usable, side, NEVER) for side in sides))
    withdrawn = np.maximum(*(last_withdrawal(found, side) for side in sides))
    return np.where((code == _USABLE) & (withdrawn >= granted), _WITHDRAWN, code)


def judged(bases: pa.Table, purpose: str, words: Mapping[str, str], as_of: date) -> Judged:
    """Return what each basis (BASES) is worth on the day for the purpose."""
    fits = truth(pc.is_in(flat(bases["purpose"]), value_set=_meaning(purpose, words)))
    granted, expires, withdrawn = (_days(bases[name]) for name in ("granted", "expires", "withdrawn"))
    today = (as_of - _EPOCH).days
    withdrawn[withdrawn == (UNDATED - _EPOCH).days] = today  # no grant that counts today is younger
    code = np.full(len(bases), _USABLE, np.int64)
    code[(granted == NEVER) | (granted > today)] = _EARLY  # an undated grant cannot be shown to be one
    code[(expires != NEVER) & (expires < today)] = _EXPIRED
    gone = (withdrawn != NEVER) & (withdrawn <= today)
    code[gone] = _WITHDRAWN
    code[~fits] = _OTHER
    ends = fits | truth(pc.equal(pc.fill_null(flat(bases["purpose"]), ""), ""))
    key = _composite(flat(bases["source"]), flat(bases["record_id"]), flat(bases["subject"]))
    return Judged(key, code, granted, expires, np.where(ends & gone, withdrawn, NEVER))


def keys_of(mentions: pa.Table) -> tuple[pa.Array, pa.Array]:
    """Return the two keys under which a mention's bases are found: its record's, and its whole source's."""
    source, role = flat(mentions["source"]), flat(mentions["role"])
    everyone = pa.array(["*"] * len(mentions), pa.string())
    return _composite(source, subject_key(mentions), role), _composite(source, everyone, role)


def last_withdrawal(found: Judged, keys: pa.Array) -> npt.NDArray[np.int64]:
    """Return per key the last day on which something was withdrawn, NEVER if nothing was."""
    return _most(found.key, found.withdrawn, keys, NEVER)


def _most(key: pa.Array, values: npt.NDArray[np.int64], wanted: pa.Array, missing: int) -> npt.NDArray[np.int64]:
    """Return per wanted key the highest of its values."""
    best = pa.table({"key": key, "value": values}).group_by("key").aggregate([("value", "max")])
    return np.append(best["value_max"].to_numpy(), missing)[positions(wanted, flat(best["key"]))]


def _meaning(purpose: str, words: Mapping[str, str]) -> pa.Array:
    return pa.array(sorted({purpose} | {word for word, meant in words.items() if meant == purpose}), pa.string())


def _days(column: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    days = pc.cast(pc.cast(flat(column), pa.int32()), pa.int64())
    return pc.fill_null(days, NEVER).to_numpy().copy()


def _composite(source: pa.Array, record: pa.Array, subject: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(source, record, subject, SEPARATOR)
