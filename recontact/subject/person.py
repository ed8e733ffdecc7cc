"""Whose data is whose in a finished run: one person's own records, what their rows say of others, and their points."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from recontact.errors import UsageError
from recontact.stored import StoredRun

Mask = npt.NDArray[np.bool_]
_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Person:
    """One person in the records of a run (masks over the rows of records.parquet)."""

    own: Mask
    """Records about the person."""
    beside: Mask
    """Other people whom the person's rows name, for instance the emergency contacts."""
    elsewhere: Mask
    """Where other people's rows name the person, told by identity number or by a point that is the person's alone."""
    customers: frozenset[str]
    ids: frozenset[str]
    """Identity numbers that are fully known."""
    points: frozenset[tuple[str, str]]
    """Kind and key (OBSERVATIONS.point) of every contact point that the person's records give as theirs."""
    shared: frozenset[tuple[str, str]]
    """Those of them that somebody else's own record gives too, as a telephone of the household."""

    @property
    def gone(self) -> Mask:
        """The records that speak of the person or stand in the person's rows."""
        return self.own | self.beside | self.elsewhere

    @property
    def alone(self) -> frozenset[tuple[str, str]]:
        """The points that are nobody else's."""
        return self.points - self.shared


def find_person(run: StoredRun, name: str) -> Person:
    """Return the person whom a lender's number names, or SOURCE:KEY#role for somebody whom a row names.

    Records that are linked with the number count as the person's unless they carry another customer's number.
    UsageError if nothing is stored of them.
    """
    own = _of_record(run, name) if ":" in name else _of_customer(run, name)
    listed = name in run.borrowers["borrower_id"].to_pylist()
    if not own.any() and not listed:
        raise UsageError(f"nothing is stored of {name} in {run.out}")
    records = run.records
    customers = _words(records["customer"], own) | ({name} if listed else frozenset())
    ids = frozenset(number for number in _words(records["id"], own) if "*" not in number)
    subject = _equal(records["role"], "self")
    seen = _Seen.of(run)
    points = seen.keys(own)
    rows = _row_key(records)
    beside = ~own & np.isin(rows, np.unique(rows[own & subject]))
    shared = points & seen.keys(~own & subject)
    named = seen.mentions(points - shared, len(own)) | _among(records["id"], ids)
    return Person(own, beside, ~own & ~beside & ~subject & named, customers, ids, points, shared)


@dataclass(frozen=True, slots=True)
class _Seen:
    """Every observation: its mention, and its kind and key as one word."""

    mention: npt.NDArray[np.int64]
    word: pa.Array

    @classmethod
    def of(cls, run: StoredRun) -> "_Seen":
        seen = run.table("observations")
        own = pc.invert(pc.equal(seen["usage"], "work"))  # an employer's line is nobody's own
        seen = seen.filter(pc.fill_null(own, True))
        word = pc.binary_join_element_wise(seen["kind"], seen["point"], _SEPARATOR)
        return cls(seen["mention"].to_numpy().astype(np.int64), word.combine_chunks())

    def keys(self, mentions: Mask) -> frozenset[tuple[str, str]]:
        words = pc.unique(self.word.filter(pa.array(mentions[self.mention]))).to_pylist()
        return frozenset((kind, point) for kind, _, point in (word.partition(_SEPARATOR) for word in words))

    def mentions(self, points: frozenset[tuple[str, str]], many: int) -> Mask:
        words = pa.array(sorted(f"{kind}{_SEPARATOR}{point}" for kind, point in points), pa.string())
        found = np.zeros(many, bool)
        found[self.mention[pc.is_in(self.word, value_set=words).to_numpy(zero_copy_only=False)]] = True
        return found


def _of_customer(run: StoredRun, number: str) -> Mask:
    records = run.records
    subject = _equal(records["role"], "self")
    mine = subject & _equal(records["customer"], number)
    ids = frozenset(each for each in _words(records["id"], mine) if "*" not in each)
    identities = np.unique(records["identity"].to_numpy()[mine])
    linked = subject & np.isin(records["identity"].to_numpy(), identities[identities >= 0])
    another = pc.is_valid(records["customer"]).to_numpy() & ~mine & ~_among(records["id"], ids)
    theirs = mine | (linked & ~another) | (subject & _among(records["id"], ids))
    seen = _Seen.of(run)  # an unlinked record of the same name at the same point: better taken along than left behind
    namesake = _among(records["han"], _words(records["han"], theirs))
    return theirs | (subject & ~another & namesake & seen.mentions(seen.keys(theirs), len(theirs)))


def _of_record(run: StoredRun, name: str) -> Mask:
    """A person named in somebody's row is all such mentions that share a point with this one."""
    source, _, key = name.partition(":")
    records = run.records
    own = _equal(records["source"], source) & _equal(records["record_id"], key)
    third = ~_equal(records["role"], "self")
    if (own & ~third).any():
        raise UsageError(f"{name} is the subject of its row: name the lender's number")
    seen = _Seen.of(run)
    return own | (third & seen.mentions(seen.keys(own), len(own)))


def _row_key(records: pa.Table) -> npt.NDArray[np.object_]:
    joined = pc.binary_join_element_wise(records["source"], pc.cast(records["row"], pa.string()), _SEPARATOR)
    return np.asarray(joined.to_numpy(zero_copy_only=False))


def _equal(column: pa.ChunkedArray, value: str) -> Mask:
    return np.asarray(pc.fill_null(pc.equal(column, value), False).to_numpy(), bool)


def _among(column: pa.ChunkedArray, values: frozenset[str]) -> Mask:
    return np.asarray(pc.is_in(column, value_set=pa.array(sorted(values), pa.string())).to_numpy(), bool)


def _words(column: pa.ChunkedArray, rows: Mask) -> frozenset[str]:
    return frozenset(pc.drop_null(pc.unique(column.filter(pa.array(rows)))).to_pylist())
