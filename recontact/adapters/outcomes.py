"""Outcomes of contact attempts: who was tried on which channel, when, and what came of it."""

from datetime import date
from functools import reduce
from typing import Annotated, Literal

import pyarrow as pa
import pyarrow.compute as pc

from recontact.adapters.column import Column, OneColumn, Table
from recontact.adapters.events import Codes, Events, event_table
from recontact.adapters.fields import Fields
from recontact.adapters.reading import Reading
from recontact.points.hour import hour_column

Channel = Literal["voice", "sms", "email", "mail", "im", "in_app"]
Party = Literal["own", "third_party"]
Result = Literal[
    "right_party", "wrong_party", "hung_up", "no_answer", "busy", "off", "suspended", "vacant",
    "third_party_relayed", "third_party_refused", "delivered", "undelivered", "opened", "bounced",
    "signed", "returned", "no_return", "unknown",
]  # fmt: skip

POINT_OF_CHANNEL = {"voice": "phone", "sms": "phone", "email": "email", "mail": "address", "im": "im", "in_app": "im"}


class ChannelColumn(Column):
    """The column of the channel, and what its words mean."""

    values: Annotated[dict[str, Channel], Codes]


class ResultColumn(Column):
    """The column of the outcome, and what its words mean."""

    results: Annotated[dict[str, Result], Codes]


class PartyColumn(Column):
    """The column that says whose point was tried, and what its words mean."""

    values: Annotated[dict[str, Party], Codes]


class OutcomeMapping(Table):
    """A source of contact attempts, one a row."""

    key: OneColumn
    customer: OneColumn
    """The lender's number of the borrower for whom the attempt was made."""
    channel: ChannelColumn
    target: OneColumn
    """The number, address or handle that was tried."""
    on: OneColumn
    """The day, and the time of day where the file has it."""
    time: OneColumn | None = None
    """The time of day, where it has a column of its own."""
    result: ResultColumn
    party: PartyColumn | None = None


def outcomes(reading: Reading, mapping: OutcomeMapping, source: str, as_of: date | None = None) -> Events:
    """Return the attempts in a reading as events. A row goes if its channel, target, day or result cannot be used."""
    fields = Fields(reading, source, as_of)
    channel = fields.words(mapping.channel, mapping.channel.values, "channel")
    columns = {
        "source": source,
        "row": reading.rows,
        "field": mapping.target.header(reading.headers),
        "kind": "outcome",
        "channel": channel,
        "point_kind": _points(channel),
        "value": fields.text(mapping.target, "target"),
        "customer": fields.text(mapping.customer, "key"),
        "on": fields.day(mapping.on),
        "hour": _hours(fields, mapping),
        "result": fields.words(mapping.result, mapping.result.results, "result"),
        "party": fields.words(mapping.party, mapping.party.values, "party") if mapping.party else None,
    }
    usable = reduce(pc.and_, (pc.is_valid(columns[needed]) for needed in ("channel", "value", "on", "result")))
    fields.reject(pc.invert(usable), "row", "incomplete_attempt", None)
    columns["record_id"] = fields.keys(mapping.key)
    events = event_table(columns, fields.rows).filter(usable).combine_chunks()
    read = fields.rows + reading.rejects.num_rows
    return Events(events, fields.rejected_rows(), read, events.num_rows, read - events.num_rows)


def _hours(fields: Fields, mapping: OutcomeMapping) -> pa.Array:
    alone = fields.text(mapping.time, "time")
    return hour_column(fields.text(mapping.on, "date"), dated=True) if alone is None else hour_column(alone)


def _points(channel: pa.Array) -> pa.Array:
    words = channel.dictionary_encode()
    kinds = [POINT_OF_CHANNEL[word] for word in words.dictionary.to_pylist()]
    return pa.array(kinds, pa.string()).take(words.indices)
