"""What a run owes to earlier requests: who is suppressed never comes in again, what was corrected is read corrected."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from recontact.points.clean import clean_values
from recontact.points.facts import Facts
from recontact.schema import VALUES
from recontact.subject.register import CUSTOMER, NAMED, RECORD, Register

POINTS = {"phone": "value", "email": "equivalent", "im": "value"}
"""Kinds of point that a suppression names, and the part of their vocabulary that is OBSERVATIONS' `point`.

No addresses: a household would be struck out by one of its members."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """What of an intake may not come in: a mark per mention, and per fact."""

    mentions: npt.NDArray[np.bool_]
    facts: npt.NDArray[np.bool_]


def suppressed(mentions: pa.Table, facts: Facts, register: Register) -> Suppressed:
    """Mark the mentions of suppressed persons and, whoever's row they stand in, the facts that are their points.

    A mention is a suppressed person's by the lender's number, a fully known identity number or a name at a point;
    somebody whom a row names (MENTIONS.role other than `self`) also by a point alone, as they have little else.
    """
    gone = _array(register.suppressed(CUSTOMER, mentions["customer"].combine_chunks()))
    points = np.zeros(facts.table.num_rows, bool)
    code, kind = facts.table["code"].to_numpy(), facts.table["kind"].combine_chunks()
    for name, part in POINTS.items():
        if name in facts.cleaned:
            here = _array(pc.equal(kind, name))
            points[here] = _array(register.suppressed(name, facts.cleaned[name][part].combine_chunks()))[code[here]]
    mention = facts.table["mention"].to_numpy()
    third = ~_array(pc.equal(mentions["role"], "self"))
    named = mention[points]
    gone[named[third[named]]] = True
    if "id" in facts.cleaned:
        here = _array(pc.equal(kind, "id"))
        known = _array(register.suppressed("id", facts.cleaned["id"]["known"].combine_chunks()))[code[here]]
        gone[mention[here][known]] = True
    return Suppressed(gone | _named_at_points(facts, register, len(gone)), points)


def name_at(name: pa.Array, kind: str, point: pa.Array) -> pa.Array:
    """Return the words for names at points, under which a person is known who shares a point; null where one is."""
    return pc.binary_join_element_wise(pc.utf8_lower(name), kind, point, "\x1f")


def name_of(han: pa.Array, surname: pa.Array, given: pa.Array) -> pa.Array:
    """Return a name as one word: in Han characters, else the folded surname and given name."""
    latin = pc.binary_join_element_wise(pc.fill_null(surname, ""), pc.fill_null(given, ""), " ")
    return pc.coalesce(han, pc.if_else(pc.greater(pc.utf8_length(latin), 1), latin, pa.scalar(None, pa.string())))


def _named_at_points(facts: Facts, register: Register, many: int) -> npt.NDArray[np.bool_]:
    gone = np.zeros(many, bool)
    if "name" not in facts.cleaned:
        return gone
    said = facts.of("name", "han", "surname", "given").combine_chunks()
    names = pa.table({"mention": said["mention"], "name": name_of(said["han"], said["surname"], said["given"])})
    for kind, part in POINTS.items():
        if kind in facts.cleaned:
            seen = pa.table({"mention": facts.of(kind)["mention"], "point": facts.of(kind, part)[part]})
            both = seen.join(names, "mention", join_type="inner", use_threads=False).combine_chunks()
            words = name_at(both["name"].combine_chunks(), kind, both["point"].combine_chunks())
            gone[both["mention"].to_numpy()[_array(register.suppressed(NAMED, words))]] = True
    return gone


def unsuppressed_events(events: pa.Table, register: Register) -> pa.Table:
    """Return EVENTS without those about a suppressed customer, identity number or point."""
    gone = _array(register.suppressed(CUSTOMER, events["customer"].combine_chunks()))
    gone |= _array(register.suppressed("id", events["id"].combine_chunks()))
    for kind in POINTS:
        here = _array(pc.equal(events["point_kind"], kind))
        gone |= here & _array(register.suppressed(kind, events["value"].combine_chunks()))
    return events.filter(pa.array(~gone))


def corrected(mentions: pa.Table, facts: Facts, register: Register, regions: Sequence[str]) -> tuple[Facts, int]:
    """Return the facts as their subjects corrected them, and how many were changed or left out.

    A corrected value keeps the day and the source of the record that it stands in.
    """
    said = register.corrections()
    if not said:
        return facts, 0
    known = _known_by(mentions, facts, register)
    changed = 0
    for each in said:
        facts, count = _with_one(known.of(each["subject"]), facts, register, each, tuple(regions))
        changed += count
    return facts, changed


def canonical(kind: str, raw: str, regions: Sequence[str]) -> str | None:
    """Return what is known of one value as a run knows it, None if nothing is."""
    facts = _cleaned(pa.array([0], pa.int32()), kind, "own", "given", raw, tuple(regions))
    return str(facts.of(kind, "known")["known"][0]) if facts.table.num_rows else None


@dataclass(frozen=True, slots=True)
class _KnownBy:
    """Per keyed hash (of a customer's number, an identity number, a record's name) the mentions that it means."""

    mentions: dict[str, list[int]]
    many: int

    def of(self, digests: Sequence[str]) -> pa.Array:
        marks = np.zeros(self.many, bool)
        marks[[row for digest in digests for row in self.mentions.get(digest, ())]] = True
        return pa.array(marks)


def _known_by(mentions: pa.Table, facts: Facts, register: Register) -> _KnownBy:
    own = np.flatnonzero(_array(pc.equal(mentions["role"], "self")))
    rows = mentions.take(own)
    names = pc.binary_join_element_wise(rows["source"], rows["record_id"], ":")
    pairs = [(CUSTOMER, rows["customer"].to_pylist(), own), (RECORD, names.to_pylist(), own)]
    if "id" in facts.cleaned:
        ids = facts.of("id", "known")
        pairs.append(("id", ids["known"].to_pylist(), ids["mention"].to_numpy()))
    found: dict[str, list[int]] = {}
    for kind, values, which in pairs:
        for value, mention in zip(values, which, strict=True):
            if value is not None:
                found.setdefault(register.digest(kind, value), []).append(int(mention))
    return _KnownBy(found, mentions.num_rows)


def _with_one(
    mine: pa.Array, facts: Facts, register: Register, said: dict[str, str | None], regions: tuple[str, ...]
) -> tuple[Facts, int]:
    """Return the facts after one correction that concerns some mentions."""
    kind = str(said["kind"])
    if kind not in facts.cleaned:
        return facts, 0
    known = facts.cleaned[kind]["known"].to_pylist()
    wrong = [number for number, value in enumerate(known) if value and register.digest(kind, value) == said["was"]]
    hit = pc.and_(pc.equal(facts.table["kind"], kind), pc.is_in(facts.table["code"], pa.array(wrong, pa.int32())))
    hit = pc.and_(hit, mine.take(facts.table["mention"].combine_chunks()))
    struck = facts.table.filter(hit)
    kept = Facts(facts.table.filter(pc.invert(hit)), facts.cleaned)
    if said["now"] is None or not struck.num_rows:
        return kept, struck.num_rows
    return _joined(kept, struck, kind, said["now"], regions), struck.num_rows


def _joined(kept: Facts, struck: pa.Table, kind: str, now: str, regions: tuple[str, ...]) -> Facts:
    """Put the right value where the wrong one stood."""
    right = _cleaned(struck["mention"], kind, "own", "corrected", now, regions)
    if not right.table.num_rows:
        return kept
    offset = kept.cleaned[kind].num_rows
    code = pa.array(right.table["code"].to_numpy() + offset, pa.int32())
    usage = struck["usage"].take(pc.index_in(right.table["mention"], value_set=struck["mention"].combine_chunks()))
    table = right.table.set_column(right.table.column_names.index("code"), "code", code)
    table = table.set_column(table.column_names.index("usage"), "usage", usage)
    vocabulary = pa.concat_tables([kept.cleaned[kind], right.cleaned[kind]])
    return Facts(pa.concat_tables([kept.table, table]), {**kept.cleaned, kind: vocabulary})


def _cleaned(mentions: pa.Array, kind: str, usage: str, field: str, raw: str, regions: tuple[str, ...]) -> Facts:
    """Clean one value for some mentions."""
    many = len(mentions)
    columns = [mentions, *(pa.array([word] * many, pa.string()) for word in (kind, usage, field, raw))]
    highest = pc.max(mentions).as_py() if many else 0
    blank = pa.table({"source": pa.array([""] * (highest + 1)), "row": pa.nulls(highest + 1, pa.string())})
    return clean_values(pa.table(columns, schema=VALUES), blank, regions=regions)[0]


def _array(column: pa.Array | pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return np.array(pc.fill_null(whole, False).to_numpy(zero_copy_only=False), bool)
