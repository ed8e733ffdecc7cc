"""What was found out of listed borrowers' points: by field work (labels), or by the attempts of the last months."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.errors import UsageError
from recontact.graph.contact_graph import codes, point_keys
from recontact.graph.fitting import Findings
from recontact.graph.learned import KIND_OF_TYPE, features, kinds_of, log_odds
from recontact.graph.rank import Ranking, rank
from recontact.graph.scene import Flags, Floats, Ints
from recontact.graph.settings import RankingSettings, Row, read_ranking
from recontact.points.event import clean_events
from recontact.schema import CONTACT_KINDS, READ_EVENTS
from recontact.stored import StoredRun

COLUMNS = ("borrower_id", "contact_type", "contact_value_normalised", "reaches_borrower")
_REACHES = {"1": 1.0, "0": 0.0, "true": 1.0, "false": 0.0}


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of a ranking's holdings of which something was found out."""

    ranking: Ranking
    holding: Ints
    if_own: Floats
    if_not: Floats
    weight: Floats
    level_known: bool

    def of(self, kind: str) -> Findings:
        """Return what was found out of points of one kind."""
        scene = self.ranking.scene
        here = np.flatnonzero(kinds_of(scene.holdings.type[self.holding]) == CONTACT_KINDS.index(kind))
        rows = self.holding[here]
        names, matrix = features(scene, self.ranking.steps)
        weight = self.weight[here]
        return Findings(
            logit=log_odds(self.ranking.belief.states[rows, 0]),
            matrix=matrix[rows],
            names=names,
            if_own=self.if_own[here],
            if_not=self.if_not[here],
            weight=weight / weight.mean() if len(weight) else weight,
            borrower=_numbers(scene.holdings.identity[rows]),
            level_known=self.level_known,
        )


def from_labels(run: StoredRun, ranking: Ranking, path: Path) -> Found:
    """Return what a file of labels (COLUMNS, CSV) says of the run's points; UsageError if it cannot be read.

    A label of a point or a borrower that the run does not know is left out.
    """
    labels = _read(path)
    kinds = [KIND_OF_TYPE.get(word, "phone" if word == "phone" else "") for word in labels["contact_type"].to_pylist()]
    columns = {field.name: pa.nulls(labels.num_rows, field.type) for field in READ_EVENTS}
    columns |= {
        "point_kind": pa.array(kinds, pa.string()),
        "value": labels["contact_value_normalised"].combine_chunks(),
        "customer": labels["borrower_id"].combine_chunks(),
        "result": labels["reaches_borrower"].combine_chunks(),
    }
    events, _ = clean_events(pa.table(columns, schema=READ_EVENTS), regions=tuple(run.document["regions"]))
    reaches = np.array([_REACHES[word.lower()] for word in events["result"].to_pylist()])
    holding = _holdings(ranking, events)
    known = np.flatnonzero(holding >= 0)
    _, first = np.unique(holding[known], return_index=True)
    known = known[first]
    return Found(ranking, holding[known], reaches[known], 1.0 - reaches[known], np.ones(len(known)), level_known=True)


def reached(run: StoredRun, path: Path) -> dict[tuple[str, str], bool]:
    """Return by borrower and value whether labels say that the value reaches the borrower; errors as above."""
    now = rank(run.graph, run.borrowers, read_ranking(run.document["ranking"]), as_of=run.as_of, decay=run.model.decay)
    found = from_labels(run, now, path)
    said = dict(zip(found.holding.tolist(), (found.if_own > 0.5).tolist(), strict=True))
    table = now.contacts.select(["borrower_id", "value", "holding"])
    rows = zip(*(table[name].to_pylist() for name in table.column_names), strict=True)
    return {(borrower, value): said[holding] for borrower, value, holding in rows if holding in said}


def from_outcomes(run: StoredRun, settings: RankingSettings) -> Found:
    """Return what the attempts since `look_back_days` ago found out, against the ranking as of that day.

    Only the first attempt at a point counts, whatever came of it. Points that were likelier to be tried (higher up) are
    found out more often: each attempt weighs the inverse of its propensity (Horvitz and Thompson 1952). How the lost
    answer is estimated from them anew; how many points are theirs cannot be, so the level stays as it was.
    """
    then = run.as_of - timedelta(days=settings.learning.look_back_days)
    ranking = rank(run.graph, run.borrowers, settings, as_of=then, decay=run.model.decay)
    since = pc.and_(pc.greater(run.graph.events["on"], then), pc.less_equal(run.graph.events["on"], run.as_of))
    attempts = run.graph.events.filter(pc.and_(since, pc.equal(run.graph.events["kind"], "outcome")))
    holding = _holdings(ranking, attempts)
    order = np.lexsort((np.arange(len(holding)), np.asarray(attempts["on"].cast(pa.int32())), holding))
    order = order[holding[order] >= 0]
    tried = np.zeros(len(ranking.own), dtype=np.bool_)
    tried[holding[order]] = True
    known = order[_understood(attempts, settings)[order]]
    _, first = np.unique(holding[known], return_index=True)
    rows = known[first]
    if_own, if_not = _likelihoods(ranking, holding[rows], attempts.take(pa.array(rows)), settings)
    chance = np.maximum(_propensity(ranking, tried)[holding[rows]], settings.learning.least_propensity)
    return Found(ranking, holding[rows], if_own, if_not, 1.0 / chance, level_known=False)


