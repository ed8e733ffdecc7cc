"""Builds the scene: who holds which point, since when, by whose word, and what happened there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.graph.ageing import Decay
from recontact.graph.contact_graph import ContactGraph, codes, one_chunk, point_keys, whole_days
from recontact.graph.copies import copied_from, origins
from recontact.graph.crowd import crowd
from recontact.graph.happenings import happenings
from recontact.graph.learned import kinds_of
from recontact.graph.scene import Flags, Floats, Holdings, Ints, Scene, Sightings
from recontact.graph.settings import RankingSettings
from recontact.schema import CONTACT_KINDS, CONTACT_TYPES, USAGES, Source

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Observations with what their mention says, and the points as numbers."""

    dictionary: pa.Array
    point: Ints
    type: Ints
    usage: Ints
    mention: Ints
    identity: Ints
    own: Flags
    shown: Ints


def build(
    graph: ContactGraph, listed: Ints, settings: RankingSettings, *, as_of: date, decay: Decay | None = None
) -> Scene:
    """Return the scene of the identities `listed` on the day `as_of`; what is dated later is not looked at."""
    copy_lag = (decay or Decay()).copy_lag
    today = (as_of - _EPOCH).days
    rows = _rows(graph, settings, today)
    wanted = np.zeros(len(rows.dictionary), dtype=np.bool_)
    is_listed = np.zeros(int(graph.identity.max(initial=0)) + 2, dtype=np.bool_)
    is_listed[listed] = True
    wanted[rows.point[rows.own & is_listed[rows.identity]]] = True
    chosen = np.flatnonzero(rows.own & wanted[rows.point])
    pair = rows.identity[chosen].astype(np.int64) * len(rows.dictionary) + rows.point[chosen]
    distinct, holding = np.unique(pair, return_inverse=True)
    sightings = _sightings(graph, settings, rows, (chosen, holding), copy_lag)
    holdings = _holdings(graph, rows, distinct, sightings, is_listed)
    others = crowd(holdings, settings)
    after = np.maximum(others.following, 0)
    return Scene(
        graph=graph,
        settings=settings,
        as_of=today,
        holdings=holdings,
        sightings=sightings,
        happenings=happenings(graph, rows.dictionary, holdings, today),
        workplace=_is_workplace(rows)[holdings.point],
        named_other=_named_other(graph, rows, holdings),
        people=others.people,
        kin=others.kin,
        later_day=np.where(others.following >= 0, holdings.first[after], -1).astype(np.int32),
        later_trust=np.where(others.following >= 0, holdings.trust[after], 0.0),
        later_kin=others.following_kin,
    )


def _rows(graph: ContactGraph, settings: RankingSettings, today: int) -> _Rows:
    mention = np.asarray(graph.observations["mention"].to_numpy(), dtype=np.int32)
    keys = one_chunk(point_keys(graph.observations["kind"], graph.observations["point"]))
    dictionary = pc.unique(keys)
    dictionary = dictionary.take(pc.sort_indices(dictionary))
    subject = np.asarray(pc.equal(graph.mentions["role"], "self").to_numpy(zero_copy_only=False), dtype=np.bool_)
    identity = graph.identity[mention].astype(np.int32)
    usage = codes(graph.observations["usage"], pa.array(USAGES))
    shown = whole_days(graph.mentions["seen"], today - settings.undated_days)[mention]
    return _Rows(
        dictionary=dictionary,
        point=codes(keys, dictionary),
        type=_types(graph, usage),
        usage=usage,
        mention=mention,
        identity=identity,
        own=subject[mention] & (identity >= 0) & (usage != USAGES.index("work")) & (shown <= today),
        shown=shown,
    )


def _types(graph: ContactGraph, usage: Ints) -> Ints:
    """Types by which points age: a telephone of the home goes with the home, whatever its numbering plan calls it."""
    home = (usage == USAGES.index("home")) & np.asarray(pc.equal(graph.observations["kind"], "phone"))
    types = codes(graph.observations["type"], pa.array(CONTACT_TYPES))
    return np.where(home, CONTACT_TYPES.index("landline"), types).astype(np.int32)


