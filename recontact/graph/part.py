"""The part of a graph on which a few identities' ranking rests: the same answer as the whole graph, much sooner."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from recontact.graph.build import subject_mention
from recontact.graph.contact_graph import ContactGraph, codes, one_chunk, point_keys

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Groups:
    """Rows by the number of their group, to find all of a group at once."""

    order: Rows
    start: Rows

    @classmethod
    def of(cls, group: Any, size: int) -> "Groups":
        """Group the rows by `group`, numbers from 0 to `size` - 1; a row of group -1 is in none."""
        group = np.asarray(group, dtype=np.int64)
        order = np.argsort(group, kind="stable")
        start = np.searchsorted(group[order], np.arange(size + 1))
        return cls(order, start)

    def rows(self, groups: Any) -> Rows:
        """Return the rows of these groups, each row once, ascending."""
        groups = np.unique(np.asarray(groups, dtype=np.int64))
        groups = groups[groups >= 0]
        first, count = self.start[groups], self.start[groups + 1] - self.start[groups]
        place = np.repeat(first - (np.cumsum(count) - count), count) + np.arange(int(count.sum()))
        return np.sort(self.order[place])


@dataclass(frozen=True, slots=True)
class Index:
    """A graph whose rows can be found by identity, source row, point and customer."""

    graph: ContactGraph
    by_identity: Groups
    """Mentions."""
    by_subject: Groups
    """Mentions, by the mention that is the subject of their source row."""
    seen_by_mention: Groups
    """Observations."""
    point: Rows
    """Per observation."""
    seen_by_point: Groups
    events_by_point: Groups
    customer: Rows
    """Per event: the first mention, with an identity, of the customer for whom it was; -1 if there is none."""

    @classmethod
    def of(cls, graph: ContactGraph) -> "Index":
        """Index a graph."""
        keys = one_chunk(point_keys(graph.observations["kind"], graph.observations["point"]))
        dictionary = pc.unique(keys)
        point = codes(keys, dictionary).astype(np.int64)
        mentions = graph.mentions.num_rows
        known = np.flatnonzero((graph.identity >= 0) & np.asarray(pc.is_valid(graph.mentions["customer"])))
        numbers = one_chunk(graph.mentions["customer"].take(pa.array(known)))
        asked = codes(graph.events["customer"], numbers)
        asked = np.where(np.asarray(pc.is_valid(graph.events["customer"])), asked, -1)
        at = codes(point_keys(graph.events["point_kind"], graph.events["value"]), dictionary)
        return cls(
            graph=graph,
            by_identity=Groups.of(graph.identity, int(graph.identity.max(initial=-1)) + 1),
            by_subject=Groups.of(subject_mention(graph), mentions),
            seen_by_mention=Groups.of(graph.observations["mention"].to_numpy(), mentions),
            point=point,
            seen_by_point=Groups.of(point, len(dictionary)),
            events_by_point=Groups.of(at, len(dictionary)),
            customer=np.append(known, -1)[asked],
        )

    def part(self, identities: Any) -> ContactGraph:
        """Return the part with these identities' records, everybody on their points, and what happened there.

        `rank` of the part ranks these identities as `rank` of the whole graph does. Rows keep their order.
        """
        own = self.by_identity.rows(identities)
        mentions = np.union1d(own, self.by_subject.rows(own))
        seen = self.seen_by_mention.rows(mentions)
        points = self.point[seen]
        seen = np.union1d(seen, self.seen_by_point.rows(points))
        events = self.events_by_point.rows(points)
        met = np.asarray(self.graph.observations["mention"].to_numpy(), dtype=np.int64)[seen]
        asked = self.customer[events]
        mentions = np.unique(np.concatenate([mentions, met, asked[asked >= 0]]))
        return self._taken(mentions, seen, events)

    def _taken(self, mentions: Rows, seen: Rows, events: Rows) -> ContactGraph:
        graph = self.graph
        observations = graph.observations.take(pa.array(seen))
        place = np.searchsorted(mentions, observations["mention"].to_numpy())
        observations = observations.set_column(0, "mention", pa.array(place, pa.int32()))
        persons = graph.persons.take(pa.array(mentions))
        persons = persons.set_column(0, "mention", pa.array(np.arange(len(mentions)), pa.int32()))
        return ContactGraph(
            mentions=graph.mentions.take(pa.array(mentions)),
            observations=observations,
            events=graph.events.take(pa.array(events)),
            persons=persons,
            identity=graph.identity[mentions],
            belief=graph.belief[mentions],
            sources=graph.sources,
        )
