"""Other people's points that a borrower's records name: never mixed with the borrower's own."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.graph.ageing import Decay
from recontact.graph.build import subject_mention
from recontact.graph.contact_graph import ContactGraph, codes, one_chunk, point_keys
from recontact.graph.happenings import customer_identity
from recontact.graph.listing import listed_identities, ranks
from recontact.graph.rank import Ranking, rank
from recontact.graph.scene import Flags, Ints, matches
from recontact.graph.settings import RankingSettings

_REACHED = ("third_party_relayed", "third_party_refused")
"""Outcomes in which the third party answered; whether it refused is for policy."""
_SAYS_NOTHING = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class _Named:
    """Observations that give a point as another person's, and the pair (borrower, point) each belongs to."""

    observation: Ints
    subject: Ints
    """Mention of the row's subject."""
    pair: Ints
    identity: Ints
    """Per pair: the borrower's identity."""
    dictionary: pa.Array
    point: Ints
    """Per pair: position in `dictionary`."""


def third_parties(
    graph: ContactGraph, borrowers: pa.Table, settings: RankingSettings, *, as_of: date, decay: Decay | None = None
) -> pa.Table:
    """Return the points of people whom the borrowers' records name, one row per borrower and point, best first.

    Columns as in `listing.contacts`, `party` being third-party, and: relation, mention (row of `mentions` that names it
    last), reaches (probability that the point still is that person's). `probability` is `reaches` times the chance that
    one in that relation passes a message on. What is also given as the borrower's own is here,
    not there; an employer's that is also the borrower's own is there.
    """
    named = _named(graph, listed_identities(borrowers))
    as_subjects = _as_subjects(graph, named)
    ranking = rank(as_subjects, _holders(borrowers, named), _for_others(settings), as_of=as_of, decay=decay)
    return _relayed(graph, named, ranking, settings)


