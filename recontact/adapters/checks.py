"""Number checks: what a carrier or data provider said of a number on a day, one event per answer."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.adapters.column import Column, OneColumn, Table
from recontact.adapters.events import Codes, Events, event_table
from recontact.adapters.fields import Fields
from recontact.adapters.reading import Reading

Status = Literal["active", "vacant", "suspended", "not_in_database", "silent", "risk", "off", "unknown"]
Verdict = Literal["match", "mismatch", "no_record"]

_BAND = r"^\s*[\[(]?\s*(?P<low>\d{1,4})\s*[,，~～–-]\s*(?P<high>\d{0,4})\s*\+?\s*[\])]?\s*$"
"""`[3,6)`, `[24,+)`, `12-24`: months, from and up to."""


class StatusColumn(Column):
    """A column of codes for the state of a line. Providers number them differently, so each is named."""

    results: Annotated[dict[str, Status], Codes]


class VerdictColumn(Column):
    """A column of the provider's words for whether number, name and identity number belong together."""

    results: Annotated[dict[str, Verdict], Codes]


class CheckMapping(Table):
    """A source of number checks. A row may carry up to three answers: state, tenure, and who it was verified for."""

    key: OneColumn
    on: OneColumn
    """The day of the check."""
    phone: OneColumn
    status: StatusColumn | None = None
    tenure: OneColumn | None = None
    """How many months the number has been with its owner: a band such as `[3,6)`."""
    three_element: VerdictColumn | None = None
    name: OneColumn | None = None
    id: OneColumn | None = None


def checks(reading: Reading, mapping: CheckMapping, source: str, as_of: date | None = None) -> Events:
    """Return the answers in a reading as events. A row goes if it has no number, no day, or no answer that is known."""
    fields = Fields(reading, source, as_of)
    shared = {"source": source, "point_kind": "phone", "value": fields.text(mapping.phone, "phone")}
    shared |= {"row": reading.rows, "field": mapping.phone.header(reading.headers)}
    shared["on"] = fields.day(mapping.on)
    dated = pc.and_(pc.is_valid(shared["value"]), pc.is_valid(shared["on"]))
    answers = list(_answers(fields, mapping))
    answered = np.zeros(fields.rows, bool)
    for answer in answers:
        answered |= pc.is_valid(answer["result"]).to_numpy(zero_copy_only=False)
    usable = pc.and_(dated, pa.array(answered))
    fields.reject(pc.invert(usable), "row", "no_dated_answer", None)
    shared["record_id"] = fields.keys(mapping.key)
    tables = [event_table({**shared, **answer}, fields.rows) for answer in answers]
    events = pa.concat_tables(
        table.filter(pc.and_(dated, pc.is_valid(answer["result"])))
        for table, answer in zip(tables, answers, strict=True)
    )
    read, accepted = fields.rows + reading.rejects.num_rows, pc.sum(usable).as_py() or 0
    return Events(events.combine_chunks(), fields.rejected_rows(), read, accepted, read - accepted)


def _answers(fields: Fields, mapping: CheckMapping) -> Iterator[dict[str, pa.Array | str | None]]:
    nothing = pa.nulls(fields.rows, pa.string())
    status = fields.words(mapping.status, mapping.status.results, "status") if mapping.status else nothing
    yield {"kind": "status", "result": status}
    low, high = _months(fields, mapping.tenure)
    yield {
        "kind": "tenure",
        "result": pc.if_else(pc.is_valid(low), "band", pa.scalar(None, pa.string())),
        "months_low": low,
        "months_high": high,
    }
    verdict = mapping.three_element
    yield {
        "kind": "three_element",
        "result": fields.words(verdict, verdict.results, "three_element") if verdict else nothing,
        "name": fields.text(mapping.name, "name"),
        "id": fields.text(mapping.id, "id"),
    }


def _months(fields: Fields, tenure: Column | None) -> tuple[pa.Array, pa.Array]:
    cells = fields.text(tenure, "tenure")
    if cells is None or tenure is None:
        return pa.nulls(fields.rows, pa.int16()), pa.nulls(fields.rows, pa.int16())
    found = pc.extract_regex(cells, _BAND)
    unread = pc.and_(pc.is_valid(cells), pc.is_null(found))
    fields.reject(unread, "tenure", "unreadable", tenure.header(fields.reading.headers))
    high = pc.struct_field(found, "high")
    open_ended = pc.if_else(pc.equal(high, ""), pa.scalar(None, pa.string()), high)
    return pc.struct_field(found, "low").cast(pa.int16()), open_ended.cast(pa.int16())
