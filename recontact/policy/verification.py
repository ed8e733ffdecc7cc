"""How well it is known that a contact point is its person's: from a mere claim to having spoken to them."""

from datetime import date
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.policy.subject import SELF, SEPARATOR, flat

LEVELS = ("claimed", "otp", "three_element", "spoke")
"""From weakest to strongest: a record says so; a one-time code came back; a check found number, name and identity
number to belong together; the person was spoken to there."""

VERIFIED = LEVELS[1:]
"""Levels that make a changed contact a verified one. What is only claimed is proposed, and asked about."""

VERIFICATION = pa.schema(
    [
        ("customer", pa.string()),
        ("kind", pa.string()),  # CONTACT_KINDS
        ("point", pa.string()),  # OBSERVATIONS.point
        ("level", pa.string()),  # LEVELS: the strongest that holds
        ("on", pa.date32()),  # the day on which it was last reached
    ]
)
"""One row per customer and own point on a record with the customer's number."""

_SEEN = 6
"""Characters of a masked identity number that must be known on both sides for it to be the customer's."""


class Records(Protocol):
    """What is on the usable records: MENTIONS, PERSONS (row by row), OBSERVATIONS (row numbers of them) and EVENTS."""

    @property
    def mentions(self) -> pa.Table: ...

    @property
    def persons(self) -> pa.Table: ...

    @property
    def observations(self) -> pa.Table: ...

    @property
    def events(self) -> pa.Table: ...


def verification(records: Records, as_of: date) -> pa.Table:
    """Return VERIFICATION of the own points of all customers, from what had happened by `as_of`.

    A check of number, name and identity number counts if it was made for the customer's own. A wrong party met for the
    customer, a dead line, or a check that denies it undoes what was verified before: the point is claimed again.
    """
    own = _own_points(records.mentions, records.observations)
    past = records.events.filter(pc.fill_null(pc.less_equal(flat(records.events["on"]), pa.scalar(as_of)), False))
    past = past.append_column(
        "at", pc.binary_join_element_wise(flat(past["point_kind"]), flat(past["value"]), SEPARATOR)
    )
    checks = _of_the_customer(own, past, _ids(own["customer"], records))
    whose = pc.binary_join_element_wise(own["at"], own["customer"], SEPARATOR)
    tried = past.set_column(0, "key", pc.binary_join_element_wise(past["at"], flat(past["customer"]), SEPARATOR))
    against = np.maximum.reduce([
        _days(own["at"], past.set_column(0, "key", past["at"]), "vacant"),
        _days(whose, tried, "wrong_party"),
        _days(whose, checks, "mismatch"),
    ])  # fmt: skip
    matched, spoke = _days(whose, checks, "match"), _days(whose, tried, "right_party")
    claimed = pc.cast(pc.cast(own["on"], pa.int32()), pa.int64()).to_numpy()
    level = np.select([spoke > against, matched > against], [LEVELS.index("spoke"), LEVELS.index("three_element")], 0)
    day = np.select([spoke > against, matched > against], [spoke, matched], claimed)
    columns = [own["customer"], own["kind"], own["point"], pa.array(LEVELS).take(pa.array(level))]
    return pa.table([*columns, pa.array(day.astype(np.int32)).cast(pa.date32())], schema=VERIFICATION)


def _own_points(mentions: pa.Table, observations: pa.Table) -> pa.Table:
    """Return customer, kind, point and the last day it was recorded (1970-01-01 where none is known)."""
    mention = flat(observations["mention"])
    rows = pa.table({
        "customer": flat(mentions["customer"]).take(mention),
        "kind": observations["kind"],
        "point": observations["point"],
        "on": pc.fill_null(flat(mentions["seen"]).take(mention), date(1970, 1, 1)),
    })  # fmt: skip
    self = pc.equal(flat(mentions["role"]).take(mention), SELF)
    mine = pc.and_(self, pc.not_equal(flat(observations["usage"]), "work"))
    rows = rows.filter(pc.and_(mine, pc.is_valid(rows["customer"])))
    grouped = rows.group_by(["customer", "kind", "point"], use_threads=False).aggregate([("on", "max")])
    order = [(name, "ascending") for name in ("customer", "kind", "point")]
    own = grouped.rename_columns(["customer", "kind", "point", "on"]).sort_by(order).combine_chunks()
    return own.append_column("at", pc.binary_join_element_wise(own["kind"], own["point"], SEPARATOR)).combine_chunks()


def _ids(customers: pa.Array, records: Records) -> pa.Array:
    """Return each customer's fully known identity number, the first of several, null if none is known."""
    rows = pa.table({"customer": records.mentions["customer"], "id": records.persons["id"]}).drop_null()
    rows = rows.filter(pc.invert(pc.match_substring(rows["id"], "*")))
    rows = rows.sort_by([("customer", "ascending"), ("id", "ascending")])
    return flat(rows["id"]).take(pc.index_in(flat(customers), value_set=flat(rows["customer"])))


def _of_the_customer(own: pa.Table, past: pa.Table, ids: pa.Array) -> pa.Table:
    """Return the checks of number, name and identity number made for the point's own customer: key, on, result."""
    made = past.filter(pc.equal(flat(past["kind"]), "three_element")).select(["at", "on", "result", "id"])
    asked = pa.table({"at": own["at"], "customer": own["customer"], "number": ids})
    met = made.join(asked, "at", join_type="inner", use_threads=False).combine_chunks()
    met = met.filter(pa.array(_alike(met["id"], met["number"])))
    key = pc.binary_join_element_wise(met["at"], met["customer"], SEPARATOR)
    return pa.table({"key": key, "on": met["on"], "result": met["result"]})


def _alike(left: pa.Array, right: pa.Array) -> np.ndarray:
    """Whether two identity numbers (`*`: masked) agree wherever both are known, which is in _SEEN places at least."""
    width = 24
    texts = [np.array([text or "" for text in side.to_pylist()], f"U{width}") for side in (left, right)]
    one, other = (
        side.view("U1").reshape(len(side), width) if len(side) else np.empty((0, width), "U1") for side in texts
    )
    known = (one != "*") & (other != "*") & (one != "") & (other != "")
    same_length = (one != "").sum(1) == (other != "").sum(1)
    return same_length & ((one == other) | ~known).all(1) & (known.sum(1) >= _SEEN)


def _days(keys: pa.Array, events: pa.Table, result: str) -> np.ndarray:
    """Return the last day on which each key had the result as days since 1970, -1 where it never had."""
    rows = events.filter(pc.equal(flat(events["result"]), result)).select(["key", "on"]).drop_null()
    latest = rows.group_by("key", use_threads=False).aggregate([("on", "max")])
    days = pc.cast(pc.cast(flat(latest["on_max"]), pa.int32()), pa.int64())
    return np.asarray(pc.fill_null(days.take(pc.index_in(flat(keys), value_set=flat(latest["key"]))), -1))
