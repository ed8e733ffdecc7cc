"""Who is lost by the rule of a place: computed per borrower from checks and attempts, with the reason."""

from datetime import date
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.policy.act_rule import Lost
from recontact.policy.jurisdiction import Rules
from recontact.policy.subject import SELF, SEPARATOR, flat, truth

REACHED = ("right_party", "hung_up", "opened", "signed")
"""Outcomes after which nobody can say that the borrower is out of reach; whoever hangs up may be the borrower."""

FAILED = ("no_answer", "busy", "off", "suspended", "vacant", "wrong_party", "undelivered", "bounced", "returned")
"""Outcomes that are failures to reach. A message delivered and not answered is neither."""

INVALID = ("vacant",)
"""What a check or an attempt says of a number that is out of service. A suspended line may come back."""

REASONS = ("numbers_invalid", "failures_in_a_row", "no_number", "reached", "too_few_tries", "no_record")
"""Why a borrower is lost (the first three), or why not."""

LOST = pa.schema(
    [
        ("borrower_id", pa.string()),
        ("lost", pa.bool_()),
        ("reason", pa.string()),  # see REASONS
        ("rule", pa.string()),  # the rule by which it was decided: the strictest of those that apply
        ("failures", pa.int32()),  # since the borrower was last reached; those of one day once
        ("numbers", pa.int32()),  # own numbers on the lender's records of the borrower
        ("numbers_tried", pa.int32()),  # of these, failed since the borrower was last reached
        ("numbers_invalid", pa.int32()),  # of these, out of service by the latest that is known
        ("last_reached", pa.date32()),
        ("last_tried", pa.date32()),
    ]
)
"""One row per borrower of the list: dates and counts, no values."""


class Records(Protocol):
    """What is on the usable records: MENTIONS, OBSERVATIONS (row numbers of the mentions) and EVENTS."""

    @property
    def mentions(self) -> pa.Table: ...

    @property
    def observations(self) -> pa.Table: ...

    @property
    def events(self) -> pa.Table: ...


def lost_contact(borrowers: pa.Array, records: Records, rules: Rules, as_of: date) -> pa.Table:
    """Return LOST for the borrowers (the lender's numbers), from what had happened by `as_of`.

    Own numbers are those on records with the borrower's number; without a usable record nothing is known, and nobody
    is lost. Where several rules apply a borrower is lost only if
    all of them say so; the row cites the one that denies it, else the first.
    """
    tally = _tally(borrowers, records, as_of)
    found = [(rule.id, *_judge(rule.reads, tally)) for rule in rules.of("lost")]
    denied = np.full(len(borrowers), -1)
    for place, (_, lost, _) in reversed(list(enumerate(found))):
        denied = np.where(lost, denied, place)
    which = np.maximum(denied, 0)
    reasons = np.array([reason for _, _, reason in found])
    names = np.array([name for name, _, _ in found])
    columns = {
        "borrower_id": borrowers,
        "lost": pa.array(denied < 0),
        "reason": pa.array(reasons[which, np.arange(len(borrowers))] if len(borrowers) else [], pa.string()),
        "rule": pa.array(names[which], pa.string()),
        **tally,
    }
    return pa.table([columns[name] for name in LOST.names], schema=LOST)


def listed_as_lost(found: pa.Table) -> pa.Array:
    """Return the borrowers whom the rule finds lost (LOST)."""
    return flat(found["borrower_id"]).filter(flat(found["lost"]))


def _judge(rule: Lost, tally: dict[str, pa.Array]) -> tuple[np.ndarray, np.ndarray]:
    """Return per borrower whether one rule says that contact is lost, and why."""
    count = {name: np.asarray(tally[name]) for name in ("numbers", "numbers_tried", "numbers_invalid", "failures")}
    known = truth(tally["known"])
    none = known & (count["numbers"] == 0)
    invalid = rule.numbers_invalid & known & ~none & (count["numbers_invalid"] == count["numbers"])
    failures = count["failures"] if rule.distinct_days else np.asarray(tally["all_failures"])
    failed = known & (failures >= rule.failures_in_a_row)
    if rule.all_points_tried:
        failed &= count["numbers_tried"] + count["numbers_invalid"] >= count["numbers"]
    reached = truth(pc.is_valid(tally["last_reached"]))
    why = np.where(reached, "reached", np.where(known, "too_few_tries", "no_record"))
    for holds, reason in ((failed, "failures_in_a_row"), (invalid, "numbers_invalid"), (none, "no_number")):
        why = np.where(holds, reason, why)
    return none | invalid | failed, why


