"""What was tried to reach a person: own points, failures in a row and dead numbers, over all their records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.policy.subject import SELF, SEPARATOR, flat, truth
from recontact.schema import CONTACT_KINDS

REACHED = ("right_party", "hung_up", "opened", "signed")
"""Outcomes after which nobody can say that the borrower is out of reach; whoever hangs up may be the borrower."""

FAILED = ("no_answer", "busy", "off", "suspended", "vacant", "wrong_party", "undelivered", "bounced", "returned")
"""Outcomes that are failures to reach. A message delivered and not answered is neither."""

INVALID = ("vacant",)
"""What a check or an attempt says of a number that is out of service. A suspended line may come back."""

OTHERS = tuple(kind for kind in CONTACT_KINDS if kind != "phone")


class Records(Protocol):
    """What is on the usable records: MENTIONS, OBSERVATIONS (row numbers of the mentions) and EVENTS."""

    @property
    def mentions(self) -> pa.Table: ...

    @property
    def observations(self) -> pa.Table: ...

    @property
    def events(self) -> pa.Table: ...


@dataclass(frozen=True, slots=True)
class _People:
    """Per borrower (position) the mentions that are the person's own, and every number the lender has for them."""

    mentions: pa.Table
    customers: pa.Table
    many: int

    def events(self, past: pa.Table, results: tuple[str, ...]) -> pa.Table:
        """Return `borrower`, `value`, `on` of the attempts at the person's own points with these results."""
        rows = past.filter(pc.and_(pc.is_in(flat(past["result"]), value_set=pa.array(results)), _own(past)))
        kept = rows.select(["customer", "value", "point_kind", "on"])
        return kept.join(self.customers, "customer", join_type="inner", use_threads=False).combine_chunks()

    def last(self, past: pa.Table, results: tuple[str, ...]) -> pa.Array:
        """Return per borrower the last day with one of these outcomes, null if there is none."""
        rows = self.events(past, results)
        latest = rows.group_by("borrower", use_threads=False).aggregate([("on", "max")])
        everyone = pa.array(np.arange(self.many), pa.int64())
        return flat(latest["on_max"]).take(pc.index_in(everyone, value_set=flat(latest["borrower"])))

    def count(self, rows: pa.Table) -> pa.Array:
        """Return how many rows each borrower has (column `borrower`)."""
        counted = np.bincount(rows["borrower"].to_numpy().astype(np.int64), minlength=self.many)
        return pa.array(counted.astype(np.int32))


def tried(
    borrowers: pa.Array, records: Records, as_of: date, identity: np.ndarray | None, also: Iterable[str]
) -> dict[str, pa.Array]:
    """Return per borrower what had happened by `as_of`: `known` (a usable record), `failures` (those of one day once)
    and `all_failures` since last reached, `numbers`, `numbers_tried`, `numbers_invalid`, `last_reached`, `last_tried`;
    per kind in `also`, its own points and how many of them failed (`email`, `email_tried`).
    """
    past = records.events.filter(pc.less_equal(flat(records.events["on"]), pa.scalar(as_of)))
    people = _people(borrowers, records.mentions, identity)
    reached = people.last(past, REACHED)
    failures = people.events(_attempts(past), FAILED)
    since = pc.fill_null(pc.greater(flat(failures["on"]), reached.take(flat(failures["borrower"]))), True)
    failures = failures.filter(since)
    points = _points(people, records)
    at = _word(points, "point")
    failed = truth(pc.is_in(at, value_set=_word(failures, "value")))
    phone = truth(pc.equal(flat(points["kind"]), "phone"))
    invalid = phone & truth(pc.is_in(flat(points["point"]), value_set=_out_of_service(past)))
    days = failures.group_by(["borrower", "on"], use_threads=False).aggregate([])
    found = {
        "known": pc.is_in(pa.array(np.arange(people.many), pa.int64()), value_set=flat(people.mentions["borrower"])),
        "failures": people.count(days),
        "all_failures": people.count(failures),
        "numbers": people.count(points.filter(phone)),
        "numbers_tried": people.count(points.filter(phone & failed & ~invalid)),
        "numbers_invalid": people.count(points.filter(invalid)),
        "last_reached": reached,
        "last_tried": people.last(past, (*REACHED, *FAILED, "delivered", "no_return")),
    }
    for kind in sorted(set(also)):
        here = truth(pc.equal(flat(points["kind"]), kind))
        found |= {kind: people.count(points.filter(here)), f"{kind}_tried": people.count(points.filter(here & failed))}
    return found


