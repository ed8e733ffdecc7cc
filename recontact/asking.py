"""Questions about one borrower of a finished run: through the one door, each written to the audit log."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from recontact import configs
from recontact.audit.checkpoint import Seal
from recontact.errors import RefusedError, UsageError
from recontact.graph.export import VEIL, to_cytoscape, to_graphml, to_json
from recontact.graph.moment import as_of
from recontact.graph.neighbourhood import neighbourhood
from recontact.graph.path import path
from recontact.graph.waterfall import why
from recontact.judgement import Judgements, judgement_path
from recontact.moments import changes, moments
from recontact.next_steps import next_steps
from recontact.policy.jurisdiction import written
from recontact.published import open_published
from recontact.record_questions import identity_story, judge, why_linked
from recontact.release import VALUE, Release, mask, masked
from recontact.stored import StoredRun


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who asks about the borrowers of a run, for a purpose, masked unless values are revealed."""

    run: StoredRun
    door: Release
    reveal: bool

    @classmethod
    def open(
        cls, out: Path, *, actor: str, purpose: str | None, reveal: bool, at: datetime, seal: Seal | None = None
    ) -> "Asker":
        """Open the run in `out` for questions; `seal` signs the audit log.

        UsageError if there is no finished run, or values are to be revealed for no purpose; RefusedError if the purpose
        is not the one for which the run was permitted.
        """
        run, log = open_published(out, seal)
        permitted = run.document["purpose"]
        rules = written(run.document["rules"])
        listed = frozenset(run.borrowers["borrower_id"].to_pylist())
        door = Release(actor, permitted if purpose else "", listed, rules, log, at)
        if purpose is not None and purpose != permitted:
            replace(door, purpose="").record("refusal", ("purpose",))
            raise RefusedError(
                f"the run in {out} was permitted for {permitted}, not for {purpose!r}; run the job for that"
            )
        if reveal and purpose is None:
            raise UsageError("values are revealed for a purpose only: say what they are needed for")
        return cls(run, door, reveal)

    def show(self, borrower: str) -> dict[str, Any]:
        """Return the borrower's contacts, the third parties, and what each rule withheld."""
        contacts = self.door.ask(self.run.table("contacts"), borrower, reveal=self.reveal)
        others = _of(self.run.table("third_parties"), borrower)
        held = _of(self.run.table("withheld"), borrower)
        counted = held.group_by("rule", use_threads=False).aggregate([("count", "sum")]).sort_by("rule")
        return {
            "borrower_id": borrower,
            "contacts": contacts.to_pylist(),
            "third_parties": (others if self.reveal else masked(others)).to_pylist(),
            "withheld": [{"rule": row["rule"], "count": row["count_sum"], **self._sentence(row["rule"])}
                         for row in counted.to_pylist()],
        }  # fmt: skip

    def why(self, borrower: str, number: int) -> dict[str, Any]:
        """Return every contribution to the log-odds of a contact, in time order; they add up to `logit`."""
        contact, kind, point, ranking = self._contact(borrower, number)
        found = why(ranking, borrower, kind, point)
        bars = [
            {"code": bar.code, "en": bar.english, "zh": bar.chinese, "change": bar.delta, "source": bar.source,
             "record_id": bar.record_id, "on": bar.on.isoformat() if bar.on else None}
            for bar in found.bars
        ]  # fmt: skip
        return {**self._head(borrower, number, contact), "probability": found.probability, "p_wrong": found.p_wrong,
                "logit": found.logit, "bars": bars}  # fmt: skip

    def next(self, borrower: str) -> dict[str, Any]:
        """Return the next attempts at the contacts that may be shown, and which evidence would help most."""
        contacts = self.door.ask(self.run.table("contacts"), borrower, reveal=self.reveal)
        return {
            "borrower_id": borrower,
            **next_steps(self.run, borrower, _of(self.run.table("contacts"), borrower), contacts),
        }

    def changes(self, borrower: str, since: date, until: date | None = None) -> dict[str, Any]:
        """Return what came to the borrower's contacts after `since`, up to `until` (default: the run's day)."""
        shown = self.door.ask(self.run.table("contacts"), borrower, reveal=self.reveal)
        until = until or self.run.as_of
        if since >= until:
            raise UsageError(f"nothing comes between {since} and {until}: the first day is before the second")
        identity = self._identity(borrower)
        keys = self._keys(borrower)
        rows = dict(zip(keys, map(_brief, shown.to_pylist()), strict=True))
        return {"borrower_id": borrower, "since": since, "until": until,
                **changes(self.run, identity, rows, since, until)}  # fmt: skip

    def point(self, borrower: str, number: int) -> dict[str, Any]:
        """Return all that is known of a contact in time order; other people at it are counted, never named."""
        contact, kind, key, _ = self._contact(borrower, number)
        return {**self._head(borrower, number, contact), **moments(self.run, self._identity(borrower), (kind, key))}

    def path(self, borrower: str, number: int) -> dict[str, Any]:
        """Return how the borrower and a contact are connected, the most believed way first."""
        contact, kind, point, _ = self._contact(borrower, number)
        identity = self.run.identity_of(borrower)
        assert identity is not None, "a borrower with a contact has an identity"
        ways = path(self.run.graph, identity, kind, point)
        sentences = configs.load("vocabularies/path_sentences.yaml")
        steps = []
        for leg in ways[0]:
            facts = {"source": leg.source, "record": leg.record_id, "day": leg.on or "?", "belief": f"{leg.belief:.3f}",
                     "usage": leg.usage, "role": leg.role}  # fmt: skip
            sentence = sentences[leg.relation]
            steps.append({"relation": leg.relation, **facts, "en": sentence["en"].format(**facts),
                          "zh": sentence["zh"].format(**facts)})  # fmt: skip
        return {**self._head(borrower, number, contact), "steps": steps, "ways": len(ways)}

    def case_file(self, borrower: str) -> str:
        """Return the page of the borrower's case: one offline HTML file, other people veiled."""
        from recontact.casefile.case import Case
        from recontact.casefile.document import document
        from recontact.casefile.page import html

        contacts = self.door.ask(self.run.table("contacts"), borrower, reveal=self.reveal)
        held = _of(self.run.table("withheld"), borrower)
        withheld: dict[str, int] = {}
        for rule, count in zip(held["rule"].to_pylist(), held["count"].to_pylist(), strict=True):
            withheld[rule] = withheld.get(rule, 0) + count
        door = self.door
        case = Case(self.run, borrower, contacts, withheld, door.rules, door.actor, door.purpose, self.reveal)
        return html(document(case))

    def graph(self, borrower: str, form: str, day: date | None = None) -> str:
        """Return the borrower's neighbourhood as node-link JSON, GraphML or for Cytoscape, if given as of a day; what
        may not be shown is veiled."""
        self.door.admit(borrower, "reveal" if self.reveal else "query")
        identity = self._identity(borrower)
        around = neighbourhood(as_of(self.run.graph, day) if day else self.run.graph, identity)
        mine = _of(self.run.table("contacts"), borrower)
        permitted = set(zip(mine["contact_type"].to_pylist(), mine[VALUE].to_pylist(), strict=True))

        def shown(contact_type: str, value: str) -> str:
            if (contact_type, value) not in permitted:
                return VEIL
            return value if self.reveal else mask(contact_type, value)

        return {"json": to_json, "graphml": to_graphml, "cytoscape": to_cytoscape}[form](around, shown)

    def why_linked(self, left: str, right: str) -> dict[str, Any]:
        """Return level and weight of every comparison of two records, or why they never met. No value is shown."""
        return why_linked(self.run, self.door, left, right)

    def identity(self, name: str) -> dict[str, Any]:
        """Return how an identity of a listed borrower (its id, or a record) came together, and its weak points."""
        return identity_story(self.run, self.door, name)

    def judge(self, left: str, right: str, verdict: str, *, reason: str = "", file: Path | None = None) -> None:
        """Store that two records are of one person, of two, or unsure, or take that back (`undone`); later runs obey.

        `reason` is a code such as `documents_seen`, `file` the job's own file of judgements (default: beside the run).
        UsageError if it contradicts a judgement that stands.
        """
        judge(self.run, self.door, Judgements(file or judgement_path(self.run.out)), left, right, verdict, reason)

    def _contact(self, borrower: str, number: int) -> tuple[dict[str, Any], str, str, Any]:
        """Return the released row with that rank, its kind and key, and the borrower's ranking."""
        rows = self.door.ask(self.run.table("contacts"), borrower, reveal=self.reveal)
        whole = _of(self.run.table("contacts"), borrower)
        at = pc.index(whole["rank"], pa.scalar(number, pa.int32())).as_py()
        if at < 0:
            has = f"ranks 1 to {whole.num_rows}" if whole.num_rows else "no contact that may be shown"
            raise UsageError(f"borrower {borrower} has no contact of rank {number}: {has}")
        ranking = self.run.ranking(borrower)
        same = pc.and_(pc.equal(ranking.contacts["type"], whole["contact_type"][at]),
                       pc.equal(ranking.contacts["value"], whole[VALUE][at]))  # fmt: skip
        mine = pc.and_(same, pc.equal(ranking.contacts["borrower_id"], borrower))
        row = ranking.contacts.filter(mine).slice(0, 1).to_pylist()[0]
        return rows.slice(at, 1).to_pylist()[0], row["kind"], row["point"], ranking

    def _identity(self, borrower: str) -> int:
        identity = self.run.identity_of(borrower)
        if identity is None:
            raise UsageError(f"no usable record has borrower {borrower}: there is nothing to show")
        return identity

    def _keys(self, borrower: str) -> list[tuple[str, str]]:
        """Return kind and key of the borrower's contacts, by rank."""
        table = self.run.ranking(borrower).contacts
        known = {(row["type"], row["value"]): (row["kind"], row["point"]) for row in _of(table, borrower).to_pylist()}
        mine = _of(self.run.table("contacts"), borrower)
        return [known[each] for each in zip(mine["contact_type"].to_pylist(), mine[VALUE].to_pylist(), strict=True)]

    def _head(self, borrower: str, number: int, contact: dict[str, Any]) -> dict[str, Any]:
        return {
            "borrower_id": borrower,
            "rank": number,
            "contact_type": contact["contact_type"],
            "value": contact[VALUE],
        }

    def _sentence(self, rule: str) -> dict[str, str]:
        found = self.door.rules.find(rule)
        return {"en": found.en, "zh": found.zh}


def _brief(row: dict[str, Any]) -> dict[str, Any]:
    return {"rank": row["rank"], "contact_type": row["contact_type"], "value": row[VALUE]}


def _of(table: pa.Table, borrower: str) -> pa.Table:
    return table.filter(pc.fill_null(pc.equal(table["borrower_id"], borrower), False))
