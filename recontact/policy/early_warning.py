"""Which of the lender's own customers are about to be lost, so that they can be asked at their next login."""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.policy.jurisdiction import Rules
from recontact.policy.lost import lost_contact
from recontact.policy.subject import SELF, flat
from recontact.policy.verification import VERIFIED, Records, verification

UNVERIFIED_DAYS = 365
"""A customer none of whose points was verified or given anew for so long is asked; a choice of this product."""

WARNINGS = pa.schema(
    [
        ("customer", pa.string()),
        ("reason", pa.string()),  # REASONS
        ("numbers", pa.int32()),  # own numbers on the customer's records
        ("numbers_invalid", pa.int32()),  # of these, out of service
        ("failures", pa.int32()),  # failed tries since the customer was last reached
        ("last_verified", pa.date32()),  # null if no point ever was
        ("last_recorded", pa.date32()),  # the newest record of an own point
    ]
)
"""One row per customer who is about to be lost: numbers of the lender's own, counts and days; no value of a person."""

REASONS = ("numbers_invalid", "failing", "unverified")
"""All numbers are out of service; the last tries failed; nothing was verified or given anew for long."""


def early_warning(
    records: Records,
    listed: pa.Array,
    rules: Rules,
    as_of: date,
    *,
    days: int = UNVERIFIED_DAYS,
    identity: np.ndarray | None = None,
) -> pa.Table:
    """Return WARNINGS for the customers on usable records who are not listed as lost already, most urgent first.

    Verified and recorded is what the records with the customer's own number say; failures and dead numbers count over
    the whole person if `identity` (per mention) is given.
    """
    own = records.mentions.filter(pc.equal(flat(records.mentions["role"]), SELF))
    customers = pc.unique(flat(own["customer"]).drop_null())
    customers = customers.filter(pc.invert(pc.is_in(customers, value_set=listed))).sort()
    state = lost_contact(customers, records, rules, as_of, identity=identity)
    known = verification(records, as_of)
    verified = _last(customers, known.filter(pc.is_in(flat(known["level"]), value_set=pa.array(VERIFIED))))
    recorded = _last(customers, known)
    fresh = pc.max_element_wise(verified, recorded)
    limit = pa.scalar(date.fromordinal(as_of.toordinal() - days))
    old = np.asarray(pc.fill_null(pc.less(fresh, limit), True))
    count = {name: np.asarray(state[name]) for name in ("numbers", "numbers_invalid", "failures")}
    dead = (count["numbers"] > 0) & (count["numbers_invalid"] == count["numbers"])
    which = np.select([dead, count["failures"] > 0, old], [0, 1, 2], -1)
    columns = {"customer": customers, "reason": pa.array([*REASONS, None]).take(pa.array(which % (len(REASONS) + 1)))}
    columns |= {name: state[name] for name in count} | {"last_verified": verified, "last_recorded": recorded}
    table = pa.table([columns[name] for name in WARNINGS.names], schema=WARNINGS)
    order = pa.array(np.lexsort((np.arange(len(which)), which)))
    ranked = table.take(order)
    return ranked.filter(pc.is_valid(ranked["reason"])).combine_chunks()


def _last(customers: pa.Array, known: pa.Table) -> pa.Array:
    latest = known.group_by("customer", use_threads=False).aggregate([("on", "max")])
    return flat(latest["on_max"]).take(pc.index_in(customers, value_set=flat(latest["customer"])))