def _read(path: Path) -> pa.Table:
    from pyarrow import csv

    try:
        table = csv.read_csv(path, convert_options=csv.ConvertOptions(column_types=dict.fromkeys(COLUMNS, pa.string())))
    except (OSError, pa.ArrowInvalid) as error:
        raise UsageError(f"{path}: cannot be read as a CSV file of labels ({type(error).__name__})") from None
    missing = [name for name in COLUMNS if name not in table.column_names]
    if missing:
        raise UsageError(f"{path}: has no column {', '.join(missing)}; labels have the columns {', '.join(COLUMNS)}")
    odd = pc.invert(pc.is_in(pc.utf8_lower(table["reaches_borrower"]), pa.array(sorted(_REACHES))))
    if pc.any(odd).as_py():
        line = pc.index(odd, True).as_py() + 2
        raise UsageError(f"{path}:{line}: reaches_borrower is 1 or 0")
    return table.select(COLUMNS)


def _holdings(ranking: Ranking, events: pa.Table) -> Ints:
    """Return per event the holding of the borrower for whom it was, at its point; -1 if there is none."""
    table = ranking.contacts
    key = pc.binary_join_element_wise(table["borrower_id"], point_keys(table["kind"], table["point"]), "\x1f")
    asked = pc.binary_join_element_wise(events["customer"], point_keys(events["point_kind"], events["value"]), "\x1f")
    holding = np.append(np.asarray(table["holding"].to_numpy()), -1)
    result: Ints = holding[codes(asked, key.combine_chunks())]
    return result


def _understood(attempts: pa.Table, settings: RankingSettings) -> Flags:
    """Attempts of whose outcome the settings say what it means."""
    pairs = zip(attempts["channel"].to_pylist(), attempts["result"].to_pylist(), strict=True)
    tables = _tables(settings)
    return np.array([result in tables.get(channel, {}) for channel, result in pairs], dtype=np.bool_)


def _tables(settings: RankingSettings) -> dict[str, dict[str, Row]]:
    names = ("voice", "sms", "email", "mail", "in_app")
    return {name: getattr(settings, name) for name in names}


def _likelihoods(
    ranking: Ranking, holding: Ints, attempts: pa.Table, settings: RankingSettings
) -> tuple[Floats, Floats]:
    """Likelihood of each outcome if the point is own, and if it is not, as the lost answer.

    The settings' likelihoods count as `answers_strength` attempts; then those seen, shared out by what the filter and
    the outcome itself say of the point (three rounds of EM; Dempster, Laird, Rubin 1977).
    """
    words = [f"{c}:{r}" for c, r in zip(attempts["channel"].to_pylist(), attempts["result"].to_pylist(), strict=True)]
    known = [f"{channel}:{result}" for channel, table in _tables(settings).items() for result in table]
    code = np.array([known.index(word) for word in words], dtype=np.int64)
    channel = np.array([word.partition(":")[0] for word in known])
    rows = np.array([row for table in _tables(settings).values() for row in table.values()])
    states = ranking.belief.states[holding]
    own, other = states[:, 0], states[:, 1:] / np.maximum(states[:, 1:].sum(axis=1, keepdims=True), 1e-12)
    if_own, if_not = rows[code, 0], (rows[code, 1:] * other).sum(axis=1)
    strength = settings.learning.answers_strength
    for _ in range(3):
        share = own * if_own / np.maximum(own * if_own + (1.0 - own) * if_not, 1e-12)
        seen = np.stack([np.bincount(code, weights=w, minlength=len(known)) for w in (share, 1.0 - share)])
        prior = np.stack([rows[:, 0], rows[:, 1:].mean(axis=1)])
        for name in np.unique(channel):
            here = channel == name
            table = prior[:, here] / prior[:, here].sum(axis=1, keepdims=True) * strength + seen[:, here]
            seen[:, here] = table / table.sum(axis=1, keepdims=True)
        if_own, if_not = seen[0, code], seen[1, code]
    return if_own, if_not


def _propensity(ranking: Ranking, tried: Flags) -> Floats:
    """Return per holding the share that was tried among those of its rank and kind."""
    table = ranking.contacts
    holding = np.asarray(table["holding"].to_numpy())
    place = np.minimum(np.asarray(table["rank"].to_numpy()), 6) - 1
    group = place * len(CONTACT_KINDS) + kinds_of(ranking.scene.holdings.type[holding])
    size = 6 * len(CONTACT_KINDS)
    count = np.bincount(group, minlength=size)
    hits = np.bincount(group, weights=tried[holding], minlength=size)
    share = np.ones(len(ranking.own))
    share[holding] = ((hits + 0.5) / (count + 1.0))[group]
    return share


def _numbers(identity: Ints) -> Ints:
    """Number the borrowers from 0, so that folds are even."""
    return np.unique(identity, return_inverse=True)[1].astype(np.int32)
