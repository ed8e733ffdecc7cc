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
_NEVER = np.iinfo(np.int64).min
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Per composite key: the best code of its bases, the latest usable grant and the latest withdrawal, in days."""

    key: pa.Array
    code: npt.NDArray[np.int64]
    granted: npt.NDArray[np.int64]
    withdrawn: npt.NDArray[np.int64]

    def at(self, keys: pa.Array) -> tuple[npt.NDArray[np.int64], ...]:
        where = positions(keys, self.key)
        missing = (_NONE, _NEVER, _NEVER)
        columns = (self.code, self.granted, self.withdrawn)
        return tuple(np.append(column, none)[where] for column, none in zip(columns, missing, strict=True))


def wanting(
    mentions: pa.Table, bases: pa.Table, purpose: str, words: Mapping[str, str], as_of: date
) -> npt.NDArray[np.int64]:
    """Return per mention an index into GROUNDS; 0 where a basis covers it.

    A basis covers a mention if it is for the mention's source, its record or the whole source (`*`), and the subject's
    role; if its word for the purpose means `purpose`; and if `as_of` lies within it. Any one basis will do, but a
    withdrawal beats every grant that is not younger: whoever withdrew is not covered by an agreement over their head.
    One whose day or purpose cannot be read beats them all.
    """
    standing = _standing(bases, purpose, words, as_of)
    source, role = flat(mentions["source"]), flat(mentions["role"])
    everyone = pa.array(["*"] * len(mentions), pa.string())
    own = standing.at(_composite(source, subject_key(mentions), role))
    whole = standing.at(_composite(source, everyone, role))
    code = np.minimum(own[0], whole[0])
    granted, withdrawn = np.maximum(own[1], whole[1]), np.maximum(own[2], whole[2])
    return np.where((code == _USABLE) & (withdrawn >= granted), _WITHDRAWN, code)


def _standing(bases: pa.Table, purpose: str, words: Mapping[str, str], as_of: date) -> _Standing:
    fits = truth(pc.is_in(flat(bases["purpose"]), value_set=_meaning(purpose, words)))
    granted, expires, withdrawn = (_days(bases[name]) for name in ("granted", "expires", "withdrawn"))
    today = (as_of - _EPOCH).days
    withdrawn[withdrawn == (UNDATED - _EPOCH).days] = today  # no grant that counts today is younger
    code = np.full(len(bases), _USABLE, np.int64)
    code[(granted == _NEVER) | (granted > today)] = _EARLY  # an undated grant cannot be shown to be one
    code[(expires != _NEVER) & (expires < today)] = _EXPIRED
    gone = (withdrawn != _NEVER) & (withdrawn <= today)
    code[gone] = _WITHDRAWN
    code[~fits] = _OTHER
    ends = fits | truth(pc.equal(pc.fill_null(flat(bases["purpose"]), ""), ""))
    rows = pa.table(
        {
            "key": _composite(flat(bases["source"]), flat(bases["record_id"]), flat(bases["subject"])),
            "code": code,
            "granted": np.where(code == _USABLE, granted, _NEVER),
            "withdrawn": np.where(ends & gone, withdrawn, _NEVER),
        }
    )
    best = rows.group_by("key").aggregate([("code", "min"), ("granted", "max"), ("withdrawn", "max")])
    return _Standing(
        flat(best["key"]), *(best[name].to_numpy() for name in ("code_min", "granted_max", "withdrawn_max"))
    )


def _meaning(purpose: str, words: Mapping[str, str]) -> pa.Array:
    return pa.array(sorted({purpose} | {word for word, meant in words.items() if meant == purpose}), pa.string())


def _days(column: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    days = pc.cast(pc.cast(flat(column), pa.int32()), pa.int64())
    return pc.fill_null(days, _NEVER).to_numpy().copy()


def _composite(source: pa.Array, record: pa.Array, subject: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(source, record, subject, SEPARATOR)
