"""What the training of a model leaves in doubt, as sentences for those who use its probabilities."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FEW_MATCHES = 10.0
"""Expected pairs of one person below which their share is a guess: it is known to a third of itself at best."""
FEW_PAIRS = 1000
"""Training pairs below which rare levels keep the values they started with."""
HIGHEST = 0.3
"""The share of pairs of one person that is never exceeded (`link`): there it is a bound, no estimate."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to take probabilities with care."""

    code: str
    en: str
    zh: str


def doubts(report: Mapping[str, Any]) -> tuple[Doubt, ...]:
    """Return what is in doubt about the training that `Linkage.report` tells of; nothing for a model brought along."""
    if "em_converged" not in report:
        return ()
    found, rounds, pairs = [], report.get("em_iterations", 0), report.get("em_pairs", FEW_PAIRS)
    if not report["em_converged"]:
        found.append(
            Doubt(
                "not_converged",
                f"The training did not converge in {rounds} rounds: take probabilities near the thresholds with care.",
                f"训练经{rounds}轮仍未收敛，临界附近的概率应谨慎使用。",
            )
        )
    if pairs < FEW_PAIRS:
        found.append(
            Doubt(
                "few_pairs",
                f"The training saw only {pairs} pairs: most weights are the model's starting values.",
                f"训练仅用了{pairs}对记录，多数权重仍为模型初值。",
            )
        )
    if _guessed(report):
        found.append(
            Doubt(
                "prior_guessed",
                "How many pairs are one person could not be estimated: all probabilities rest on a guess of it.",
                "同一人记录对的比例无法估计，所有概率均基于对该比例的猜测。",
            )
        )
    if unseen := report.get("levels_never_seen", ()):
        found.append(
            Doubt(
                "levels_never_seen",
                f"{len(unseen)} levels were never seen in training and keep their weights: {', '.join(unseen)}.",
                f"有{len(unseen)}个等级在训练中从未出现，沿用初始权重：{'、'.join(unseen)}。",
            )
        )
    return tuple(found)


def _guessed(report: Mapping[str, Any]) -> bool:
    rows, prior = report.get("rows"), report.get("prior")
    if rows is None or prior is None:
        return False
    return bool(prior >= HIGHEST or prior * rows * (rows - 1) / 2 < FEW_MATCHES)
