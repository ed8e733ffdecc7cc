"""On what a candidate contact rests: every usable observation of a point for an identity, and what it permits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from recontact.policy.channel import usable
from recontact.policy.coverage import CHANNELS, bits
from recontact.policy.namesake import cores
from recontact.policy.subject import SELF, SEPARATOR, flat, owner
from recontact.policy.use import Use
from recontact.schema import Source

OWN, EMPLOYER, THIRD = "own", "employer", "third"
NAME = "name"


@dataclass(frozen=True, slots=True)
class Links:
    """On what the identities rest: the links (mentions), per fact whether both ends agree in it, and the anchors."""

    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    agreed: Mapping[str, npt.NDArray[np.bool_]]
    anchors: pa.Table
    """borrower_id, mention, fact: the records by which the list knows the borrower; the fact besides the name."""


@dataclass(frozen=True, slots=True)
class Sightings:
    """Observations and mentions (schema; usable ones only), the identity per mention (-1: none), the sources by id."""

    observations: pa.Table
    mentions: pa.Table
    identity: npt.NDArray[np.int32]
    sources: Mapping[str, Source]
    named: pa.Table | None = None
    """`named_points` of all mentions, those that may not be used included."""
    links: Links | None = None
    """None: every record of an identity carries the borrower's number."""
    channels: npt.NDArray[np.int64] | None = None
    """Per mention the channels that its bases allow (bits over `coverage.CHANNELS`); None: all declared ones."""


def named_points(observations: pa.Table, mentions: pa.Table) -> pa.Table:
    """Return every point that a row gives as another person's: source, row, kind, point.

    Also those of mentions that may not be used: such a value serves nothing but to keep it from being taken for the
    borrower's own.
    """
    mention = flat(observations["mention"])
    other = pc.not_equal(flat(mentions["role"]).take(mention), SELF)
    rows = mentions.select(["source", "row"]).take(mention.filter(other))
    points = observations.select(["kind", "point"]).filter(other)
    return pa.table(
        {**{name: rows[name] for name in rows.column_names}, "kind": points["kind"], "point": points["point"]}
    )


def named_keys(sightings: Sightings) -> pa.Array:
    """Return the `point_key` of every named point whose row's own subject has an identity."""
    named = sightings.named
    if named is None:
        named = named_points(sightings.observations, sightings.mentions)
    own = sightings.mentions.append_column("identity", pa.array(sightings.identity))
    own = own.filter(pc.equal(flat(own["role"]), SELF))
    at = pc.index_in(_row_key(named), value_set=_row_key(own))
    return point_key(flat(own["identity"]).take(at), flat(named["kind"]), flat(named["point"]))


def sighted(sightings: Sightings, use: Use) -> pa.Table:
    """Return one row per observation: `key` (see `point_key`), `party`, `customer`, `channels`, `basis`, `barred`.

    A third party's observation belongs to the identity of the row's own subject, who named them. `channels`: those
    by which such a point may be used (bits); `basis`: its lawful basis; `barred`: the rule by which the role may not be
    reached, null if it may; `subject`: the mention of the row's own subject, -1 if there is none.
    """
    seen, mentions = sightings.observations, sightings.mentions
    mention = flat(seen["mention"])
    role = flat(mentions["role"]).take(mention)
    source = flat(mentions["source"]).take(mention)
    subject = owner(mentions)[mention.to_numpy()]
    identity = np.append(sightings.identity, -1)[subject]
    work = pc.equal(flat(seen["usage"]), "work")
    party = pc.if_else(pc.not_equal(role, SELF), THIRD, pc.if_else(work, EMPLOYER, OWN))
    declared = {name: each.declaration for name, each in sightings.sources.items()}
    pairs = _distinct(source, flat(seen["type"]))
    ways = [usable(kind, declared[name].channels) if name in declared else () for name, kind in pairs.pairs]
    channels = bits(pa.array(ways, pa.list_(pa.string())), CHANNELS)[pairs.at.to_numpy()]
    if sightings.channels is not None:
        channels &= sightings.channels[mention.to_numpy()]
    return pa.table(
        {
            "key": point_key(pa.array(identity), flat(seen["kind"]), flat(seen["point"])),
            "party": party,
            "subject": subject,
            "customer": flat(mentions["customer"]).take(mention),
            "channels": channels,
            "basis": _looked_up(source, {name: each.lawful_basis for name, each in declared.items()}),
            "barred": _looked_up(role, {name: use.rules.reachable(name, use.purpose) for name in _words(role)}),
        }
    )


def sure_keys(seen: pa.Table, sightings: Sightings, alone: Sequence[Sequence[str]]) -> pa.Array | None:
    """Return `key`, `party` and borrower (joined) of every sighting (`sighted`) in a row that is surely the borrower's.

    `alone`: sets of facts that do not suffice to take two records for one person, nor a record for the borrower. None:
    all rows surely are.
    """
    links = sightings.links
    if links is None:
        return None
    core = cores(links.left, links.right, links.agreed, sightings.identity, alone)
    wanting = [fact for facts in alone if NAME in facts for fact in facts]
    anchors = links.anchors.filter(pc.invert(pc.is_in(links.anchors["fact"], pa.array(wanting, pa.string()))))
    known = pa.table({"borrower_id": anchors["borrower_id"], "core": core[anchors["mention"].to_numpy()]})
    subject = seen["subject"].to_numpy()
    key = pc.binary_join_element_wise(flat(seen["key"]), flat(seen["party"]), SEPARATOR)
    rows = pa.table({"key": key, "core": np.where(subject >= 0, core[subject], -1)})
    met = rows.join(known.group_by(known.column_names, use_threads=False).aggregate([]), "core", join_type="inner")
    return pc.unique(pc.binary_join_element_wise(flat(met["key"]), flat(met["borrower_id"]), SEPARATOR))


def point_key(identity: pa.Array, kind: pa.Array, point: pa.Array) -> pa.Array:
    """Return the key under which a candidate and its observations meet."""
    return pc.binary_join_element_wise(pc.cast(identity, pa.string()), kind, point, SEPARATOR)


def _row_key(table: pa.Table) -> pa.Array:
    return pc.binary_join_element_wise(flat(table["source"]), pc.cast(flat(table["row"]), pa.string()), SEPARATOR)


@dataclass(frozen=True, slots=True)
class _Pairs:
    pairs: list[tuple[str, str]]
    at: pa.Array


def _distinct(left: pa.Array, right: pa.Array) -> _Pairs:
    joined = pc.binary_join_element_wise(left, right, SEPARATOR)
    distinct = pc.unique(joined)
    pairs = [tuple(text.split(SEPARATOR)) for text in distinct.to_pylist()]
    return _Pairs([(pair[0], pair[1]) for pair in pairs], pc.index_in(joined, value_set=distinct))


def _looked_up(words: pa.Array, meaning: Mapping[str, str | None]) -> pa.Array:
    distinct = pc.unique(words)
    meant = pa.array([meaning.get(word) for word in distinct.to_pylist()], pa.string())
    return meant.take(pc.index_in(words, value_set=distinct))


def _words(column: pa.Array) -> list[str]:
    return [word for word in pc.unique(column).to_pylist() if word is not None]
