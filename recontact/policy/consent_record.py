"""One record of a legal basis, in the fields of ISO/IEC TS 27560 and the words of the W3C Data Privacy Vocabulary."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import BaseModel, ConfigDict, Field

from recontact.policy.vocabulary import Channel, LawfulBasis
from recontact.schema import BASES, UNDATED, Source

PROFILE = "https://w3id.org/dpv/schema/dpv-27560#record"
"""The profile with which the form is aligned. No conformity is certified."""

CONTEXT = {
    "dpv": "https://w3id.org/dpv#",
    "dct": "http://purl.org/dc/terms/",
    "recontact": "urn:recontact:",
}

Status = Literal["dpv:ConsentGiven", "dpv:ConsentWithdrawn"]
"""Only what is given permits; whether it has expired depends on the day of the question."""

_DPV_BASIS: Mapping[str, str] = {
    "consent": "dpv:Consent",
    "separate_consent": "dpv:ExplicitlyExpressedConsent",
    "written_consent": "dpv:ExplicitlyExpressedConsent",
    "contract": "dpv:Contract",
    "contract_necessity": "dpv:ContractPerformance",
    "legal_obligation": "dpv:LegalObligation",
    "legal_duty": "dpv:LegalObligation",
    "legitimate_interest": "dpv:LegitimateInterest",
}
"""The nearest term; the exact word stands beside it."""


def _term(name: str, default: Any = ...) -> Any:
    """Declare a field that stands in the document under a term of a vocabulary."""
    return Field(default, validation_alias=name, serialization_alias=name)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class ConsentEvent(_Part):
    """That a basis was given, or withdrawn."""

    status: Status = _term("dpv:hasConsentStatus")
    on: date | None = _term("dct:date", None)
    """Its day; a withdrawal without one counts whatever the day."""
    until: date | None = _term("dct:valid", None)
    """The last day for which it was given; none: no end was named."""


class ConsentRecord(_Part):
    """On what the use of one person's data in one source rests."""

    identifier: str = _term("dct:identifier")
    type: Literal["dpv:ConsentRecord"] = _term("@type", "dpv:ConsentRecord")
    profile: str = _term("dct:conformsTo", PROFILE)
    source: str = _term("dpv:hasDataSource")
    record: str = _term("recontact:record")
    """The source's key of the record, `*` for all of them."""
    subject: str = _term("dpv:hasDataSubject")
    """Whose data: the row's own subject (`self`) or another person in it, who has to give a basis of their own."""
    purposes: tuple[str, ...] = _term("dpv:hasPurpose")
    categories: tuple[str, ...] | None = _term("dpv:hasPersonalData", None)
    """The only ones that it allows; none named: those declared for the source."""
    channels: tuple[Channel, ...] | None = _term("recontact:channels", None)
    """Likewise."""
    legal_basis: str | None = _term("dpv:hasLegalBasis", None)
    lawful_basis: LawfulBasis | None = _term("recontact:lawfulBasis", None)
    controller: str | None = _term("dpv:hasDataController", None)
    recipients: tuple[str, ...] = _term("dpv:hasRecipient", ())
    notice: str | None = _term("dpv:hasNotice", None)
    evidence: str | None = _term("recontact:evidence", None)
    jurisdictions: tuple[str, ...] = _term("dpv:hasJurisdiction", ())
    events: tuple[ConsentEvent, ...] = _term("recontact:events")


class ConsentRegister(_Part):
    """A file of such records."""

    context: Mapping[str, str] = _term("@context", CONTEXT)
    records: tuple[ConsentRecord, ...]

    def content(self) -> dict[str, Any]:
        """Return the JSON document as plain data."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


def register_of(
    bases: pa.Table, sources: Mapping[str, Source], purposes: Mapping[str, str], places: tuple[str, ...]
) -> ConsentRegister:
    """Return the register of a job's BASES and of what it declares per source; `purposes` are the lender's words."""
    return ConsentRegister(records=tuple(_record(row, sources, purposes, places) for row in bases.to_pylist()))


def bases_of(register: ConsentRegister) -> pa.Table:
    """Return BASES, one row per record and purpose."""
    return pa.Table.from_pylist([row for record in register.records for row in _rows(record)], BASES)


def as_texts(bases: pa.Table) -> pa.Table:
    """Return BASES with each list as one text, as a consent file has it; `none` for an empty one, null for no list."""
    for name in ("channels", "categories"):
        lists = bases[name].combine_chunks()
        joined = pc.binary_join(lists, ";")
        texts = pc.if_else(pc.equal(joined, ""), "none", joined)
        bases = bases.set_column(bases.column_names.index(name), name, texts)
    return bases


def _record(
    row: dict[str, Any], sources: Mapping[str, Source], purposes: Mapping[str, str], places: tuple[str, ...]
) -> ConsentRecord:
    key = "\x1f".join(str(row[name]) for name in BASES.names)
    events = [ConsentEvent(status="dpv:ConsentGiven", on=row["granted"], until=row["expires"])]
    if row["withdrawn"] is not None:
        day = None if row["withdrawn"] == UNDATED else row["withdrawn"]
        events.append(ConsentEvent(status="dpv:ConsentWithdrawn", on=day))
    told: dict[str, Any] = {}
    if row["source"] in sources:
        said = sources[row["source"]].declaration
        told = {name: getattr(said, name) for name in ("categories", "channels", "controller", "recipients", "notice")}
        told |= {"evidence": said.evidence, "lawful_basis": said.lawful_basis}
        told["legal_basis"] = _DPV_BASIS.get(said.lawful_basis or "")
    told |= {name: row[name] for name in ("categories", "channels") if row[name] is not None}
    return ConsentRecord(
        identifier=hashlib.sha256(key.encode()).hexdigest()[:24],
        source=row["source"],
        record=row["record_id"],
        subject=row["subject"],
        purposes=(purposes.get(row["purpose"], row["purpose"]),),
        jurisdictions=places,
        events=tuple(events),
        **told,
    )


def _rows(record: ConsentRecord) -> Iterator[dict[str, Any]]:
    """Yield a record's rows. Of several events of one kind the last grant and the last withdrawal count."""
    given = [event for event in record.events if event.status == "dpv:ConsentGiven"]
    gone = [event for event in record.events if event.status == "dpv:ConsentWithdrawn"]
    grant = max(given, key=lambda event: event.on or date.min, default=ConsentEvent(status="dpv:ConsentGiven"))
    undated = any(event.on is None for event in gone)
    withdrawn = UNDATED if undated else max((event.on for event in gone if event.on), default=None)
    for purpose in record.purposes:
        yield {
            "source": record.source, "record_id": record.record, "subject": record.subject, "purpose": purpose,
            "granted": grant.on, "expires": grant.until, "withdrawn": withdrawn,
            "channels": record.channels, "categories": record.categories,
        }  # fmt: skip
