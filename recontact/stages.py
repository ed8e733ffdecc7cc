"""The stages of a run from usable mentions on, as functions from tables to tables: link, rank, may it be shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.borrowers import anchor_rows, identities_by_attempts, identities_of
from recontact.graph.ageing import Decay
from recontact.graph.contact_graph import ContactGraph, names_of, one_chunk
from recontact.graph.learned import Learned
from recontact.graph.rank import Ranking, rank
from recontact.graph.settings import RankingSettings
from recontact.graph.third_parties import third_parties
from recontact.graph.whole_address import whole_addresses
from recontact.intake import Intake
from recontact.judgement import Judgements
from recontact.linkage.grounds import grounds
from recontact.linkage.identity import belief_of, identity_ids
from recontact.linkage.link import Linkage, link
from recontact.linkage.model import Model
from recontact.policy.revived import unadvised
from recontact.policy.show import permit_show
from recontact.policy.sighting import Links, Sightings
from recontact.policy.stop import Stops, stops
from recontact.policy.use import Use
from recontact.release import Release, Released
from recontact.schema import Source
from recontact.usable import Usable

Step = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Linked:
    """Who is who among the usable mentions: identity (-1 for other people in a row) and belief per mention."""

    linkage: Linkage
    subjects: np.ndarray
    """Rows of the mentions that `linkage` speaks of, in its order."""
    identity: np.ndarray
    identity_id: pa.Array
    belief: np.ndarray
    borrowers: pa.Table
    """borrower_id, identity (null if no usable record has the number), default_date."""
    anchors: pa.Table
    """borrower_id, mention, fact: the rows of that identity by which the list knows the borrower, and by what."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The candidates before the policy is asked, and what explains them."""

    graph: ContactGraph
    ranking: Ranking
    third_parties: pa.Table


def link_persons(
    usable: Usable,
    lost: pa.Table,
    model: Model,
    *,
    threads: int,
    step: Step | None,
    judged: Judgements | None = None,
    memory: int | None = None,
) -> Linked:
    """Link the rows' own subjects; other people in a row stay by themselves (docs/decisions/0001).

    What people have `judged` beats every weight. `memory`: bytes that the process may hold.
    """
    subjects, people = subjects_of(usable)
    decided = judged.table(people) if judged else None
    found = link(people, model, threads=threads, progress=step, judgements=decided, memory=memory)
    identity = np.full(usable.mentions.num_rows, -1, np.int32)
    identity[subjects] = found.identity
    borrowers = _identified(lost, usable, identity)
    known = anchor_rows(lost, borrowers, usable, identity)
    anchors = np.zeros(len(identity), bool)
    anchors[known["mention"].to_numpy()] = True
    belief = np.ones(len(identity))
    anchored = np.isin(found.identity, found.identity[anchors[subjects]])
    chained = belief_of(found.links, found.identity, anchors[subjects])
    belief[subjects] = np.where(anchored, chained, found.belief)
    alone = identity.max(initial=-1) + 1 + np.arange(len(identity))
    ids = identity_ids(usable.persons, np.where(identity >= 0, identity, alone))
    return Linked(found, subjects, identity, ids, belief, borrowers, known)


def subjects_of(usable: Usable) -> tuple[np.ndarray, pa.Table]:
    """Return which mentions are of a row's own subject, and those persons (PERSONS): whom a run links."""
    subjects = np.flatnonzero(pc.equal(usable.mentions["role"], "self").to_numpy())
    return subjects, usable.persons.take(subjects).combine_chunks()


def _identified(lost: pa.Table, usable: Usable, identity: np.ndarray) -> pa.Table:
    """Return the list with each borrower's identity, by number, else by name and a point of an attempt; no names."""
    by_number = identities_of(lost, usable.mentions, identity)
    by_attempts = identities_by_attempts(lost, usable.persons, usable.observations, usable.events, identity)
    return lost.drop_columns(["name"]).append_column("identity", pc.coalesce(by_number, by_attempts))


