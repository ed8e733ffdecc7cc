"""How fast points age in the population at hand: learned from how the agreement of sources falls with time."""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.graph.ageing import Decay, habit_prior, hazards
from recontact.graph.build import build
from recontact.graph.contact_graph import ContactGraph, codes, one_chunk
from recontact.graph.listing import listed_identities
from recontact.graph.rank import default_days
from recontact.graph.scene import Flags, Floats, Ints, Scene
from recontact.graph.settings import RankingSettings
from recontact.schema import CONTACT_TYPES

_YEAR = 365.25
_BIN = 30
_FACTORS = 61
_TILTS = 17
_LEVELS = np.linspace(0.2, 0.99, 40)
_SURE = 0.5
"""Only sightings whose usage and source make the value more likely right than not take part."""


def learn(graph: ContactGraph, borrowers: pa.Table, settings: RankingSettings, *, as_of: date) -> Decay:
    """Fit P(two independent records agree | years between them) = level · S(years) per contact type.

    S is the survival under the habits and hazards of the settings: every type has a factor on its hazards, all types
    share a tilt of the habits; both have a normal prior on their logarithm (agreement against time: Dong,
    Berti-Equille, Srivastava 2009). Only records that hang together without the value compared are used: by a full
    identity number or the lender's own number.
    """
    scene = build(graph, listed_identities(borrowers), settings, as_of=as_of)
    day = default_days(borrowers, int(graph.identity.max(initial=0)) + 1)
    pairs = {name: _pairs(scene, CONTACT_TYPES.index(name), day) for name in settings.decay.types}
    enough = {name: pair for name, pair in pairs.items() if len(pair[0]) >= settings.decay.pairs}
    tilts = np.linspace(*settings.decay.tilt_bounds, _TILTS)
    fits = [{name: _fit(pair, name, float(tilt), settings) for name, pair in enough.items()} for tilt in tilts]
    scores = [sum(fit[2] for fit in fits_.values()) for fits_ in fits]
    scores = [score - 0.5 * (tilt / settings.decay.tilt_spread) ** 2 for score, tilt in zip(scores, tilts, strict=True)]
    best = int(np.argmax(scores))
    factors = {name: fit[0] for name, fit in fits[best].items()}
    factors |= {name: factors[model] for name, model in settings.decay.follows.items() if model in factors}
    return Decay(
        factors=factors,
        tilt=float(tilts[best]) if enough else 0.0,
        copy_lag=_copy_lags(scene),
        pairs={name: len(pair[0]) for name, pair in pairs.items()},
        level={name: fit[1] for name, fit in fits[best].items()},
    )


def _copy_lags(scene: Scene) -> dict[str, float]:
    """Days to take off the values of a deriving source that have no original here: the share of its values that are
    copies, times the age of these originals on the day that the copy shows. One of each is presumed beforehand."""
    seen = scene.sightings
    sources = scene.graph.mentions["source"]
    is_copy = seen.copied_from >= 0
    lags = {}
    for code in np.unique(seen.source[is_copy]):
        mine = seen.source == code
        copies = np.flatnonzero(mine & is_copy)
        age = (seen.shown[copies] - seen.day[copies]).mean()
        share = (len(copies) + 1) / (mine.sum() + 2)
        lags[sources[int(seen.mention[copies[0]])].as_py()] = float(share * age)
    return lags


