"""The ranked list: order within a borrower, advice, reasons, days and sources of every point."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.graph.scene import Flags, Floats, Ints, Scene, distinct, matches
from recontact.graph.settings import RankingSettings
from recontact.graph.steps import CODES, Steps
from recontact.schema import CONTACT_TYPES

CHANNEL = {"mobile": "voice", "landline": "voice", "email": "email", "im": "im", "address": "mail", "in_app": "in_app"}
"""The channel by which a type of point is first tried, for the worth of an attempt."""


def contacts(scene: Scene, steps: Steps, own: Floats, p_wrong: Floats, borrowers: pa.Table) -> pa.Table:
    """Return one row per borrower and point, by borrower and rank; `own` and `p_wrong` are per holding.

    What the borrower's own rows also give as another person's is not on the list, whatever else is known of it.

    Columns: borrower_id, identity, kind, type, point, value, probability, p_wrong, first_seen, last_seen, sources
    (independent), reasons (list of codes), party, hub, presumed_other, advised, rank, index (worth of an attempt),
    holding (row of the scene).
    """
    held = scene.holdings
    index = worth(scene.settings, held.type, own, p_wrong)
    hub = scene.people >= scene.settings.sharing.hub
    borrower, holding = _expand(borrowers, held.identity)
    named_other = scene.named_other[holding]
    borrower, holding = borrower[~named_other], holding[~named_other]
    name = np.asarray(pc.rank(borrowers["borrower_id"], tiebreaker="dense"))[borrower]
    order = np.lexsort((held.point[holding], -own[holding], -index[holding], hub[holding], name))
    borrower, holding, name = borrower[order], holding[order], name[order]
    shown = scene.graph.observations.select(["kind", "type", "point", "value"]).take(
        pa.array(held.observation[holding])
    )
    advised = advisable(scene.settings, held.type, own, p_wrong) & ~hub
    columns: dict[str, Any] = {
        "borrower_id": borrowers["borrower_id"].take(pa.array(borrower)),
        "identity": pa.array(held.identity[holding], pa.int32()),
        **{name: shown[name] for name in shown.column_names},
        "probability": own[holding],
        "p_wrong": p_wrong[holding],
        "first_seen": pa.array(held.first[holding], pa.int32()).cast(pa.date32()),
        "last_seen": pa.array(held.last[holding], pa.int32()).cast(pa.date32()),
        "sources": pa.array(independent_sources(scene)[holding], pa.int32()),
        "reasons": _reasons(steps, len(held)).take(pa.array(holding)),
        "party": pa.array(np.full(len(holding), "own"), pa.string()),
        "hub": hub[holding],
        "presumed_other": presumed_other(scene.settings, held.type, own, p_wrong)[holding],
        "advised": advised[holding],
        "rank": pa.array(ranks(name), pa.int32()),
        "index": index[holding],
        "holding": pa.array(holding, pa.int32()),
    }
    return pa.table(columns)


def listed_identities(borrowers: pa.Table) -> Ints:
    """Return the identities of the list, each once."""
    identities: Ints = distinct(np.asarray(borrowers["identity"].drop_null().to_numpy(), dtype=np.int32))
    return identities


def worth(settings: RankingSettings, type_: Ints, own: Floats, wrong: Floats) -> Floats:
    """Return (p_own · answers · value - p_wrong · harm) / cost of an attempt on the usual channel of each type."""
    channels = [settings.channels[CHANNEL[name]] for name in CONTACT_TYPES]
    answers, harm, cost = (
        np.array([getattr(channel, name) for channel in channels])[type_] for name in ("answers", "harm", "cost")
    )
    result: Floats = (own * answers * settings.value - wrong * harm) / cost
    return result


def advisable(settings: RankingSettings, type_: Ints, own: Floats, wrong: Floats) -> Flags:
    """Return whether an attempt is worth its harm, likely enough to reach the borrower, and in proportion to the chance
    that it reaches somebody else."""
    least = np.array([settings.channels[CHANNEL[name]].proportion for name in CONTACT_TYPES])[type_]
    result: Flags = (own >= settings.threshold) & (own >= least * wrong) & (worth(settings, type_, own, wrong) > 0)
    return result


def presumed_other(settings: RankingSettings, type_: Ints, own: Floats, wrong: Floats) -> Flags:
    """Return which points are presumed to be somebody else's until they are verified."""
    of = settings.presumed_other
    judged = np.array([name in of.types for name in CONTACT_TYPES])[type_]
    result: Flags = judged & (own < of.own) & (wrong > of.wrong)
    return result


def wrong_probability(scene: Scene, states: Floats) -> Floats:
    """Return the probability that a point reaches somebody else; a stranger's point may as well be dead."""
    alive = np.array([scene.settings.points[name].alive for name in CONTACT_TYPES])[scene.holdings.type]
    result: Floats = states[:, 4] + alive * states[:, 5]
    return result


def independent_sources(scene: Scene) -> Ints:
    """Return per holding how many independent sources name it; copies are not counted."""
    seen = scene.sightings
    own_word = seen.copied_from < 0
    size = int(seen.origin.max(initial=0)) + 1
    pair = distinct(seen.holding[own_word].astype(np.int64) * size + seen.origin[own_word])
    return np.bincount(pair // size, minlength=len(scene.holdings)).astype(np.int32)


def _expand(borrowers: pa.Table, identity: Ints) -> tuple[Any, Any]:
    """All pairs (row of `borrowers`, listed holding) of one identity: two borrowers may be one person."""
    known = np.flatnonzero(np.asarray(pc.is_valid(borrowers["identity"]), dtype=np.bool_))
    wanted = np.asarray(borrowers["identity"].drop_null().to_numpy(), dtype=np.int32)
    row, holding = matches(identity, wanted)
    return known[row], holding


def ranks(names: Any) -> Ints:
    """Return the place within each run of equal names, from 1."""
    new = np.ones(len(names), dtype=np.bool_)
    new[1:] = names[1:] != names[:-1]
    begin = np.flatnonzero(new)
    return (np.arange(len(names)) - np.repeat(begin, np.diff(np.append(begin, len(names)))) + 1).astype(np.int32)


def _reasons(steps: Steps, holdings: int) -> pa.Array:
    """Distinct codes per holding, in the order of CODES."""
    pair = distinct(steps.holding.astype(np.int64) * len(CODES) + steps.code)
    offsets = np.searchsorted(pair // len(CODES), np.arange(holdings + 1)).astype(np.int32)
    words = pa.array(CODES).take(pa.array(pair % len(CODES)))
    return pa.ListArray.from_arrays(pa.array(offsets), words)