def _attempts(past: pa.Table) -> pa.Table:
    """Return the attempts among the events."""
    return past.filter(pc.equal(flat(past["kind"]), "outcome"))


def _people(borrowers: pa.Array, mentions: pa.Table, identity: np.ndarray | None) -> _People:
    which = pc.index_in(flat(mentions["customer"]), value_set=borrowers)
    own = truth(pc.equal(flat(mentions["role"]), SELF))
    rows = np.flatnonzero(own & pc.is_valid(which).to_numpy(zero_copy_only=False))
    theirs = pa.table({"borrower": pa.array(which.take(pa.array(rows)), pa.int64()), "mention": rows})
    if identity is not None:
        linked = np.flatnonzero(own & (identity >= 0))
        known = pa.table({"borrower": theirs["borrower"], "identity": identity[rows]})
        others = pa.table({"identity": identity[linked], "mention": linked})
        met = known.join(others, "identity", join_type="inner", use_threads=False).select(theirs.column_names)
        theirs = pa.concat_tables([theirs, met])
    theirs = theirs.group_by(theirs.column_names, use_threads=False).aggregate([]).combine_chunks()
    numbers = flat(mentions["customer"]).take(flat(theirs["mention"]))
    place = pa.array(np.arange(len(borrowers)), pa.int64())
    pairs = pa.concat_tables([
        pa.table({"borrower": theirs["borrower"], "customer": numbers}).drop_null(),
        pa.table({"borrower": place, "customer": borrowers}),
    ])  # fmt: skip
    pairs = pairs.group_by(pairs.column_names, use_threads=False).aggregate([])
    return _People(theirs, pairs, len(borrowers))


def _points(people: _People, records: Records) -> pa.Table:
    """Return `borrower`, `kind`, `point` of the own points on the person's records, once each."""
    seen = records.observations
    own = pc.fill_null(pc.not_equal(flat(seen["usage"]), "work"), True)
    rows = pa.table(
        {"mention": pc.cast(flat(seen["mention"]), pa.int64()), "kind": seen["kind"], "point": seen["point"]}
    )
    met = rows.filter(own).join(people.mentions, "mention", join_type="inner", use_threads=False)
    distinct = ["borrower", "kind", "point"]
    return met.group_by(distinct, use_threads=False).aggregate([]).combine_chunks()


def _word(rows: pa.Table, point: str) -> pa.Array:
    return pc.binary_join_element_wise(pc.cast(flat(rows["borrower"]), pa.string()), flat(rows[point]), SEPARATOR)


def _own(events: pa.Table) -> pa.Array:
    """Attempts at the borrower; where the log does not say whose point it was, it is the borrower's."""
    return pc.not_equal(pc.fill_null(flat(events["party"]), "own"), "third_party")


def _out_of_service(past: pa.Table) -> pa.Array:
    """Return the numbers of which the latest check or telling attempt says that they are out of service."""
    status = pc.equal(flat(past["kind"]), "status")
    told = pc.is_in(flat(past["result"]), value_set=pa.array(["active", "vacant", "suspended", "silent"]))
    spoke = pc.is_in(flat(past["result"]), value_set=pa.array([*REACHED, "no_answer", "vacant", "wrong_party"]))
    phone = pc.equal(flat(past["point_kind"]), "phone")
    rows = past.filter(pc.and_(phone, pc.if_else(status, told, spoke)))
    bad = pc.is_in(flat(rows["result"]), value_set=pa.array(INVALID))
    days = pa.table({"value": rows["value"], "on": rows["on"], "good": pc.invert(bad)})
    last = days.group_by("value", use_threads=False).aggregate([("on", "max")])
    latest = flat(last["on_max"]).take(pc.index_in(flat(days["value"]), value_set=flat(last["value"])))
    days = days.filter(pc.equal(flat(days["on"]), latest))
    good = pc.unique(flat(days.filter(days["good"])["value"]))  # of two answers on one day the better one counts
    every = pc.unique(flat(days["value"]))
    return every.filter(pc.invert(pc.is_in(every, value_set=good)))
