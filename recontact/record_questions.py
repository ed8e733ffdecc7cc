"""Questions about records of listed borrowers: why linked or not, how an identity came together; and judgements."""

from dataclasses import asdict
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.errors import UsageError
from recontact.identity_story import MOST, SENTENCES, Join, Story, story
from recontact.judgement import Judgements
from recontact.linkage.explain import Explanation, explain
from recontact.release import Release
from recontact.stored import StoredRun


def why_linked(run: StoredRun, door: Release, left: str, right: str) -> dict[str, Any]:
    """Return level and weight of every comparison of two records, what would have turned the verdict, or why they never
    met. No value is shown."""
    rows = [_record(run, name) for name in (left, right)]
    door.admit(_case(run, rows, f"{left}/{right}"), "query")
    found = explain(run.persons, rows[0], rows[1], run.model.linkage)
    identities = {run.records["identity"][row].as_py() for row in rows}
    return {"left": left, "right": right, "same_identity": len(identities) == 1 and -1 not in identities,
            **_told(found), "notes": [_met(found)]}  # fmt: skip


def identity_story(run: StoredRun, door: Release, name: str) -> dict[str, Any]:
    """Return how an identity (its id, or one of its records) came together, join by join, and its weak points."""
    ids = run.records["identity_id"]
    rows = pc.indices_nonzero(pc.equal(ids, name)).to_numpy()
    if not len(rows):
        rows = pc.indices_nonzero(pc.equal(ids, ids[_record(run, name)])).to_numpy()
    door.admit(_case(run, rows.tolist(), name), "query")
    persons, links, model = run.persons, run.table("links"), run.model.linkage
    told = story(persons, run.records["identity"].to_numpy(), links, rows, model)
    return {
        "identity_id": ids[int(rows[0])].as_py(),
        "records": [_named(run, row) for row in told.rows],
        "untold": max(len(rows) - MOST, 0),
        "joins": [_joined(run, join) for join in told.joins],
        "weak_points": _weak(run, told),
    }


def judge(run: StoredRun, door: Release, given: Judgements, left: str, right: str, verdict: str, reason: str) -> None:
    """Store what the asker decided of two records, after the audit log has it; later runs obey it."""
    rows = [_record(run, name) for name in (left, right)]
    ends = [(run.records["source"][row].as_py(), run.records["record_id"][row].as_py()) for row in rows]
    given.check(ends[0], ends[1], verdict)
    case = _case(run, rows, f"{left}/{right}")
    names = [_named(run, row) for row in rows]
    door.judge(case, names[0], names[1], verdict, reason=reason)
    given.add(ends[0], ends[1], verdict, actor=door.actor, at=door.at, case=case, reason=reason)


def _told(found: Explanation) -> dict[str, Any]:
    steps = [
        {"comparison": step.comparison, "level": step.level, "weight": step.weight, "rarity": step.rarity,
         "en": step.en, "zh": step.zh}
        for step in found.steps
    ]  # fmt: skip
    turns = [{"changes": [asdict(change) for change in turn.changes], "weight": turn.weight,
              "probability": turn.probability} for turn in found.turns]  # fmt: skip
    return {"comparisons": steps, "weight": found.total, "probability": found.probability, "turns": turns,
            "rules": list(found.rules), "missed": list(found.missed)}  # fmt: skip


def _met(found: Explanation) -> str:
    if found.rules:
        return f"They met by the rules: {', '.join(found.rules)}."
    return f"They were never compared: none of the rules holds ({', '.join(found.missed)})."


def _joined(run: StoredRun, join: Join) -> dict[str, Any]:
    """Return a join with the two records' names and the sentences that weighed most for it."""
    found = explain(run.persons, join.left, join.right, run.model.linkage)
    best = sorted(found.steps[1:-1], key=lambda step: -step.weight)[:3]
    reasons = [{"en": step.en, "zh": step.zh, "weight": step.weight} for step in best if step.weight > 0]
    ends = {"left": _named(run, join.left), "right": _named(run, join.right)}
    return {**asdict(join), **ends, "sizes": list(join.sizes), "reasons": reasons}


def _weak(run: StoredRun, told: Story) -> list[dict[str, Any]]:
    return [
        {"kind": weak.kind, "left": _named(run, weak.left), "right": _named(run, weak.right), "weight": weak.weight,
         "en": SENTENCES[weak.kind][0], "zh": SENTENCES[weak.kind][1]}
        for weak in told.weak
    ]  # fmt: skip


def _case(run: StoredRun, rows: list[int], otherwise: str) -> str:
    """Return a listed borrower to whom one of the rows belongs; nobody else may be asked about."""
    identities = np.unique(run.records["identity"].to_numpy()[rows])
    wanted = pa.array(identities[identities >= 0], pa.int32())
    listed = run.borrowers.filter(pc.is_in(run.borrowers["identity"], wanted))
    return str(listed["borrower_id"][0].as_py()) if listed.num_rows else otherwise


def _record(run: StoredRun, name: str) -> int:
    """Return the row of a record named `KEY` or `SOURCE:KEY`."""
    source, colon, key = name.partition(":")
    found = pc.equal(run.records["record_id"], key if colon else name)
    if colon:
        found = pc.and_(found, pc.equal(run.records["source"], source))
    rows = pc.indices_nonzero(found).to_pylist()
    if len(rows) == 1:
        return int(rows[0])
    if rows:
        raise UsageError(f"{name} names {len(rows)} records; say SOURCE:KEY")
    raise UsageError(f"no usable record is called {name}: see identities.csv, or withheld.parquet if it was refused")


def _named(run: StoredRun, row: int) -> str:
    return f"{run.records['source'][row].as_py()}:{run.records['record_id'][row].as_py()}"
