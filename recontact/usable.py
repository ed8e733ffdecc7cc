"""What the sources say, cleaned; and what of it may be used: the two stages before anybody is linked."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.intake import Intake
from recontact.points.clean import Facts, clean_values
from recontact.points.event import clean_events
from recontact.points.person import observations, persons
from recontact.policy.coverage import allows, coverage
from recontact.policy.sighting import named_points
from recontact.policy.suppression import same_person
from recontact.policy.use import Use, permit_age, permit_category, permit_use
from recontact.schema import KINDS
from recontact.subject.apply import Suppressed, corrected, suppressed, unsuppressed_events
from recontact.subject.register import Register


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What the sources say, cleaned: facts of the intake's mentions, events with canonical points, all rejects."""

    facts: Facts
    events: pa.Table
    rejects: pa.Table
    corrected: int = 0
    """Facts that their subjects had corrected."""


@dataclass(frozen=True, slots=True)
class Usable:
    """The mentions that may be used, and what they say; `refused` has the rule per mention of the intake."""

    mentions: pa.Table
    persons: pa.Table
    observations: pa.Table
    events: pa.Table
    refused: pa.Array
    refused_values: pa.Table
    """source, kind, rule, count of values whose kind may not be used."""
    named: pa.Table
    """Points that some row, usable or not, gives as another person's; see `policy.sighting.named_points`."""
    unwilling: pa.Table
    """PERSONS of the subjects who said never: for nothing but leaving them alone."""
    covered: pa.Table
    """COVERAGE, row by row with the mentions: what their bases allow."""


def normalise(intake: Intake, regions: tuple[str, ...], register: Register | None = None) -> Cleaned:
    """Clean every value and every event's point; with a subject register, as the subjects had them corrected."""
    facts, rejected = clean_values(intake.values, intake.mentions, regions=regions)
    events, unusable = clean_events(intake.events, regions=regions)
    changed = 0
    if register:
        facts, changed = corrected(intake.mentions, facts, register, regions)
        events = unsuppressed_events(events, register)
    order = [(name, "ascending") for name in ("source", "row", "field", "kind", "reason")]
    rejects = pa.concat_tables([intake.rejects, rejected, unusable]).sort_by(order)
    return Cleaned(facts, events, rejects, changed)


def permit(intake: Intake, cleaned: Cleaned, use: Use, register: Register | None = None) -> Usable:
    """Keep what may be used: of permitted kinds, of mentions with a basis, of adults. Linking is itself a use.

    Whom the subject register suppresses said never, and their points come in nowhere.
    """
    gone = suppressed(intake.mentions, cleaned.facts, register) if register else None
    covered = coverage(intake.mentions, intake.bases, use.purpose, use.words, use.as_of)
    facts, refused_values = _permitted_facts(intake, cleaned.facts, use, covered, gone)
    everyone = persons(intake.mentions, facts)
    protected = _protected(intake, cleaned.facts)
    full = pc.fill_null(pc.invert(pc.match_substring(protected["id"], "*")), False)
    ids = pa.table(
        {
            "mention": pa.array(np.flatnonzero(full.to_numpy()), pa.int32()),
            "value": protected["id"].filter(full),
        }
    )
    refused = permit_use(intake.mentions, intake.bases, intake.sources, use, ids)
    if gone:
        never = pa.array(same_person(gone.mentions, ids))
        refused = pc.if_else(never, use.rules.naming("do_not_contact"), refused)
    refused = pc.coalesce(refused, permit_age(protected["born"].combine_chunks(), use))
    allowed = pc.is_null(refused)
    said_never = pc.fill_null(pc.equal(refused, use.rules.naming("do_not_contact")), False)
    unwilling = everyone.filter(pc.and_(said_never, pc.equal(intake.mentions["role"], "self")))
    kept = np.flatnonzero(allowed.to_numpy(zero_copy_only=False))
    place = np.full(intake.mentions.num_rows, -1, np.int32)
    place[kept] = np.arange(len(kept), dtype=np.int32)
    seen = observations(facts)
    named = named_points(observations(cleaned.facts), intake.mentions)
    mine = pa.array(place[seen["mention"].to_numpy()])
    seen = seen.set_column(0, "mention", mine).filter(pc.greater_equal(mine, 0))
    return Usable(
        intake.mentions.filter(allowed).combine_chunks(),
        everyone.filter(allowed).combine_chunks(),
        seen.combine_chunks(),
        cleaned.events,
        refused,
        refused_values,
        named,
        unwilling.combine_chunks(),
        covered.filter(allowed).combine_chunks(),
    )


def _protected(intake: Intake, facts: Facts) -> pa.Table:
    """Return PERSONS with identity number and birth date, of kinds that may not be used as well.

    They serve nothing but to find who said never, under whatever number, and who is a minor.
    """
    telling = pc.is_in(facts.table["kind"], value_set=pa.array(["id", "born"]))
    return persons(intake.mentions, Facts(facts.table.filter(telling), facts.cleaned))


def _permitted_facts(
    intake: Intake, facts: Facts, use: Use, covered: pa.Table, gone: Suppressed | None
) -> tuple[Facts, pa.Table]:
    """Return the facts of permitted kinds, and the others counted by source, kind and rule."""
    source = intake.mentions["source"].take(facts.table["mention"]).combine_chunks()
    kind = facts.table["kind"].combine_chunks()
    said = covered["categories"].to_numpy()[facts.table["mention"].to_numpy()]
    rule = permit_category(source, kind, intake.sources, use.rules)
    rule = pc.coalesce(rule, pc.if_else(allows(said, kind, KINDS), None, use.rules.naming("category")))
    if gone:
        rule = pc.coalesce(rule, pc.if_else(pa.array(gone.facts), use.rules.naming("stop"), None))
    held = pa.table({"source": source, "kind": kind, "rule": rule}).filter(pc.is_valid(rule))
    counted = held.group_by(["source", "kind", "rule"], use_threads=False).aggregate([([], "count_all")])
    counted = counted.rename_columns(["source", "kind", "rule", "count"])
    return Facts(facts.table.filter(pc.is_null(rule)), facts.cleaned), counted.sort_by(
        [("source", "ascending"), ("kind", "ascending"), ("rule", "ascending")]
    )
