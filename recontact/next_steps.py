"""What to do next about one borrower: attempts at permitted contacts in order, and evidence that would help."""

from typing import Any

import pyarrow as pa

from recontact import configs
from recontact.answering_hours import answering_hours
from recontact.graph.listing import CHANNEL
from recontact.graph.next_evidence import next_evidence
from recontact.graph.order import plan
from recontact.graph.rank import Ranking
from recontact.release import VALUE
from recontact.stored import StoredRun


def next_steps(run: StoredRun, borrower: str, permitted: pa.Table, shown: pa.Table) -> dict[str, Any]:
    """Return `attempts` (rank, channel, value as in `shown`, probability, worth, verified), `evidence` (rank or null,
    action, worth, sentences) and `hours` (when to call, if calls are among the attempts). `permitted` and `shown` are
    the borrower's released contacts, row by row, in clear and as shown.
    """
    if run.identity_of(borrower) is None:
        return {"attempts": [], "evidence": [], "hours": []}
    ranking = run.ranking(borrower)
    place = {
        pair: row
        for row, pair in enumerate(
            zip(permitted["contact_type"].to_pylist(), permitted[VALUE].to_pylist(), strict=True)
        )
    }
    table = ranking.contacts
    owners = table["borrower_id"].to_pylist()
    pairs = zip(table["type"].to_pylist(), table["value"].to_pylist(), strict=True)
    known = [(row, place[pair]) for row, pair in enumerate(pairs) if pair in place and owners[row] == borrower]
    allowed = [set(each.split(";")) for each in permitted["channels"].to_pylist()]
    rows = [(row, at) for row, at in known if CHANNEL[permitted["contact_type"][at].as_py()] in allowed[at]]
    mine = table.take(pa.array([row for row, _ in rows], pa.int64()))
    ranks, values = shown["rank"].to_pylist(), shown[VALUE].to_pylist()
    attempts = []
    for attempt in plan(mine, ranking.scene.settings):
        at = rows[attempt.row][1]
        told = {"channel": attempt.channel, "probability": attempt.probability, "worth": attempt.worth}
        told["verified"] = permitted["verified"][at].as_py()
        attempts.append({"rank": ranks[at], "value": values[at], **told})
    evidence = _evidence(ranking, borrower, {row: ranks[at] for row, at in known})
    calls = any(attempt["channel"] == "voice" for attempt in attempts)
    hours = answering_hours(run, borrower, ranking.scene.settings) if calls else []
    return {"attempts": attempts, "evidence": evidence, "hours": hours}


def _evidence(ranking: Ranking, borrower: str, released: dict[int, int]) -> list[dict[str, Any]]:
    """Return what is worth having, of no point that is not released; `released`: row of the ranking -> rank shown."""
    sentences = configs.load("vocabularies/next_steps.yaml")
    return [
        {"rank": released.get(each.row), "action": each.action, "worth": each.worth, **sentences[each.action]}
        for each in next_evidence(ranking, borrower)
        if each.row < 0 or each.row in released
    ]