def unwilling_borrowers(usable: Usable, linked: Linked, *, threads: int) -> pa.Array:
    """Return the listed borrowers who said never under another number or name: linked with those who did.

    Their records are compared for nothing else; the identities of the run do not depend on them.
    """
    if not usable.unwilling.num_rows:
        return pa.array([], pa.string())
    listed = linked.subjects[np.isin(linked.linkage.identity, linked.borrowers["identity"].drop_null().to_numpy())]
    people = pa.concat_tables([usable.persons.take(listed), usable.unwilling]).combine_chunks()
    found = link(people, linked.linkage.model, threads=threads)
    never = np.unique(found.identity[len(listed) :])
    rows = listed[np.isin(found.identity[: len(listed)], never)]
    theirs = pc.is_in(linked.borrowers["identity"], pa.array(np.unique(linked.identity[rows]), pa.int32()))
    return linked.borrowers["borrower_id"].filter(theirs).combine_chunks()


def with_whole_addresses(usable: Usable, linked: Linked, intake: Intake) -> Usable:
    """Return the mentions with what is only known of linked ones: which dwelling an incomplete address means."""
    addresses = usable.named.filter(pc.equal(usable.named["kind"], "address"))
    graph = graph_of(usable, linked.identity, linked.belief, intake.sources)
    observations, events = whole_addresses(graph, one_chunk(addresses["point"]))
    return replace(usable, observations=observations, events=events)


def rank_points(
    usable: Usable,
    linked: Linked,
    intake: Intake,
    settings: RankingSettings,
    decay: Decay | None,
    learned: Learned | None = None,
) -> Ranked:
    """Rank every point of every listed borrower; without a given `decay` it is learned from this population."""
    from recontact.graph.decay import learn
    from recontact.graph.reissue import reissued

    graph = graph_of(usable, linked.identity, linked.belief, intake.sources)
    if decay is None:
        decay = learn(graph, linked.borrowers, settings, as_of=intake.as_of)
        decay = decay.issued_again(reissued(graph, linked.borrowers, settings, as_of=intake.as_of, decay=decay))
    ranking = rank(graph, linked.borrowers, settings, as_of=intake.as_of, decay=decay, learned=learned)
    others = third_parties(graph, linked.borrowers, settings, as_of=intake.as_of, decay=decay)
    return Ranked(graph, ranking, others)


def graph_of(usable: Usable, identity: np.ndarray, belief: np.ndarray, sources: Mapping[str, Source]) -> ContactGraph:
    """Return the graph's columns for the usable mentions."""
    return ContactGraph(
        mentions=usable.mentions,
        observations=usable.observations,
        events=usable.events,
        persons=names_of(usable.persons),
        identity=identity,
        belief=belief,
        sources=sources,
    )


def stopped(usable: Usable, linked: Linked, intake: Intake, *, threads: int) -> Stops:
    """Return the points and borrowers that are out of bounds because somebody said stop."""
    halted = stops(usable.events, intake.bases, usable.mentions, usable.observations, intake.as_of)
    never = unwilling_borrowers(usable, linked, threads=threads)
    return replace(halted, borrowers=pc.unique(pa.concat_arrays([halted.borrowers, never])))


def release_points(
    candidates: pa.Table, usable: Usable, linked: Linked, intake: Intake, halted: Stops, use: Use, release: Release
) -> Released:
    """Ask of every candidate whether it may be shown, and let it out through the one door."""
    links = linked.linkage.links
    left, right = (linked.subjects[links[side].to_numpy()] for side in ("left", "right"))
    sightings = Sightings(
        usable.observations,
        usable.mentions,
        linked.identity,
        intake.sources,
        usable.named,
        Links(left, right, grounds(links, linked.linkage.model), linked.anchors),
        usable.covered["channels"].to_numpy(),
    )
    named = {"type": "contact_type", "value": "contact_value_normalised"}
    rows = candidates.rename_columns([named.get(name, name) for name in candidates.column_names])
    rows = unadvised(rows, usable.events, use.rules, pa.scalar(intake.as_of))
    return release.export(rows, permit_show(rows, sightings, halted, use))
