"""Numbers that were dead and live again: whose they are now nobody knows, until the borrower is met there again."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.policy.jurisdiction import Rules
from recontact.policy.subject import SEPARATOR, flat, positions

ALIVE = ("active", "silent")


def unadvised(contacts: pa.Table, events: pa.Table, rules: Rules, as_of: pa.Scalar) -> pa.Table:
    """Return the contacts (borrower_id, point, advised) without advice to try what may have passed to somebody else.

    That is a number which checks found dead and, as many days later as a rule says, in use again, unless since then the
    borrower was spoken to there or a check matched the number with a name and an identity number.
    """
    rest = min((rule.reads.rest_days for rule in rules.of("revived")), default=None)
    if rest is None:
        return contacts
    past = events.filter(pc.fill_null(pc.less_equal(flat(events["on"]), as_of), False))
    since = _dead_since(past, rest)
    point = flat(contacts["point"])
    dead = np.append(since["day"].to_numpy(), -1)[positions(point, flat(since["value"]))]
    spoke = _last(past, "right_party", ("value", "customer"), pc.binary_join_element_wise(
        point, flat(contacts["borrower_id"]), SEPARATOR))  # fmt: skip
    matched = _last(past, "match", ("value",), point)
    doubtful = (dead >= 0) & (np.maximum(spoke, matched) < dead)
    advised = pc.and_(flat(contacts["advised"]), pa.array(~doubtful))
    return contacts.set_column(contacts.column_names.index("advised"), "advised", advised)


def _dead_since(past: pa.Table, rest: int) -> pa.Table:
    """Return `value` and `day` (since 1970) on which each number died that was alive `rest` days later or more."""
    status = pc.and_(pc.equal(past["kind"], "status"), pc.is_in(past["result"], value_set=pa.array(["vacant", *ALIVE])))
    rows = past.filter(status).select(["value", "on", "result"]).sort_by([("value", "ascending"), ("on", "ascending")])
    day = _days(rows)
    dead = np.asarray(pc.equal(flat(rows["result"]), "vacant"))
    code = flat(rows["value"]).dictionary_encode().indices.to_numpy()
    follows = np.concatenate([[False], code[1:] == code[:-1]])[: len(code)]
    after_dead = follows & np.concatenate([[False], dead[:-1]])[: len(code)]
    died = np.maximum.accumulate(np.where(dead & ~after_dead, np.arange(len(code)), 0)) if len(code) else code
    again = ~dead & after_dead & (day - day[died] >= rest)
    found = pa.table({"value": flat(rows["value"]).filter(pa.array(again)), "day": day[died][again]})
    latest = found.group_by("value", use_threads=False).aggregate([("day", "max")])
    return latest.rename_columns(["value", "day"])


def _last(past: pa.Table, result: str, by: tuple[str, ...], wanted: pa.Array) -> np.ndarray:
    """Return the last day with the result per wanted key, -1 where there is none."""
    rows = past.filter(pc.equal(past["result"], result))
    key = pc.binary_join_element_wise(*(flat(rows[name]) for name in by), SEPARATOR)
    latest = pa.table({"key": key, "day": _days(rows)}).group_by("key", use_threads=False).aggregate([("day", "max")])
    return np.append(latest["day_max"].to_numpy(), -1)[positions(wanted, flat(latest["key"]))]


def _days(rows: pa.Table) -> np.ndarray:
    return np.asarray(pc.cast(pc.cast(flat(rows["on"]), pa.int32()), pa.int64()))
