"""Changed contacts: what came after a verified one is a proposal, and stands behind it, until it is verified too."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from recontact.policy.jurisdiction import Rules
from recontact.policy.subject import SEPARATOR, flat, positions
from recontact.policy.verification import LEVELS, VERIFIED

PROPOSED = "proposed"
"""Not verified, and newer than a contact of its kind that is."""


def verifying(rules: Rules) -> tuple[str, ...]:
    """Return the levels at which a changed contact counts as verified: those that every rule names."""
    named = [set(rule.reads.verified_by) for rule in rules.of("changed")]
    return tuple(level for level in VERIFIED if all(level in each for each in named))


def levels_of(contacts: pa.Table, verification: pa.Table, rules: Rules) -> pa.Array:
    """Return per contact how well it is known to be the borrower's: a level, or `proposed`.

    `contacts` has the columns borrower_id, kind, point and first_seen; `verification` is VERIFICATION. Proposed is a
    point that is not verified and was first recorded after another of its kind that is: it says that something has
    changed, and nobody has checked that.
    """
    key = _joined(contacts["borrower_id"], contacts["kind"], contacts["point"])
    known = _joined(verification["customer"], verification["kind"], verification["point"])
    level = pc.fill_null(flat(verification["level"]).take(pc.index_in(key, value_set=known)), LEVELS[0])
    sure = _sure(level, rules)
    group = _joined(contacts["borrower_id"], contacts["kind"])
    first = pa.table({"group": group, "first": contacts["first_seen"]}).filter(sure)
    earliest = first.group_by("group", use_threads=False).aggregate([("first", "min")])
    since = flat(earliest["first_min"]).take(pc.index_in(group, value_set=flat(earliest["group"])))
    later = pc.fill_null(pc.greater(flat(contacts["first_seen"]), since), False)
    return pc.if_else(pc.and_not(later, sure), PROPOSED, level)


def in_order(contacts: pa.Table, level: pa.Array, rules: Rules) -> npt.NDArray[np.int64]:
    """Return the rows in the order to be shown: as they are ranked, but proposals behind what they would replace.

    `contacts` is sorted by borrower and rank, with the columns borrower_id and kind. A proposal that stands before a
    verified contact of its borrower and kind goes behind the last of them.
    """
    proposed = np.asarray(pc.equal(level, PROPOSED))
    sure = np.asarray(_sure(level, rules))
    joined = _joined(contacts["borrower_id"], contacts["kind"])
    group = positions(joined, pc.unique(joined))
    place = np.arange(len(group), dtype=np.float64)
    last = np.full(int(group.max(initial=-1)) + 1, -1.0)
    np.maximum.at(last, group[sure], place[sure])
    behind = proposed & (place < last[group])
    place[behind] = last[group][behind] + (np.flatnonzero(behind) + 1.0) / (len(group) + 2.0)
    return np.argsort(place, kind="stable")


def _sure(level: pa.Array, rules: Rules) -> pa.Array:
    return pc.is_in(level, value_set=pa.array(verifying(rules), pa.string()))


def _joined(*columns: Any) -> pa.Array:
    return pc.binary_join_element_wise(*(flat(column) for column in columns), SEPARATOR)
