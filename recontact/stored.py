"""A finished run as the later questions see it: its tables, its model and its settings."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.errors import UsageError
from recontact.graph.contact_graph import ContactGraph, names_of
from recontact.graph.part import Index
from recontact.graph.rank import Ranking, rank
from recontact.graph.settings import read_ranking
from recontact.model_file import ModelFile
from recontact.policy.jurisdiction import Rules, written
from recontact.run_folder import settle
from recontact.schema import MENTIONS, PERSONS, Declaration, Source
from recontact.summary import SCHEMA_VERSION


@dataclass(frozen=True)
class StoredRun:
    """The output folder of a finished run; every table is read when it is first asked for."""

    out: Path

    @classmethod
    def open(cls, out: Path) -> "StoredRun":
        """Return the run in `out`; UsageError if there is none that this version can read."""
        settle(out)
        run = cls(out)
        if not (out / "run.json").exists():
            raise UsageError(f"{out}: no finished run in it; `recontact run` writes one")
        if run.document.get("schema_version") != SCHEMA_VERSION:
            raise UsageError(f"{out}: written by another version of recontact; run the job again")
        return run

    @cached_property
    def document(self) -> dict[str, Any]:
        """The content of run.json."""
        return dict(json.loads((self.out / "run.json").read_text(encoding="utf-8")))

    @cached_property
    def model(self) -> ModelFile:
        """The run's trained model."""
        return ModelFile.read(self.out / "model.json")

    @property
    def rules(self) -> Rules:
        """The rules that held in the run."""
        return written(self.document["rules"])

    @property
    def as_of(self) -> date:
        """The day from which the run judged."""
        return date.fromisoformat(self.document["as_of"])

    def holds(self, name: str) -> bool:
        """Return whether the table `name` is still there; lists to act upon have a short term."""
        return (self.out / f"{name}.parquet").exists()

    def table(self, name: str) -> pa.Table:
        """Return the table `name` (a file's stem); UsageError if it was erased at the end of its term."""
        import pyarrow.parquet as pq

        path = self.out / f"{name}.parquet"
        if not path.exists():
            raise UsageError(
                f"{path}: not there any more: erased at the end of its term, or by hand; run the job again"
            )
        return pq.read_table(path).combine_chunks()

    @cached_property
    def records(self) -> pa.Table:
        """records.parquet."""
        return self.table("records")

    @cached_property
    def persons(self) -> pa.Table:
        """What linkage compared, row by row with `records`."""
        return self.records.select(PERSONS.names).cast(PERSONS)

    @cached_property
    def borrowers(self) -> pa.Table:
        """borrowers.parquet."""
        return self.table("borrowers")

    def identity_of(self, borrower: str) -> int | None:
        """Return a listed borrower's identity, None if no usable record has the borrower."""
        row = self.borrowers.filter(pc.equal(self.borrowers["borrower_id"], borrower))
        return row["identity"][0].as_py() if row.num_rows else None

    @cached_property
    def graph(self) -> ContactGraph:
        """The columns that the run ranked."""
        return ContactGraph(
            mentions=self.records.select(MENTIONS.names).cast(MENTIONS),
            observations=self.table("observations"),
            events=self.table("events"),
            persons=names_of(self.records),
            identity=self.records["identity"].to_numpy(),
            belief=self.records["belief"].to_numpy(),
            sources=self.sources,
        )

    @cached_property
    def index(self) -> Index:
        """The graph, indexed for questions about one borrower."""
        return Index.of(self.graph)

    @property
    def sources(self) -> dict[str, Source]:
        """The sources' settings at the run."""
        return {name: _source(each) for name, each in self.document["sources"].items()}

    def ranking(self, borrower: str) -> Ranking:
        """Return the ranking of one borrower, computed anew by the same function as in the run."""
        identity = self.identity_of(borrower)
        same = self.borrowers.filter(pc.equal(self.borrowers["identity"], identity))
        settings = read_ranking(self.document["ranking"])
        around = self.index.part(np.array([-1 if identity is None else identity]))
        return rank(around, same, settings, as_of=self.as_of, decay=self.model.decay, learned=self.model.learned)


def _source(content: dict[str, Any]) -> Source:
    declaration: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in content["declaration"].items()}
    rest: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in content.items() if k != "declaration"}
    return Source(**rest, declaration=Declaration(**declaration))
