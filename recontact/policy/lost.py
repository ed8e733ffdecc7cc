"""Who is lost by the rule of a place: computed per borrower from checks and attempts, with the reason."""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.policy.act_rule import Lost
from recontact.policy.jurisdiction import Rules
from recontact.policy.subject import flat, truth
from recontact.policy.tried import OTHERS, Records, tried

REASONS = ("numbers_invalid", "failures_in_a_row", "no_number", "reached", "too_few_tries", "no_record")
"""Why a borrower is lost (the first three), or why not."""

LOST = pa.schema(
    [
        ("borrower_id", pa.string()),
        ("lost", pa.bool_()),
        ("reason", pa.string()),  # see REASONS
        ("rule", pa.string()),  # the rule by which it was decided: the strictest of those that apply
        ("failures", pa.int32()),  # since the borrower was last reached; those of one day once
        ("numbers", pa.int32()),  # own numbers on the usable records of the person
        ("numbers_tried", pa.int32()),  # of these, failed since the borrower was last reached
        ("numbers_invalid", pa.int32()),  # of these, out of service by the latest that is known
        ("others", pa.int32()),  # own points of other kinds, as far as the rule asks for them
        ("others_tried", pa.int32()),  # of these, failed since the borrower was last reached
        ("last_reached", pa.date32()),
        ("last_tried", pa.date32()),
    ]
)
"""One row per borrower of the list: dates and counts, no values."""


def lost_contact(
    borrowers: pa.Array, records: Records, rules: Rules, as_of: date, *, identity: np.ndarray | None = None
) -> pa.Table:
    """Return LOST for the borrowers (the lender's numbers), from what had happened by `as_of`.

    Counted is what is known of the person: on all records with the borrower's number and, with `identity` (of each
    mention), on those linked with them, and what was tried under any of that person's numbers. Without a usable record
    nothing is known, and nobody is lost. Where several rules apply a borrower is lost only if all of them say so; the
    row cites the one that denies it, else the first.
    """
    asked = rules.of("lost")
    tally = tried(borrowers, records, as_of, identity, {kind for rule in asked for kind in rule.reads.also_tried})
    found = [(rule.id, *_judge(rule.reads, tally)) for rule in asked]
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
        "others": _total(tally, ""),
        "others_tried": _total(tally, "_tried"),
    }
    return pa.table([columns[name] for name in LOST.names], schema=LOST)


def listed_as_lost(found: pa.Table) -> pa.Array:
    """Return the borrowers whom the rule finds lost (LOST)."""
    return flat(found["borrower_id"]).filter(flat(found["lost"]))


def _total(tally: dict[str, pa.Array], ending: str) -> pa.Array:
    """Return the points of other kinds together."""
    parts = [np.asarray(tally[f"{kind}{ending}"]) for kind in OTHERS if kind in tally]
    return pa.array(np.sum(parts, axis=0) if parts else np.zeros(len(tally["known"])), pa.int32())


def _judge(rule: Lost, tally: dict[str, pa.Array]) -> tuple[np.ndarray, np.ndarray]:
    """Return per borrower whether one rule says that contact is lost, and why."""
    count = {name: np.asarray(tally[name]) for name in tally if name not in ("known", "last_reached", "last_tried")}
    known = truth(tally["known"])
    none = known & (count["numbers"] == 0)
    invalid = rule.numbers_invalid & known & ~none & (count["numbers_invalid"] == count["numbers"])
    failures = count["failures"] if rule.distinct_days else np.asarray(tally["all_failures"])
    failed = known & (failures >= rule.failures_in_a_row)
    if rule.all_points_tried:
        failed &= count["numbers_tried"] + count["numbers_invalid"] >= count["numbers"]
    for kind in rule.also_tried:
        failed &= count[f"{kind}_tried"] >= count[kind]
    reached = truth(pc.is_valid(tally["last_reached"]))
    why = np.where(reached, "reached", np.where(known, "too_few_tries", "no_record"))
    for holds, reason in ((failed, "failures_in_a_row"), (invalid, "numbers_invalid"), (none, "no_number")):
        why = np.where(holds, reason, why)
    return none | invalid | failed, why
