"""What the report is made of: the tables of a finished run, handed over by the pipeline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from recontact.graph.ageing_compared import Ageing
from recontact.linkage.model import Model
from recontact.policy.jurisdiction import Rules
from recontact.report.standing import Standing


@dataclass(frozen=True, slots=True)
class SourceQuality:
    """How one source was read and what of it could be used."""

    id: str
    kind: str
    """Name of the adapter."""
    rows: int
    """Rows read = rows accepted + rows rejected."""
    rejected: int
    mentions: int
    used: int
    """Mentions that policy let through."""
    encoding: str | None = None
    unmapped: tuple[str, ...] = ()
    """Headers that the mapping does not name."""
    refused: tuple[str, ...] = ()
    """Headers of kinds on the refusal list; never read."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the report shows. Tables as in the schema; contacts and third parties as released."""

    as_of: date
    purpose: str
    facts: Mapping[str, str]
    """Version and hashes, by name."""
    rules: Rules
    sources: Sequence[SourceQuality]
    rejects: pa.Table
    model: Model | None
    """The trained model; without it the levels are not shown."""
    linkage: Mapping[str, Any]
    """The report of the linkage: compared, rules, em_iterations, em_converged, levels_never_seen …"""
    links: pa.Table
    identities: pa.Table
    borrowers: pa.Array
    contacts: pa.Table
    third_parties: pa.Table
    withheld: pa.Table
    withheld_values: Sequence[Mapping[str, Any]] = ()
    """source, kind, rule and count of values whose kind may not be used."""
    standing: Standing | None = None
    """How good the ranked numbers are; none if there is none."""
    ageing: Sequence[Ageing] = ()
    """How fast points age here, and how fast the settings presume."""
    notes: Sequence[str] = ()
    """What the reader should know first: leftovers of a killed run, sources in trouble."""