def _pairs(scene: Scene, code: int, default_day: Ints) -> tuple[Floats, Flags, Floats]:
    """Years between two sightings of one person's points of one type from independent sources, whether they agree, and
    the weight of the pair: all pairs of one person together weigh one, since they are not independent.

    The time within the raised hazard after a default counts as many times as the hazard is raised."""
    seen, held = scene.sightings, scene.holdings
    certain = _certain(scene.graph)[seen.mention]
    fits = held.listed[seen.holding] & (held.type[seen.holding] == code) & (seen.copied_from < 0)
    rows = np.flatnonzero(fits & certain & (seen.strength > _SURE))
    identity = held.identity[seen.holding[rows]]
    order = np.lexsort((seen.day[rows], identity))
    rows, identity = rows[order], identity[order]
    left, right = each_with_later(identity)
    left, right = rows[left], rows[right]
    independent = seen.origin[left] != seen.origin[right]
    left, right = left[independent], right[independent]
    person = held.identity[seen.holding[left]]
    factor = scene.settings.points[CONTACT_TYPES[code]].default_factor
    default = default_day[person].astype(np.int64)
    raised = np.minimum(seen.day[right], default + scene.settings.default_days) - np.maximum(seen.day[left], default)
    raised = np.where(default >= 0, np.maximum(raised, 0), 0)
    years = (seen.day[right] - seen.day[left] + (factor - 1.0) * raised) / _YEAR
    same = held.point[seen.holding[left]] == held.point[seen.holding[right]]
    return years, same, 1.0 / np.maximum(np.bincount(person)[person], 1) if len(person) else years


def each_with_later(identity: Ints) -> tuple[Ints, Ints]:
    """Return all pairs of rows of one identity, which is sorted; at most 50 later rows for each."""
    lefts, rights = [], []
    for ahead in range(1, 51):
        left = np.flatnonzero(identity[ahead:] == identity[:-ahead])
        if not len(left):
            break
        lefts.append(left)
        rights.append(left + ahead)
    if not lefts:
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32)
    return np.concatenate(lefts), np.concatenate(rights)


def _fit(
    pairs: tuple[Floats, Flags, Floats], name: str, tilt: float, settings: RankingSettings
) -> tuple[float, float, float]:
    """Most probable factor and level on a fine grid, and their score; the pairs are counted by gap first."""
    years, same, weight = pairs
    bins = (years * _YEAR / _BIN).astype(np.int64)
    total = np.bincount(bins, weights=weight)
    agree = np.bincount(bins, weights=same * weight, minlength=len(total))
    gap = (np.arange(len(total)) + 0.5) * _BIN / _YEAR
    low, high = settings.decay.factor_bounds
    factors = np.exp(np.linspace(np.log(low), np.log(high), _FACTORS))
    losses = factors[:, None, None] * hazards(settings, name) * gap[:, None]
    chance = np.clip(_LEVELS[:, None, None] * (np.exp(-losses) @ habit_prior(settings, tilt)), 1e-6, 1.0 - 1e-6)
    score = (agree * np.log(chance) + (total - agree) * np.log1p(-chance)).sum(axis=2)
    score -= 0.5 * (np.log(factors) / settings.decay.factor_spread) ** 2
    level, factor = np.unravel_index(int(np.argmax(score)), score.shape)
    return float(factors[factor]), float(_LEVELS[level]), float(score[level, factor])


def _certain(graph: ContactGraph) -> Flags:
    """Mentions that belong to their identity without doubt: by the identity's own full number, or the lender's."""
    certain = np.array(pc.is_valid(graph.mentions["customer"]), dtype=np.bool_)
    full = pc.fill_null(pc.invert(pc.match_substring(graph.persons["id"], "*")), False)
    persons = graph.persons.select(["mention", "id"]).filter(full)
    mention = np.asarray(persons["mention"].to_numpy(), dtype=np.int64)
    words = persons["id"].unique().sort()
    number = codes(one_chunk(persons["id"]), one_chunk(words)).astype(np.int64)
    pair = graph.identity[mention].astype(np.int64) * (len(words) + 1) + number
    distinct, place, count = np.unique(pair, return_inverse=True, return_counts=True)
    most = np.zeros(int(graph.identity.max(initial=0)) + 2, dtype=np.int64)
    np.maximum.at(most, distinct // (len(words) + 1), count)
    certain[mention] |= count[place] == most[graph.identity[mention]]
    return certain & (graph.identity >= 0)
