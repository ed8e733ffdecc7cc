"""Registers of legal bases as JSON in the words of the Data Privacy Vocabulary, read as rows of a consent file."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from recontact.adapters.reading import Adapter, Reading, Request, file_head, row_numbers
from recontact.adapters.rejects import rejected
from recontact.adapters.text import text_array
from recontact.errors import SourceError

_LIMIT = 1 << 30
_HEADERS = ("source", "record_id", "subject", "purpose", "granted", "expires", "withdrawn", "channels", "categories")
"""Those of the shipped mapping `consents`."""
_UNDATED = "undated"
"""Stands where a withdrawal names no day: no date, so that it counts whatever the day."""


def read(path: Path, request: Request) -> Reading:
    """Read `{"records": [...]}`: one row per record and purpose, under the headers of the mapping `consents`."""
    try:
        document = json.loads(file_head(path, _LIMIT).decode("utf-8-sig"), parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        raise SourceError(f"{path}: is no readable JSON; is it a register of consents?") from None
    records = document.get("records") if isinstance(document, dict) else None
    if not isinstance(records, list):
        raise SourceError(f'{path}: has no list of "records"; see docs/consent.md for the form')
    rows: list[dict[str, str | None]] = []
    bad: list[int] = []
    for record in records:
        found = list(_rows(record)) if isinstance(record, dict) else []
        rows += found
        if not found:
            bad.append(len(rows) + len(bad) + 1)
        if request.rows is not None and len(rows) >= request.rows:
            rows = rows[: request.rows]
            break
    wanted = list(dict.fromkeys(request.select(_HEADERS)))
    return Reading(
        source=path.stem,
        table=pa.table([text_array([row[name] for row in rows]) for name in wanted], names=wanted),
        rows=row_numbers(len(rows), bad),
        headers=_HEADERS,
        kind="consent_register",
        encoding="utf-8",
        rejects=rejected(path.stem, bad, "row", "no_consent_record"),
    )


ADAPTER = Adapter("consent_register", (".json",), read)


def _rows(record: dict[str, Any]) -> Iterator[dict[str, str | None]]:
    events = [event for event in _many(record.get("recontact:events")) if isinstance(event, dict)]
    given = [event for event in events if event.get("dpv:hasConsentStatus") == "dpv:ConsentGiven"]
    gone = [event for event in events if event.get("dpv:hasConsentStatus") not in ("dpv:ConsentGiven", None)]
    grant = max(given, key=lambda event: str(event.get("dct:date") or ""), default={})
    days = [str(event.get("dct:date") or _UNDATED) for event in gone]  # "undated" sorts after every day
    for purpose in _many(record.get("dpv:hasPurpose")):
        yield {
            "source": _text(record.get("dpv:hasDataSource")),
            "record_id": _text(record.get("recontact:record")),
            "subject": _text(record.get("dpv:hasDataSubject")),
            "purpose": _text(purpose),
            "granted": _text(grant.get("dct:date")),
            "expires": _text(grant.get("dct:valid")),
            "withdrawn": max(days, default=None),
            "channels": _said(record, "recontact:channels"),
            "categories": _said(record, "dpv:hasPersonalData"),
        }


def _said(record: dict[str, Any], term: str) -> str | None:
    """Return a list as one text; None where it is not given. An empty one, or one of no texts, allows nothing."""
    return ";".join(str(word) for word in _many(record[term])) or "none" if record.get(term) is not None else None


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