def _named(graph: ContactGraph, listed: Ints) -> _Named:
    observations = graph.observations
    keys = one_chunk(point_keys(observations["kind"], observations["point"]))
    dictionary = pc.unique(keys)
    dictionary = dictionary.take(pc.sort_indices(dictionary))
    mention = np.asarray(observations["mention"].to_numpy(), dtype=np.int64)
    subject = subject_mention(graph)[mention]
    identity = np.where(subject >= 0, graph.identity[subject], -1)
    other, work = _another(graph, mention)
    pair = identity.astype(np.int64) * len(dictionary) + codes(keys, dictionary)
    own = ~other & ~work
    another = other | (work & ~np.isin(pair, pair[own]))
    rows = np.flatnonzero(another & np.isin(identity, listed))
    distinct, place = np.unique(pair[rows], return_inverse=True)
    size = max(len(dictionary), 1)
    return _Named(rows, subject[rows], place, distinct // size, dictionary, distinct % size)


def _another(graph: ContactGraph, mention: Ints) -> tuple[Flags, Flags]:
    """Observations of points of one who is not the row's subject, and of the subject's employer."""
    subject = np.asarray(pc.equal(graph.mentions["role"], "self").to_numpy(zero_copy_only=False), dtype=np.bool_)
    work = np.asarray(pc.equal(graph.observations["usage"], "work").to_numpy(zero_copy_only=False), dtype=np.bool_)
    return ~subject[mention], work & subject[mention]


def _as_subjects(graph: ContactGraph, named: _Named) -> ContactGraph:
    """The same kind of graph in which every pair is a person of its own with one point."""
    observations = graph.observations.take(pa.array(named.observation))
    n = len(observations)
    mention = np.asarray(observations["mention"].to_numpy(), dtype=np.int64)
    names = pa.array(named.pair).cast(pa.string())
    nothing = pa.nulls(n, pa.date32())
    mentions = _with(graph.mentions.take(pa.array(mention)), role=_all("self", n), customer=names, since=nothing)
    observations = _with(observations, mention=pa.array(np.arange(n), pa.int32()), usage=_all("own", n))
    return ContactGraph(
        mentions=_with(mentions, row=pa.array(np.arange(n), pa.int64())),
        observations=observations,
        events=_events(graph, named),
        persons=_persons(graph, mention),
        identity=named.pair.astype(np.int32),
        belief=graph.belief[named.subject],
        sources=graph.sources,
    )


def _events(graph: ContactGraph, named: _Named) -> pa.Table:
    """Events with the pair in place of the customer; an attempt that reached a third party reached its own subject."""
    customer = customer_identity(graph).astype(np.int64)
    point = codes(point_keys(graph.events["point_kind"], graph.events["value"]), named.dictionary)
    wanted = np.where((customer >= 0) & (point >= 0), customer * len(named.dictionary) + point, -1)
    pairs = named.identity.astype(np.int64) * len(named.dictionary) + named.point
    place = np.searchsorted(pairs, wanted)
    found = np.append(pairs, -1)[place] == wanted
    names = pc.if_else(pa.array(found & (wanted >= 0)), pa.array(place).cast(pa.string()), pa.scalar(None, pa.string()))
    reached = pc.is_in(graph.events["result"], pa.array(_REACHED))
    return _with(graph.events, customer=names, result=pc.if_else(reached, "right_party", graph.events["result"]))


def _persons(graph: ContactGraph, mention: Ints) -> pa.Table:
    """What is known of the named persons, by their new mentions; the subject's own data is not theirs."""
    known = np.asarray(graph.persons["mention"].to_numpy(), dtype=np.int64)
    order = np.argsort(known, kind="stable")
    place = np.searchsorted(known[order], mention)
    found = (np.append(known[order], -1)[place] == mention) & (graph.identity[mention] < 0)
    rows = np.flatnonzero(found)
    return _with(graph.persons.take(pa.array(order[place[rows]])), mention=pa.array(rows, pa.int32()))


def _holders(borrowers: pa.Table, named: _Named) -> pa.Table:
    """One row per borrower and pair, in the form of a list of borrowers."""
    known = borrowers.filter(pc.is_valid(borrowers["identity"]))
    identity = np.asarray(known["identity"].to_numpy(), dtype=np.int64)
    row, pair = matches(named.identity, identity)
    return pa.table({"borrower_id": known["borrower_id"].take(pa.array(row)), "identity": pa.array(pair, pa.int32())})


def _for_others(settings: RankingSettings) -> RankingSettings:
    """That several borrowers name one person says nothing against the person's number; nobody has lost them either."""
    silent = {"weight": 0.0, "seen_with_other_later": _SAYS_NOTHING, "passed_on_in_household": _SAYS_NOTHING}
    sharing = settings.sharing.model_copy(update=silent)
    return settings.model_copy(update={"sharing": sharing, "lost_on_file": _SAYS_NOTHING})


def _relayed(graph: ContactGraph, named: _Named, ranking: Ranking, settings: RankingSettings) -> pa.Table:
    table = ranking.contacts
    row = named.observation[ranking.scene.holdings.observation[np.asarray(table["holding"].to_numpy())]]
    mention = graph.observations["mention"].take(pa.array(row))
    work = pc.equal(graph.observations["usage"].take(pa.array(row)), "work")
    relation = pc.fill_null(graph.mentions["relation"].take(mention), "other")
    relation = pc.if_else(work, "employer", relation)
    reaches = np.asarray(table["probability"].to_numpy(), dtype=np.float64)
    words = sorted(settings.relay)
    relay = np.array([*(settings.relay[word] for word in words), settings.relay["other"]])
    probability = reaches * relay[codes(relation, pa.array(words))]
    borrower = np.asarray(table["borrower_id"].to_pylist(), dtype=np.str_)
    point = np.asarray(table["point"].to_pylist(), dtype=np.str_)
    order = np.lexsort((point, -probability, borrower))
    table = _with(
        table,
        identity=pa.array(named.identity[np.asarray(table["identity"].to_numpy())], pa.int32()),
        probability=pa.array(probability),
        party=_all("third-party", len(table)),
        advised=pa.array((reaches >= settings.threshold) & ~np.asarray(table["hub"])),
    ).drop_columns(["index", "holding"])
    extra = {"relation": relation, "mention": mention, "reaches": pa.array(reaches)}
    for name, column in extra.items():
        table = table.append_column(name, column)
    table = table.take(pa.array(order))
    return _with(table, rank=pa.array(ranks(borrower[order]), pa.int32()))


def _with(table: pa.Table, **columns: Any) -> pa.Table:
    for name, column in columns.items():
        table = table.set_column(table.column_names.index(name), name, column)
    return table


def _all(word: str, times: int) -> pa.Array:
    return pa.array([word] * times, pa.string())
