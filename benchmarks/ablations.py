"""What each part of the ranking is worth: the same run, ranked anew without it.

    python benchmarks/ablations.py OUT --labels FILE     OUT: the folder of a run; FILE: as for `recontact learn`

One line per part: of labelled borrowers with a telephone that reaches them, the share whose first-ranked telephone
does; first-ranked telephones that do not reach the borrower, per labelled borrower; the same for advised ones alone;
log loss and calibration error over labelled telephones. Without policy: every candidate is looked at, shown or not.
"""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from recontact.findings import from_labels
from recontact.graph.ageing import Decay
from recontact.graph.contact_graph import ContactGraph
from recontact.graph.rank import Ranking, rank
from recontact.graph.settings import InUse, RankingSettings, read_ranking
from recontact.schema import Source
from recontact.stored import StoredRun

SAYS_NOTHING = (1.0,) * 6
CHECKS = ("status", "three_element")
OUTCOMES = ("voice", "voice_other", "sms", "email", "mail", "in_app")


@dataclass(frozen=True)
class Given:
    """What a ranking is made from; a part is taken away by changing it."""

    graph: ContactGraph
    settings: RankingSettings
    decay: Decay


def as_it_is(given: Given) -> Given:
    """Change nothing."""
    return given


def no_decay(given: Given) -> Given:
    """Points are never given up."""
    still = {
        name: ageing.model_copy(update={"hazard": (1e-6, 1e-6, 1e-6)}) for name, ageing in given.settings.points.items()
    }
    return replace(given, settings=given.settings.model_copy(update={"points": still}), decay=Decay())


def decay_not_learned(given: Given) -> Given:
    """Hazards and reissue of the settings, not of this population; the age of copies is left alone."""
    return replace(given, decay=Decay(copy_lag=given.decay.copy_lag))


def copies_counted(given: Given) -> Given:
    """What derives from another source counts as independent and fresh."""
    free: dict[str, Source] = {name: replace(each, derived_from=()) for name, each in given.graph.sources.items()}
    return replace(given, graph=replace(given.graph, sources=free), decay=replace(given.decay, copy_lag={}))


def links_sure(given: Given) -> Given:
    """Every linked record counts as if its link were certain."""
    return replace(given, graph=replace(given.graph, belief=np.ones(len(given.graph.belief))))


def hubs_allowed(given: Given) -> Given:
    """Who else uses a point does not matter."""
    silent = {
        "weight": 0.0,
        "hub": 1 << 30,
        "seen_with_other_later": SAYS_NOTHING,
        "passed_on_in_household": SAYS_NOTHING,
    }
    sharing = given.settings.sharing.model_copy(update=silent)
    return replace(given, settings=given.settings.model_copy(update={"sharing": sharing}))


def no_checks(given: Given) -> Given:
    """No number was ever checked."""
    kept = [kind == "outcome" for kind in given.graph.events["kind"].to_pylist()]
    return replace(given, graph=replace(given.graph, events=given.graph.events.filter(pa.array(kept))))


def no_outcomes(given: Given) -> Given:
    """No attempt was ever made."""
    kept = [kind != "outcome" for kind in given.graph.events["kind"].to_pylist()]
    return replace(given, graph=replace(given.graph, events=given.graph.events.filter(pa.array(kept))))


def no_newer_point(given: Given) -> Given:
    """A newer point says nothing of an older one."""
    nothing = dict.fromkeys(given.settings.newer_point, 0.0)
    return replace(
        given, settings=given.settings.model_copy(update={"newer_point": nothing, "other_seen_later": nothing})
    )


def homes_not_told(given: Given) -> Given:
    """What is known of a dwelling is not told to its telephone."""
    return replace(given, settings=given.settings.model_copy(update={"goes_with_home": 0.0}))


def points_apart(given: Given) -> Given:
    """What speaks for one number, account or dwelling says nothing of the others."""
    apart = dict.fromkeys(given.settings.one_at_a_time, InUse(second=1.0, some=1.0))
    return replace(given, settings=given.settings.model_copy(update={"one_at_a_time": apart}))


def loss_says_nothing(given: Given) -> Given:
    """Being on the list says nothing of the numbers on file."""
    return replace(given, settings=given.settings.model_copy(update={"lost_on_file": SAYS_NOTHING}))


PARTS: tuple[Callable[[Given], Given], ...] = (
    *(as_it_is, no_decay, decay_not_learned, copies_counted, links_sure, hubs_allowed),
    *(no_checks, no_outcomes, no_newer_point, homes_not_told, points_apart, loss_says_nothing),
)


def main() -> None:
    """Print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--labels", type=Path, required=True)
    chosen = parser.parse_args()
    run = StoredRun.open(chosen.out)
    decay = run.model.decay or Decay()
    whole = Given(run.graph, read_ranking(run.document["ranking"]), decay)
    print("| | hit@1 | miss@1 | advised hit@1 | advised miss@1 | log loss | ECE |\n|---|---|---|---|---|---|---|")
    for part in PARTS:
        given = part(whole)
        ranking = rank(given.graph, run.borrowers, given.settings, as_of=run.as_of, decay=given.decay)
        figures = measured(run, ranking, chosen.labels)
        print(
            f"| {part.__name__.replace('_', ' ')} | " + " | ".join(f"{value:.3f}" for value in figures.values()) + " |",
            flush=True,
        )


def measured(run: StoredRun, ranking: Ranking, labels: Path) -> Mapping[str, float]:
    """Return the figures of the labelled telephones."""
    found = from_labels(run, ranking, labels)
    reaches = np.full(len(ranking.own), -1.0)
    reaches[found.holding] = found.if_own
    table = ranking.contacts
    phone = np.array([kind == "phone" for kind in table["kind"].to_pylist()])
    holding = np.asarray(table["holding"].to_numpy())[phone]
    borrower = np.asarray(table["identity"].to_numpy())[phone]
    own, known = ranking.own[holding], reaches[holding]
    advised = np.asarray(table["advised"].to_numpy(zero_copy_only=False), dtype=bool)[phone]
    labelled = np.unique(borrower[known >= 0])
    reachable = len(np.unique(borrower[known == 1]))
    figures: dict[str, float] = {}
    for name, rows in (("", np.ones(len(own), bool)), ("advised ", advised)):
        here = np.flatnonzero(rows & np.isin(borrower, labelled))
        _, first = np.unique(borrower[here], return_index=True)
        top = known[here[first]]
        figures |= {f"{name}hit": (top == 1).sum() / reachable, f"{name}miss": (top == 0).sum() / len(labelled)}
    told = known >= 0
    p, y = np.clip(own[told], 1e-6, 1 - 1e-6), known[told]
    bins = np.array_split(np.argsort(p, kind="stable"), 15)
    loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
    return {**figures, "loss": loss, "ece": sum(len(b) * abs(p[b].mean() - y[b].mean()) for b in bins) / len(p)}


if __name__ == "__main__":
    main()
