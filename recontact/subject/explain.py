"""How the run came to a person's ranked contacts, in sentences for that person, and the right to a human review."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from recontact import configs
from recontact.graph.waterfall import why
from recontact.policy.jurisdiction import Rules
from recontact.release import VALUE
from recontact.stored import StoredRun
from recontact.subject.receipt import SENTENCES

LANGUAGES = ("en", "zh")
_WEIGHTY = 0.05
"""Change of the log-odds below which a reason is left out: it moves a probability by about one point in a hundred."""


def explain(run: StoredRun, borrowers: Sequence[str], rules: Rules) -> list[dict[str, str]]:
    """Return sentences in `en` and `zh`: each contact with its reasons, what was withheld, the rights."""
    said: list[dict[str, str]] = []
    for borrower in borrowers:
        for contact in _contacts(run, borrower):
            said += _one(run, borrower, contact)
    words = configs.load(SENTENCES)["explanation"]
    if not said:
        said.append({language: words["none"][language] for language in LANGUAGES})
    said += _withheld(run, borrowers, rules, words["withheld"])
    controllers = {each.declaration.controller for each in run.sources.values()} - {None}
    controller = "; ".join(sorted(str(name) for name in controllers)) or "-"
    said.append({language: words["human"][language].format(controller=controller) for language in LANGUAGES})
    return said


def _contacts(run: StoredRun, borrower: str) -> list[dict[str, Any]]:
    table = run.table("contacts")
    return list(table.filter(pc.equal(table["borrower_id"], borrower)).to_pylist())


def _one(run: StoredRun, borrower: str, contact: dict[str, Any]) -> list[dict[str, str]]:
    """Say how probable one contact is, and the reasons for and against it, the weightiest first."""
    words = configs.load(SENTENCES)["explanation"]
    ranked = run.ranking(borrower)
    rows = ranked.contacts.filter(pc.equal(ranked.contacts["borrower_id"], borrower)).to_pylist()
    row = next(row for row in rows if (row["type"], row["value"]) == (contact["contact_type"], contact[VALUE]))
    bars = why(ranked, borrower, row["kind"], row["point"]).bars
    facts = {
        "rank": contact["rank"],
        "type": contact["contact_type"],
        "percent": f"{contact['probability']:.0%}",
        "day": run.document["as_of"],
    }
    said = [{language: words["lead"][language].format(**facts) for language in LANGUAGES}]
    reasons: dict[tuple[str, str], float] = {}
    for bar in bars:
        reasons[bar.english, bar.chinese] = reasons.get((bar.english, bar.chinese), 0.0) + bar.delta
    for (english, chinese), change in sorted(reasons.items(), key=lambda each: -abs(each[1])):
        if abs(change) >= _WEIGHTY:
            side = words["up" if change > 0 else "down"]
            said.append({"en": side["en"] + english, "zh": side["zh"] + chinese})
    return said


def _withheld(run: StoredRun, borrowers: Sequence[str], rules: Rules, words: dict[str, str]) -> list[dict[str, str]]:
    table = run.table("withheld")
    mine = pc.is_in(table["borrower_id"], value_set=_of(borrowers))
    held = table.filter(pc.and_(pc.equal(table["stage"], "show"), mine))
    counted = held.group_by("rule", use_threads=False).aggregate([("count", "sum")]).sort_by("rule").to_pylist()
    said = []
    for row in counted:
        rule = rules.find(row["rule"])
        facts = {"count": row["count_sum"], "rule": rule.id}
        sentence = {"en": rule.en, "zh": rule.zh}
        said.append({name: words[name].format(sentence=sentence[name], **facts) for name in LANGUAGES})
    return said


def _of(words: Sequence[str]) -> pa.Array:
    return pa.array(list(words), pa.string())
