"""Ranks the contact points of listed borrowers: does it still reach them, does it reach somebody else, which first."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.graph.ageing import Decay, habit_prior, opening, rates
from recontact.graph.build import build
from recontact.graph.contact_graph import ContactGraph, whole_days
from recontact.graph.evidence import EVIDENCE
from recontact.graph.home import of_the_home
from recontact.graph.learned import Learned, corrected
from recontact.graph.listing import contacts, listed_identities, wrong_probability
from recontact.graph.one_at_a_time import beside_the_others
from recontact.graph.scene import Floats, Ints, Scene
from recontact.graph.settings import RankingSettings
from recontact.graph.steps import Steps, in_order


@dataclass(frozen=True, slots=True)
class Belief:
    """What the filter leaves per holding."""

    states: Floats
    """(holdings, 6): the six states, habits mixed, the person's other points of the type told."""
    alone: Floats
    """(holdings): P(own) before the person's other points of the type are told."""
    by_habit: Floats
    """(holdings, habits, 6)."""
    habit: Floats
    """(holdings, habits): weights of the habits of the holding's identity, all its points told."""
    total: Floats
    """(holdings, habits): log-likelihood of the holding's own steps."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranked points and what explains them."""

    contacts: pa.Table
    """One row per borrower and point, best first; columns in `listing.contacts`."""
    scene: Scene = field(repr=False)
    steps: Steps = field(repr=False)
    belief: Belief = field(repr=False)
    own: Floats = field(repr=False)
    """Per holding: the probability that it reaches the borrower, with what was learned."""
    default_day: Ints = field(repr=False)
    decay: Decay = field(repr=False)
    learned: Learned = field(repr=False)


def rank(
    graph: ContactGraph,
    borrowers: pa.Table,
    settings: RankingSettings,
    *,
    as_of: date,
    decay: Decay | None = None,
    learned: Learned | None = None,
) -> Ranking:
    """Return the ranked points of `borrowers` (borrower_id, identity; default_date if known) on the day `as_of`.

    `decay` is what was learned of ageing, `learned` what outcomes taught; none: the settings alone. Borrowers without
    an identity have no rows. The result does not depend on the order of any input's rows.
    """
    decay, learned = decay or Decay(), learned or Learned()
    scene = build(graph, listed_identities(borrowers), settings, as_of=as_of, decay=decay)
    told = [evidence(scene) for evidence in EVIDENCE]
    steps = in_order([*told, of_the_home(scene, told)])
    default_day = default_days(borrowers, int(graph.identity.max(initial=0)) + 1)[scene.holdings.identity]
    belief = believe(scene, steps, default_day, decay)
    own = corrected(learned, scene, steps, belief.states[:, 0])
    rest = (1.0 - own) / np.maximum(1.0 - belief.states[:, 0], 1e-12)
    table = contacts(scene, steps, own, wrong_probability(scene, belief.states) * rest, borrowers)
    return Ranking(table, scene, steps, belief, own, default_day, decay, learned)


def believe(scene: Scene, steps: Steps, default_day: Ints, decay: Decay) -> Belief:
    """Run the filter over all holdings, mix it over the habits that each person's points speak for together, and judge
    points of one type beside one another."""
    from recontact.graph.filter import forward

    settings, held = scene.settings, scene.holdings
    start = np.searchsorted(steps.holding, np.arange(len(held) + 1)).astype(np.int64)
    by_habit, total = forward(
        start,
        held.type,
        default_day,
        steps.day,
        steps.loglik,
        rates(settings, decay),
        opening(settings),
        scene.as_of,
        settings.default_days,
    )
    habit = habit_weights(habit_prior(settings, decay.tilt), held.identity, total)
    states = np.einsum("nh,nhs->ns", habit, by_habit)
    alone = states[:, 0].copy()
    own = beside_the_others(scene, alone)
    states[:, 1:] *= ((1.0 - own) / np.maximum(1.0 - alone, 1e-12))[:, None]
    states[:, 0] = own
    return Belief(states, alone, by_habit, habit, total)


def habit_weights(prior: Floats, identity: Ints, total: Floats) -> Floats:
    """Return per holding the habits of its person: prior times the likelihood of all the person's points."""
    _, place = np.unique(identity, return_inverse=True)
    logs = np.zeros((int(place.max(initial=-1)) + 1, total.shape[1]))
    np.add.at(logs, place, total)
    logs += np.log(prior)
    logs -= logs.max(axis=1, keepdims=True, initial=-np.inf)
    weights = np.exp(logs)
    result: Floats = (weights / weights.sum(axis=1, keepdims=True))[place]
    return result


def default_days(borrowers: pa.Table, identities: int) -> Ints:
    """Return the earliest default per identity, -1 if none is known."""
    days = np.full(identities, 1 << 30, dtype=np.int32)
    if "default_date" in borrowers.column_names:
        known = borrowers.filter(pc.is_valid(borrowers["identity"]))
        np.minimum.at(days, np.asarray(known["identity"]), whole_days(known["default_date"], 1 << 30))
    return np.where(days == 1 << 30, -1, days).astype(np.int32)
