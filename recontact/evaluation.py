"""How good the identities of a finished run or of a CSV are: with labels, without, and against another run."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.contact_drift import contact_drift
from recontact.evaluated import IDENTITY, KEYS, LABEL, Identities, read_keys
from recontact.linkage.evaluate import difference, errors, intervals, measures, numbered, unlabelled
from recontact.linkage.strength import by_group, by_sources, curve, stability
from recontact.published import refuse_unpublished_run

Array = np.ndarray[Any, Any]


def evaluate(
    found: Path, *, labels: Path | None = None, against: Path | None = None, growing: bool = False
) -> dict[str, Any]:
    """Return figures on the identities in `found`, an output folder or a CSV with record_id and identity_id.

    `labels`: a CSV with record_id and entity_id adds measures, their 95 % intervals, the threshold curve, measures by
    segment and records to look at, masked; records that only it has count as identities of their own. `against`:
    another run, adds how the two differ on the records of both, and in their contacts.
    `growing` links every second record of a run anew and
    tells how the identities that these had by themselves changed when the others came. Records are told apart by
    source too where both files have it. UsageError if a file or column is not there, RefusedError if a run is not as it
    was published.
    """
    for each in (found, against):
        if each is not None:
            refuse_unpublished_run(each)
    identities = Identities.read(found)
    sizes = np.bincount(identities.identity)
    numbers, counts = np.unique(sizes, return_counts=True)
    answer: dict[str, Any] = {
        "records": identities.table.num_rows,
        "identities": len(sizes),
        "sizes": {str(size): int(count) for size, count in zip(numbers, counts, strict=True)},
    }
    if identities.linked:
        answer["unlabelled"] = _unlabelled(identities)
    if identities.records is not None:
        answer["conflicts"] = _conflicts(identities, identities.records)
        if growing:
            answer["growing"] = _growing(found, identities.identity, identities.records)
    if labels is not None:
        answer["labelled"] = _labelled(identities, read_keys(labels, LABEL))
    if against is not None:
        answer["against"] = _against(identities.table, read_keys(against, IDENTITY))
        if drift := contact_drift(found, against):
            answer["contacts"] = drift
    return answer


def _unlabelled(found: Identities) -> dict[str, Any]:
    """Return what can be told without labels, with how the identities stand another threshold."""
    identity = found.identity
    links = pa.table({"left": found.left, "right": found.right, "probability": found.probability})
    ends = (identity, found.left, found.right, found.probability)
    plain = unlabelled(identity, _ambiguous(*ends), links)
    wanted = ("links_by_tenth", "unlinked_records", "homonyms", "ambiguous_records")
    return {**{name: plain[name] for name in wanted}, "stability": stability(*ends)}


def _ambiguous(identity: Array, left: Array, right: Array, probability: Array) -> Array:
    """Return which records have a likely link into another identity, at least half as likely as their own."""
    inside = identity[left] == identity[right]
    own, other = np.zeros(len(identity)), np.zeros(len(identity))
    for target, chosen in ((own, inside), (other, ~inside)):
        for side in (left, right):
            np.maximum.at(target, side[chosen], probability[chosen])
    return (other >= 0.5) & (other >= 0.5 * own)


def _conflicts(found: Identities, records: pa.Table) -> dict[str, int]:
    """Return how many identities hold two full identity numbers or two full birth dates, and how many share their full
    name with another identity."""
    identity = found.identity

    def told(column: pa.ChunkedArray) -> tuple[Array, Array]:
        full = pc.fill_null(pc.invert(pc.match_substring(column, "*")), False).to_numpy()
        text = np.array(column.to_pylist(), object)[full].astype(str)
        pairs = np.unique(np.stack([identity[full], numbered(text)]), axis=1) if full.any() else np.zeros((2, 0), int)
        return np.bincount(pairs[0], minlength=1), np.bincount(pairs[1], minlength=1)

    name = pc.binary_join_element_wise(records["surname"], records["given"], " ")
    return {
        "two_identity_numbers": int((told(records["id"])[0] > 1).sum()),
        "two_birth_dates": int((told(records["born"])[0] > 1).sum()),
        "names_of_several": int((told(name)[1] > 1).sum()),
    }


def _growing(folder: Path, identity: Array, records: pa.Table) -> dict[str, int]:
    """Return how the identities of every second record, linked by themselves under the run's model, differ from those
    that the same records have in the whole run."""
    from recontact.linkage.link import link
    from recontact.model_file import ModelFile
    from recontact.schema import PERSONS

    own = np.flatnonzero(pc.equal(records["role"], "self").to_numpy())
    half = own[::2]
    persons = records.select(PERSONS.names).cast(PERSONS).take(pa.array(half)).combine_chunks()
    alone = link(persons, ModelFile.read(folder / "model.json").linkage)
    return {"records": len(half), **difference(alone.identity, identity[half])}


def _labelled(found: Identities, labels: pa.Table) -> dict[str, Any]:
    place = found.table.append_column("row", pa.array(np.arange(found.table.num_rows)))
    both = _joined(labels, place, "left outer")
    entity = numbered(np.array(both[LABEL].to_pylist()))
    alone = [each or f"\x1f{at}" for at, each in enumerate(both[IDENTITY].to_pylist())]
    identity, row = numbered(np.array(alone)), pc.fill_null(both["row"], -1).to_numpy()
    keys = [name for name in KEYS if name in both.column_names]
    names = [":".join(each) for each in zip(*(both[key].to_pylist() for key in keys), strict=True)]
    wrong = errors(entity, identity)
    answer = {
        **measures(entity, identity),
        "intervals": intervals(entity, identity),
        "errors": {kind: [[names[a], names[b]] for a, b in pairs] for kind, pairs in wrong.items()},
        "segments": _segments(found, entity, identity, row),
    }
    if found.records is not None:
        answer["glimpses"] = {
            names[at]: found.glimpse(int(row[at])) for pairs in wrong.values() for pair in pairs for at in pair
            if row[at] >= 0
        }  # fmt: skip
    if found.linked:
        at = np.full(found.table.num_rows, -1)
        at[row[row >= 0]] = np.flatnonzero(row >= 0)
        kept = (at[found.left] >= 0) & (at[found.right] >= 0)
        ends = (at[found.left[kept]], at[found.right[kept]], found.probability[kept])
        answer["curve"] = curve(entity, *ends)
    return answer


def _segments(found: Identities, entity: Array, identity: Array, row: Array) -> dict[str, list[dict[str, Any]]]:
    """Return measures by pair of sources, and by script and completeness where a run's records tell them."""
    segments = {}
    if "source" in found.table.column_names:
        source = found.table["source"].to_pylist()
        segments["sources"] = by_sources(entity, identity, [source[at] if at >= 0 else "not found" for at in row])
    for name, groups in found.segments().items():
        segments[name] = by_group(entity, identity, [groups[at] if at >= 0 else "not found" for at in row])
    return segments


def _against(identities: pa.Table, other: pa.Table) -> dict[str, int]:
    both = _joined(identities, other.rename_columns({IDENTITY: "other"}), "inner")
    before, after = (np.array(both[name].to_pylist()) for name in ("other", IDENTITY))
    return {"records": both.num_rows, **difference(before, after)}


def _joined(left: pa.Table, right: pa.Table, how: str) -> pa.Table:
    """Return the tables joined by record, and by source where both have it, in the order of the records."""
    keys = [key for key in KEYS if key in left.column_names and key in right.column_names]
    extra = [name for name in right.column_names if name in KEYS and name not in keys]
    joined = left.join(right.drop_columns(extra), keys, join_type=how)
    return joined.sort_by([(key, "ascending") for key in keys]).combine_chunks()