def _tally(borrowers: pa.Array, records: Records, as_of: date) -> dict[str, pa.Array]:
    past = records.events.filter(pc.less_equal(flat(records.events["on"]), pa.scalar(as_of)))
    tries = _tries(borrowers, past)
    numbers = _numbers(borrowers, records)
    point = pc.binary_join_element_wise(pc.cast(numbers["borrower"], pa.string()), numbers["point"], SEPARATOR)
    failed = pc.binary_join_element_wise(pc.cast(tries["borrower"], pa.string()), tries["value"], SEPARATOR)
    tried = truth(pc.is_in(point, value_set=flat(failed)))
    invalid = truth(pc.is_in(flat(numbers["point"]), value_set=_out_of_service(past)))
    at, size = numbers["borrower"].to_numpy(), len(borrowers)
    own = records.mentions.filter(pc.equal(flat(records.mentions["role"]), SELF))
    days = tries.group_by(["borrower", "on"], use_threads=False).aggregate([])
    return {
        "known": pc.is_in(borrowers, value_set=flat(own["customer"])),
        "failures": _count(days["borrower"].to_numpy(), size),
        "all_failures": _count(tries["borrower"].to_numpy(), size),
        "numbers": _count(at, size),
        "numbers_tried": _count(at[tried & ~invalid], size),
        "numbers_invalid": _count(at[invalid], size),
        "last_reached": _last(borrowers, past, REACHED),
        "last_tried": _last(borrowers, past, (*REACHED, *FAILED, "delivered", "no_return")),
    }


def _tries(borrowers: pa.Array, past: pa.Table) -> pa.Table:
    """Return the failures of attempts since each borrower was last reached: borrower (position), value, on."""
    rows = past.filter(pc.and_(pc.equal(flat(past["kind"]), "outcome"), _own(past)))
    rows = rows.filter(pc.is_in(flat(rows["result"]), value_set=pa.array(FAILED)))
    borrower = pc.index_in(flat(rows["customer"]), value_set=borrowers)
    reached = _last(borrowers, past, REACHED).take(borrower)
    since = pc.fill_null(pc.greater(flat(rows["on"]), reached), True)
    table = pa.table({"borrower": borrower, "value": rows["value"], "on": rows["on"]})
    return table.filter(pc.and_(since, pc.is_valid(borrower))).combine_chunks()


def _last(borrowers: pa.Array, past: pa.Table, results: tuple[str, ...]) -> pa.Array:
    """Return per borrower the last day with one of these outcomes, null if there is none."""
    rows = past.filter(pc.and_(pc.is_in(flat(past["result"]), value_set=pa.array(results)), _own(past)))
    latest = rows.group_by("customer", use_threads=False).aggregate([("on", "max")])
    return flat(latest["on_max"]).take(pc.index_in(borrowers, value_set=flat(latest["customer"])))


def _own(events: pa.Table) -> pa.Array:
    """Attempts at the borrower; where the log does not say whose point it was, it is the borrower's."""
    return pc.not_equal(pc.fill_null(flat(events["party"]), "own"), "third_party")


def _numbers(borrowers: pa.Array, records: Records) -> pa.Table:
    """Return the own numbers on the records with a borrower's number: borrower (position), point, once each."""
    seen, mentions = records.observations, records.mentions
    mention = flat(seen["mention"])
    borrower = pc.index_in(flat(mentions["customer"]), value_set=borrowers).take(mention)
    own = pc.and_(pc.equal(flat(mentions["role"]).take(mention), SELF), pc.not_equal(flat(seen["usage"]), "work"))
    kept = pc.and_(pc.and_(own, pc.is_valid(borrower)), pc.equal(flat(seen["kind"]), "phone"))
    table = pa.table({"borrower": borrower, "point": seen["point"]}).filter(pc.fill_null(kept, False))
    return table.group_by(["borrower", "point"], use_threads=False).aggregate([]).combine_chunks()


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


def _count(positions: np.ndarray, size: int) -> pa.Array:
    return pa.array(np.bincount(positions.astype(np.int64), minlength=size).astype(np.int32))
