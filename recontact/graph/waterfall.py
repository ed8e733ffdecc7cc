"""Why a point has its probability: every step's change of the log-odds, with the record and day it came from."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow.compute as pc

from recontact import configs
from recontact.errors import UsageError
from recontact.graph.ageing import habit_prior, opening, rates
from recontact.graph.learned import features, kinds_of, log_odds
from recontact.graph.rank import Ranking
from recontact.graph.scene import Floats
from recontact.graph.steps import CODES, Steps
from recontact.schema import CONTACT_KINDS

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Bar:
    """One contribution, in natural log-odds."""

    code: str
    english: str
    chinese: str
    delta: float
    source: str | None
    record_id: str | None
    on: date | None


@dataclass(frozen=True, slots=True)
class Waterfall:
    """All contributions to one point's probability; the deltas add up to the logit of `probability`."""

    borrower_id: str
    kind: str
    type: str
    point: str
    probability: float
    p_wrong: float
    bars: tuple[Bar, ...]

    @property
    def logit(self) -> float:
        """Natural log-odds of `probability`."""
        return math.log(self.probability / (1.0 - self.probability))


def why(ranking: Ranking, borrower_id: str, kind: str, point: str) -> Waterfall:
    """Return the waterfall of a borrower's point (kind and key as in `Ranking.contacts`).

    The first bar is what is believed before any record; then time and evidence take turns; the last bars are what the
    person's other points say: of the person's habits, and as points in use instead of this one. UsageError if the
    point is not ranked for the borrower.
    """
    table = ranking.contacts
    mine = pc.and_(pc.equal(table["borrower_id"], borrower_id), pc.equal(table["kind"], kind))
    rows = table.filter(pc.and_(mine, pc.equal(table["point"], point))).to_pylist()
    if not rows:
        raise UsageError("no such contact point is ranked for this borrower: `recontact show` lists those that are")
    row = rows[0]
    return Waterfall(
        borrower_id=borrower_id,
        kind=kind,
        type=row["type"],
        point=point,
        probability=row["probability"],
        p_wrong=row["p_wrong"],
        bars=_bars(ranking, row["holding"]),
    )


def _bars(ranking: Ranking, holding: int) -> tuple[Bar, ...]:
    steps = ranking.steps
    own = steps.take(np.flatnonzero(steps.holding == holding))
    before, after, start = _beliefs(ranking, own, holding)
    bars = [_bar("prior", _logit(start))]
    level, day = start, int(own.day[0])
    for i in range(len(own)):
        if own.day[i] > day:
            bars.append(_bar("time", _logit(before[i]) - _logit(level), on=int(own.day[i])))
            level, day = before[i], int(own.day[i])
        source, record = _origin(ranking, own, i)
        delta = _logit(after[i]) - _logit(level)
        bars.append(_bar(CODES[own.code[i]], delta, source, record, _shown_day(ranking, own, i)))
        level = after[i]
    if ranking.scene.as_of > day:
        bars.append(_bar("time", _logit(before[-1]) - _logit(level), on=ranking.scene.as_of))
        level = before[-1]
    alone, filtered = float(ranking.belief.alone[holding]), float(ranking.belief.states[holding, 0])
    bars.append(_bar("habits", _logit(alone) - _logit(level)))
    if filtered != alone:
        bars.append(_bar("one_at_a_time", _logit(filtered) - _logit(alone)))
    return (*bars, *_lessons(ranking, holding))


def _lessons(ranking: Ranking, holding: int) -> list[Bar]:
    """What was learned, a bar for each feature that holds, and last the slope and the intercept."""
    scene = ranking.scene
    kind = CONTACT_KINDS[int(kinds_of(scene.holdings.type[[holding]])[0])]
    correction = ranking.learned.kinds.get(kind)
    if correction is None:
        return []
    names, matrix = features(scene, ranking.steps)
    here = [names[column] for column in matrix[[holding]].nonzero()[1]]
    bars = [_bar("learned", correction.weights[name], what=name) for name in here if correction.weights.get(name)]
    filtered = ranking.belief.states[[holding], 0]
    scaled = correction.slope * float(log_odds(filtered)[0])
    return [*bars, _bar("slope", scaled - _logit(float(filtered[0]))), _bar("intercept", correction.intercept)]


def _beliefs(ranking: Ranking, own: Steps, holding: int) -> tuple[Floats, Floats, float]:
    """P(own) before and after every step, habits weighed by what was seen so far; the last `before` is at the end."""
    from recontact.graph.filter import trace

    settings, scene = ranking.scene.settings, ranking.scene
    type_ = int(scene.holdings.type[holding])
    table, first = rates(settings, ranking.decay)[type_], opening(settings)[type_]
    default = int(ranking.default_day[holding])
    states, total = trace(own.day, own.loglik, table, first, scene.as_of, default, settings.default_days)
    prior = habit_prior(settings, ranking.decay.tilt)
    weights = prior[:, None] * np.exp(total - total.max(axis=0))
    weights /= weights.sum(axis=0)
    seen_before = np.concatenate((prior[:, None], weights[:, :-1]), axis=1)
    before = (seen_before * states[:, :, 0, 0]).sum(axis=0)
    after = (weights * states[:, :, 1, 0]).sum(axis=0)
    return before, after, float(first[0])


def _origin(ranking: Ranking, own: Steps, step: int) -> tuple[str | None, str | None]:
    graph = ranking.scene.graph
    if own.observation[step] >= 0:
        mention = graph.observations["mention"][int(own.observation[step])].as_py()
        return graph.mentions["source"][mention].as_py(), graph.mentions["record_id"][mention].as_py()
    if own.event[step] >= 0:
        event = int(own.event[step])
        return graph.events["source"][event].as_py(), graph.events["record_id"][event].as_py()
    return None, None


def _shown_day(ranking: Ranking, own: Steps, step: int) -> int:
    """The day that the record shows, where there is one; the filter takes it at the day on which it was true."""
    graph = ranking.scene.graph
    if own.observation[step] >= 0:
        mention = graph.observations["mention"][int(own.observation[step])].as_py()
        seen = graph.mentions["seen"][mention].as_py()
        return (seen - _EPOCH).days if seen else int(own.day[step])
    return int(own.day[step])


def _bar(
    code: str, delta: float, source: str | None = None, record: str | None = None, on: int | None = None, what: str = ""
) -> Bar:
    sentence = configs.load("vocabularies/ranking_sentences.yaml")[code]
    day = None if on is None else _EPOCH + timedelta(days=on)
    return Bar(code, sentence["en"].format(what=what), sentence["zh"].format(what=what), delta, source, record, day)


def _logit(probability: float) -> float:
    return math.log(probability / (1.0 - probability))
