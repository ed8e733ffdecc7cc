"""Learns from what was found out: each step only if borrowers held out show that it helps and harms no one."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from recontact.findings import Found, from_labels, from_outcomes
from recontact.graph.fitting import Findings, Trial, fit, tried
from recontact.graph.learned import Correction, Learned, corrected, kinds_of
from recontact.graph.rank import Ranking, rank
from recontact.graph.scene import Flags, Floats
from recontact.graph.settings import RankingSettings, read_ranking
from recontact.model_file import ModelFile
from recontact.schema import CONTACT_KINDS
from recontact.stored import StoredRun


@dataclass(frozen=True, slots=True)
class Lesson:
    """A new model version and what it changes; the old one stays as it was."""

    model: ModelFile
    report: dict[str, Any]


def learn(run: StoredRun, labels: Path | None = None) -> Lesson:
    """Learn from labels; without them try what the outcomes of the run's last months would teach, and change nothing.

    UsageError on a bad file.

    Learning starts from the run's model without what was learned before: a lesson replaces the one before it.
    """
    settings = read_ranking(run.document["ranking"])
    now = rank(run.graph, run.borrowers, settings, as_of=run.as_of, decay=run.model.decay)
    found = from_labels(run, now, labels) if labels else from_outcomes(run, settings)
    kinds: dict[str, Correction] = {}
    trials: dict[str, list[Trial]] = {}
    for kind in CONTACT_KINDS:
        trials[kind], correction = _lesson(found.of(kind), settings)
        if correction:
            kinds[kind] = correction
    learned = Learned(kinds)
    model = replace(run.model, learned=learned if kinds else None)
    report = {
        "from": "labels" if labels else "outcomes",
        "as_of": run.as_of.isoformat(),
        "model_before": run.model.digest,
        "model_after": model.digest,
        "points": {kind: _counts(found.of(kind)) for kind in CONTACT_KINDS},
        "trials": {kind: [asdict(trial) for trial in each] for kind, each in trials.items()},
        "corrections": learned.to_dict(),
        "sources": score_card(found),
        "changes": changes(now, learned, settings),
    }
    return Lesson(model, report)


def _lesson(found: Findings, settings: RankingSettings) -> tuple[list[Trial], Correction | None]:
    """Calibrate, then weigh; a step that is not taken leaves what was there before it."""
    learning = settings.learning
    borrowers = len(np.unique(found.borrower))
    trials: list[Trial] = []
    correction = None
    if borrowers >= learning.calibration_borrowers:
        trials.append(tried(found, learning, "calibration", None))
        if trials[-1].taken:
            correction = fit(found, learning, weighed=False)
    if borrowers >= learning.weight_borrowers:
        trials.append(tried(found, learning, "weights", correction))
        if trials[-1].taken:
            correction = fit(found, learning, weighed=True)
    return trials, correction


def score_card(found: Found) -> list[dict[str, Any]]:
    """Return per source and kind: points it names of which something is known, the share expected and found to reach
    the borrower, and how many that do so no other source names. Sorted by source and kind."""
    seen = found.ranking.scene.sightings
    names = sorted(found.ranking.scene.graph.mentions["source"].unique().to_pylist())
    weight, reaches, expected = _reaching(found)
    own = seen.copied_from < 0
    pairs = np.unique(seen.holding[own].astype(np.int64) * len(names) + seen.source[own])
    holding, source = pairs // len(names), pairs % len(names)
    alone = np.bincount(holding, minlength=len(found.ranking.own)) == 1
    kind = _kinds(found.ranking)
    rows = []
    for number, name in enumerate(names):
        mine = np.zeros(len(found.ranking.own), dtype=np.bool_)
        mine[holding[source == number]] = True
        for code, word in enumerate(CONTACT_KINDS):
            here = mine & (kind == code) & (weight > 0)
            if here.any():
                share = np.average(reaches[here], weights=weight[here])
                predicted = np.average(expected[here], weights=weight[here])
                counts = {"points": int(here.sum()), "alone": int((reaches[here & alone] > 0.5).sum())}
                shares = {"expected": round(float(predicted), 4), "found": round(float(share), 4)}
                rows.append({"source": name, "kind": word, **counts, **shares})
    return rows


def _reaching(found: Found) -> tuple[Floats, Floats, Floats]:
    """Per holding: its weight (0 if nothing is known), the probability after the finding, and before it."""
    size = len(found.ranking.own)
    weight, reaches = np.zeros(size), np.zeros(size)
    expected = found.ranking.belief.states[:, 0]
    before = expected[found.holding]
    after = before * found.if_own
    weight[found.holding] = found.weight
    reaches[found.holding] = after / np.maximum(after + (1.0 - before) * found.if_not, 1e-12)
    return weight, reaches, expected


def changes(ranking: Ranking, learned: Learned, settings: RankingSettings) -> dict[str, Any]:
    """Return per kind what the new model does to the run's points: their mean, and how many cross the threshold."""
    scene = ranking.scene
    before, kind = ranking.own, _kinds(ranking)
    after = corrected(learned, scene, ranking.steps, before)
    result = {}
    for code, word in enumerate(CONTACT_KINDS):
        here = scene.holdings.listed & (kind == code)
        if here.any():
            result[word] = {**_crossing(before[here], after[here], settings.threshold), "points": int(here.sum())}
    return result


def _crossing(before: Floats, after: Floats, threshold: float) -> Mapping[str, float | int]:
    def above(values: Floats) -> Flags:
        return values >= threshold

    return {
        "mean_before": round(float(before.mean()), 4),
        "mean_after": round(float(after.mean()), 4),
        "rise_above": int((~above(before) & above(after)).sum()),
        "fall_below": int((above(before) & ~above(after)).sum()),
    }


def _kinds(ranking: Ranking) -> Any:
    return kinds_of(ranking.scene.holdings.type)


def _counts(found: Findings) -> dict[str, int]:
    return {"points": len(found.logit), "borrowers": len(np.unique(found.borrower))}