def _holdings(graph: ContactGraph, rows: _Rows, distinct: Any, sightings: Sightings, is_listed: Flags) -> Holdings:
    """`distinct` are the pairs identity · points + point."""
    identity = (distinct // max(len(rows.dictionary), 1)).astype(np.int32)
    n = len(distinct)
    own_word = sightings.copied_from < 0
    latest = np.lexsort((sightings.observation, sightings.shown, sightings.holding))
    last_row = latest[np.searchsorted(sightings.holding[latest], np.arange(n), side="right") - 1]
    observation = sightings.observation[last_row]
    trust = sightings.trust[np.searchsorted(sightings.holding, np.arange(n), side="right") - 1]
    return Holdings(
        identity=identity,
        point=(distinct % max(len(rows.dictionary), 1)).astype(np.int32),
        type=rows.type[observation],
        listed=is_listed[identity],
        value_first=_extreme(np.minimum, sightings.holding[own_word], sightings.day[own_word], n),
        value_last=_extreme(np.maximum, sightings.holding[own_word], sightings.day[own_word], n),
        since=_since(graph, sightings, n),
        first=_extreme(np.minimum, sightings.holding[own_word], sightings.shown[own_word], n),
        last=_extreme(np.maximum, sightings.holding[own_word], sightings.shown[own_word], n),
        trust=trust,
        observation=observation,
    )


def _sightings(
    graph: ContactGraph, settings: RankingSettings, rows: _Rows, held: tuple[Ints, Ints], copy_lag: Mapping[str, float]
) -> Sightings:
    """`held`: the observations, and the holding of each."""
    from recontact.graph.loops import running_trust

    names = sorted(set(graph.mentions["source"].unique().to_pylist()))
    chosen, holding = held
    mention, usage, shown = rows.mention[chosen], rows.usage[chosen], rows.shown[chosen]
    source = codes(graph.mentions["source"], pa.array(names, pa.string()))[mention]
    declared = [graph.sources.get(name, Source(name)) for name in names]
    lag = _lags(declared, copy_lag)[source, kinds_of(rows.type[chosen])]
    day = (shown - lag).astype(np.int32)
    copied = copied_from(holding, source, shown, names, graph.sources)
    day = np.where(copied >= 0, day[copied], day).astype(np.int32)
    said = np.array([s.reliability * (1.0 - s.wrong_person) for s in declared])[source]
    least = np.array([settings.points[name].reliability for name in CONTACT_TYPES])[rows.type[chosen]]
    derived = np.array([bool(s.derived_from) for s in declared], np.bool_)[source]
    reliability = np.where(derived, said, np.maximum(said, least))
    use = np.array([settings.usage.get(name, 0.5) for name in USAGES])[usage]
    order = np.lexsort((chosen, reliability, usage, source, copied >= 0, day, holding))
    strength = np.clip(reliability * use, 0.001, 0.999)[order]
    origin = origins(names, graph.sources)[source][order]
    belief = np.clip(graph.belief[mention], 0.0, 0.999)[order]
    is_copy = (copied >= 0)[order]
    trust = running_trust(holding[order], strength, belief, origin, is_copy, np.array(settings.corroboration))
    return Sightings(
        holding=holding[order],
        observation=chosen[order].astype(np.int32),
        mention=mention[order],
        source=source[order],
        origin=origin,
        usage=usage[order],
        day=day[order],
        shown=shown[order],
        strength=strength,
        copied_from=np.where(is_copy, chosen[copied[order]], -1).astype(np.int32),
        trust=np.clip(trust, 0.0005, 0.9995),
    )


def _lags(sources: Sequence[Source], copy_lag: Mapping[str, float]) -> Floats:
    """Days (sources, kinds of point) by which the value is older than the day that the record shows."""
    lags = [[s.lag_days_of.get(kind, s.lag_days) + copy_lag.get(s.id, 0.0) for kind in CONTACT_KINDS] for s in sources]
    return np.array(lags).reshape(len(sources), len(CONTACT_KINDS))


def _since(graph: ContactGraph, sightings: Sightings, n: int) -> Ints:
    opened = whole_days(graph.mentions["since"], 1 << 30)[sightings.mention]
    own_word = sightings.copied_from < 0
    return _extreme(np.minimum, sightings.holding[own_word], np.minimum(opened, sightings.day)[own_word], n)


def _extreme(choose: Any, holding: Ints, day: Ints, n: int) -> Ints:
    days = np.full(n, 1 << 30 if choose is np.minimum else -(1 << 30), dtype=np.int32)
    choose.at(days, holding, day)
    return days


def _is_workplace(rows: _Rows) -> Flags:
    workplace = np.zeros(len(rows.dictionary), dtype=np.bool_)
    workplace[rows.point[rows.usage == USAGES.index("work")]] = True
    return workplace


def _named_other(graph: ContactGraph, rows: _Rows, holdings: Holdings) -> Flags:
    """Whether a row about the identity gives the point as another person's."""
    subject = subject_mention(graph)[rows.mention]
    subjects = np.where(subject >= 0, graph.identity[subject], -1)
    other = (rows.identity < 0) & (subjects >= 0)
    pair = subjects[other].astype(np.int64) * len(rows.dictionary) + rows.point[other]
    return np.isin(holdings.identity.astype(np.int64) * len(rows.dictionary) + holdings.point, pair)


def subject_mention(graph: ContactGraph) -> Ints:
    """Return per mention the mention of the subject of its source row, -1 if the subject is in no identity."""
    source = one_chunk(graph.mentions["source"]).dictionary_encode()
    row = np.asarray(graph.mentions["row"].to_numpy(), dtype=np.int64)
    place = np.asarray(source.indices.to_numpy(zero_copy_only=False), dtype=np.int64) * (1 << 40) + row
    subject = np.asarray(pc.equal(graph.mentions["role"], "self").to_numpy(zero_copy_only=False), dtype=np.bool_)
    subject &= graph.identity >= 0
    order = np.flatnonzero(subject)
    order = order[np.argsort(place[order], kind="stable")]
    if not len(order):
        return np.full(len(place), -1, dtype=np.int32)
    found = order[np.minimum(np.searchsorted(place[order], place), len(order) - 1)]
    return np.where(place[found] == place, found, -1).astype(np.int32)
