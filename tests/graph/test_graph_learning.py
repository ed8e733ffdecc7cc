"""What outcomes teach: small invented populations in which the right answer is known."""

import math
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from graph_lender import TODAY, Seen, borrowers, graph_of

from recontact.errors import UsageError
from recontact.findings import from_labels
from recontact.graph.fitting import Findings, fit, tried
from recontact.graph.learned import Correction, Learned
from recontact.graph.rank import rank
from recontact.graph.settings import read_ranking
from recontact.graph.waterfall import why

A, B = "+8613000000001", "+8613000000002"
SETTINGS = read_ranking()
LEARNING = SETTINGS.learning


def findings(borrowers: int, *, slope: float = 1.0, shift: float = 0.0, weight: float = 0.0) -> Findings:
    """Labelled points whose true log-odds are slope · predicted + shift + weight · feature."""
    from scipy.sparse import csr_array

    random = np.random.default_rng(7)
    logit = random.normal(0.0, 1.5, borrowers)
    feature = random.random(borrowers) < 0.4
    truth = slope * logit + shift + weight * feature
    own = (random.random(borrowers) < 1.0 / (1.0 + np.exp(-truth))).astype(float)
    matrix = csr_array(feature[:, None].astype(float))
    ones, each = np.ones(borrowers), np.arange(borrowers, dtype=np.int32)
    return Findings(logit, matrix, ("code:copy",), own, 1.0 - own, ones, each, level_known=True)


@pytest.mark.parametrize(
    ("shift", "weight", "step", "taken"),
    [
        (0.0, 0.0, "calibration", False),  # nothing to learn: nothing is changed
        (-1.0, 0.0, "calibration", True),
        (0.0, 0.0, "weights", False),
        (0.0, -2.0, "weights", True),
    ],
)
def test_a_step_is_taken_only_if_it_helps_those_held_out(shift: float, weight: float, step: str, taken: bool) -> None:
    assert tried(findings(600, shift=shift, weight=weight), LEARNING, step, None).taken == taken


def test_what_is_fitted_is_what_is_true_shrunken() -> None:
    correction = fit(findings(4000, slope=0.7, shift=-0.8, weight=1.0), LEARNING, weighed=True)
    assert correction.slope == pytest.approx(0.7, abs=0.1)
    assert correction.intercept == pytest.approx(-0.8, abs=0.15)
    assert correction.weights["code:copy"] == pytest.approx(1.0, abs=0.2)
    assert fit(findings(60), LEARNING, weighed=True).weights == {}  # too few points for a weight


def test_outcomes_do_not_move_the_level() -> None:
    from dataclasses import replace

    found = replace(findings(1000, shift=-1.5), level_known=False)
    assert not tried(found, LEARNING, "weights", None).taken, "outcomes alone change nothing"
    correction = fit(found, LEARNING, weighed=True)
    logit = (
        correction.slope * found.logit
        + correction.intercept
        + found.matrix @ np.array([correction.weights["code:copy"]])
    )
    assert (1 / (1 + np.exp(-logit))).mean() == pytest.approx((1 / (1 + np.exp(-found.logit))).mean(), abs=1e-6)


def test_the_waterfall_adds_up_with_what_was_learned() -> None:
    graph = graph_of([Seen(0, A, "2024-03-01"), Seen(0, B, "2025-03-01", source="crm")])
    learned = Learned(
        {"phone": Correction(0.8, -0.4, {"source:crm": 0.3, "code:sighting": -0.2, "source:none": 9.0}, 300)}
    )
    plain = rank(graph, borrowers(0), SETTINGS, as_of=TODAY)
    ranking = rank(graph, borrowers(0), SETTINGS, as_of=TODAY, learned=learned)
    assert Learned.from_dict(learned.to_dict()) == learned
    for row in ranking.contacts.to_pylist():
        found = why(ranking, "C0", "phone", row["point"])
        assert math.fsum(bar.delta for bar in found.bars) == pytest.approx(found.logit, abs=1e-9)
        assert [bar.code for bar in found.bars][-2:] == ["slope", "intercept"]
        assert 0.0 <= row["p_wrong"] <= 1.0 - row["probability"] + 1e-12
    assert plain.contacts["probability"].to_pylist() != ranking.contacts["probability"].to_pylist()
    assert rank(graph, borrowers(0), SETTINGS, as_of=TODAY, learned=Learned()).contacts.equals(plain.contacts)


def _run(**graph: Any) -> Any:
    return SimpleNamespace(document={"regions": ["CN"]}, as_of=date(2026, 6, 30), **graph)


def test_labels_meet_points_however_they_are_written(tmp_path: Path) -> None:
    ranking = rank(graph_of([Seen(0, A, "2024-03-01")]), borrowers(0), SETTINGS, as_of=TODAY)
    path = tmp_path / "labels.csv"
    path.write_text(
        "borrower_id,contact_type,contact_value_normalised,reaches_borrower\n"
        "C0,mobile,130 0000 0001,1\nC0,mobile,+8613000000009,0\nC9,mobile,+8613000000001,0\n"
    )
    found = from_labels(_run(), ranking, path)
    assert (found.if_own.tolist(), found.if_not.tolist()) == ([1.0], [0.0])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("borrower_id,contact_type\nC0,mobile\n", "has no column contact_value_normalised, reaches_borrower"),
        ("borrower_id,contact_type,contact_value_normalised,reaches_borrower\nC0,mobile,1,perhaps\n", ":2: reaches"),
        ("", "cannot be read"),
    ],
)
def test_bad_labels_are_told(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(content)
    ranking = rank(graph_of([Seen(0, A, "2024-03-01")]), borrowers(0), SETTINGS, as_of=TODAY)
    with pytest.raises(UsageError, match=told):
        from_labels(_run(), ranking, path)
