"""What flows between the stages: Arrow schemas, the words allowed in them, and the frozen settings of a source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

CONTACT_KINDS = ("phone", "email", "im", "address")
"""Kinds of value that can reach a person."""

KINDS = (*CONTACT_KINDS, "name", "id", "born", "gender", "employer", "bank", "birth_place", "occupation")
"""Every kind of value that is read. A kind that is not here (location, address book, call record, social media,
face, device) does not exist for recontact: a mapping that names one is refused."""

CONTACT_TYPES = ("mobile", "landline", "email", "im", "address", "in_app")

ROLES = ("self", "buyer", "emergency_contact_1", "emergency_contact_2", "emergency_contact_3", "guarantor", "employer")
"""Who a mention is, seen from the row: `self` is the row's subject, everything else is another person."""

RELATIONS = ("spouse", "parent", "child", "sibling", "relative", "friend", "colleague", "other")

USAGES = ("own", "alternate", "home", "current", "registered", "delivery", "service", "account", "work", "previous")
"""How the source says that the subject uses a value. `work` is the employer's, never the person's own point."""

PRECISIONS = ("full", "masked", "damaged", "partial", "ambiguous")
"""How much of a value is known. Only `full` values are ever shown as a contact."""

MENTIONS = pa.schema(
    [
        ("source", pa.string()),  # source id: the file's stem
        ("row", pa.int64()),  # data row in the source, from 1
        ("record_id", pa.string()),  # the source's key for the subject, `key#role` for another person in the row
        ("role", pa.string()),  # ROLES
        ("relation", pa.string()),  # RELATIONS or null
        ("customer", pa.string()),  # the lender's own number for the subject, or null
        ("seen", pa.date32()),  # the day the record shows
        ("since", pa.date32()),  # the day the account or employment began, or null
        ("closed", pa.bool_()),  # the account is closed or the employment ended
    ]
)
"""One row per person that a source row mentions."""

VALUES = pa.schema(
    [
        ("mention", pa.int32()),  # row of MENTIONS
        ("kind", pa.string()),  # KINDS
        ("usage", pa.string()),  # USAGES
        ("field", pa.string()),  # the source's header
        ("raw", pa.string()),  # the cell as read, never empty
    ]
)
"""One row per cell that says something of a mention, in long form."""

CLEANED = pa.schema(
    [
        (
            "cell",
            pa.int32(),
        ),  # index of the raw value it came from; a cell may hold several values, every cell has one row
        ("value", pa.string()),  # canonical form if fully known, else null
        ("known", pa.string()),  # canonical form with `*` where a character is unknown; null if nothing is known
        ("type", pa.string()),  # subtype within the kind: mobile, landline, resident_id, han, latin …
        ("precision", pa.string()),  # PRECISIONS, null where the value is rejected
        ("flags", pa.list_(pa.string())),  # placeholder, hub, low_information, repaired, ambiguous …
        ("problem", pa.string()),  # one coded word, null if nothing was wrong
    ]
)
"""What every `points/*.clean_column` returns, followed by the columns of the kind's own parts."""

ADDRESS_PARTS = ("region", "city", "county", "postcode", "road", "number", "place", "building", "unit", "room")
"""Components of an address, each text or null. `region`: a province or state; `place`: a community or building."""

ADDRESS = pa.struct([(part, pa.string()) for part in (*ADDRESS_PARTS, "text")])

PERSONS = pa.schema(
    [
        ("source", pa.string()),
        ("record_id", pa.string()),
        ("customer", pa.string()),  # the lender's number, null if none
        ("seen", pa.date32()),
        ("han", pa.string()),  # name in Han characters, simplified, `*` for an unknown character; null if not Han
        ("surname", pa.string()),  # folded a-z (pinyin for Han), several tokens by space; null if unknown
        ("given", pa.string()),  # likewise; may be a single initial
        ("id", pa.string()),  # identity number, `*` for an unknown character
        ("born", pa.string()),  # YYYY-MM-DD, `*` for an unknown digit
        ("born_from_id", pa.bool_()),  # the birth date was read off the identity number
        ("gender", pa.string()),  # m, f or null
        ("phones", pa.list_(pa.string())),  # E.164, `*` for an unknown digit
        ("emails", pa.list_(pa.string())),
        ("handles", pa.list_(pa.string())),
        ("addresses", pa.list_(ADDRESS)),
        ("employer", pa.string()),
        ("birth_place", pa.string()),
        ("occupation", pa.string()),
    ]
)
"""What linkage compares: one row per mention, any column may be null throughout."""

EVENTS = pa.schema(
    [
        ("source", pa.string()),
        ("record_id", pa.string()),
        ("kind", pa.string()),  # status | tenure | three_element | outcome
        ("channel", pa.string()),  # voice | sms | email | mail | in_app, null for checks
        ("point_kind", pa.string()),  # CONTACT_KINDS
        ("value", pa.string()),  # the point, canonical
        ("customer", pa.string()),  # whom the attempt was for, null for checks
        ("on", pa.date32()),
        ("hour", pa.int8()),  # 0..23 by the clock of whoever wrote it, null if not known
        ("result", pa.string()),  # EVENT_RESULTS
        ("party", pa.string()),  # own | third_party, null if not said
        ("months_low", pa.int16()),  # tenure band, months
        ("months_high", pa.int16()),
        ("name", pa.string()),  # who was verified (three_element), canonical name
        ("id", pa.string()),  # likewise, identity number as known
    ]
)
"""One row per dated piece of evidence about a point: a number check or the outcome of an attempt."""

READ_EVENTS = pa.schema([*EVENTS, ("row", pa.int64()), ("field", pa.string())])
"""EVENTS as read, points, names and numbers not yet cleaned: with the row and the header of the cell of each point."""

EVENT_RESULTS = {
    "status": ("active", "vacant", "suspended", "not_in_database", "silent", "risk", "off", "unknown"),
    "tenure": ("band",),
    "three_element": ("match", "mismatch", "no_record"),
    "outcome": (
        *("right_party", "wrong_party", "hung_up", "no_answer", "busy", "off", "suspended", "vacant"),
        *("third_party_relayed", "third_party_refused", "delivered", "undelivered", "opened", "bounced"),
        *("signed", "returned", "no_return", "unknown"),
    ),
}

BASES = pa.schema(
    [
        ("source", pa.string()),  # source id, `*` for every source
        ("record_id", pa.string()),  # the source's key, `*` for the whole source; a customer number where source is `*`
        ("subject", pa.string()),  # ROLES: whose data
        ("purpose", pa.string()),  # as the lender's file says; the job maps it
        ("granted", pa.date32()),
        ("expires", pa.date32()),
        ("withdrawn", pa.date32()),  # UNDATED where a withdrawal is given and its day cannot be read
        ("channels", pa.list_(pa.string())),  # the only channels that it allows; null: those declared for the source
        ("categories", pa.list_(pa.string())),  # likewise the only KINDS of value
    ]
)
"""What the lender's consent files say, one row per basis."""

UNDATED = date.min
"""The day of a withdrawal that cannot be read: it counts whatever the day, against every grant."""

OBSERVATIONS = pa.schema(
    [
        ("mention", pa.int32()),
        ("kind", pa.string()),  # CONTACT_KINDS
        ("type", pa.string()),  # CONTACT_TYPES
        ("point", pa.string()),  # key under which equal points meet; phones E.164
        ("value", pa.string()),  # canonical form to show and write to
        ("usage", pa.string()),  # USAGES
        ("field", pa.string()),
        ("flags", pa.list_(pa.string())),
    ]
)
"""One row per mention and fully known contact point."""

REJECTS = pa.schema(
    [
        ("source", pa.string()),
        ("row", pa.int64()),  # null where the whole file is meant
        ("field", pa.string()),  # null where the whole row is meant
        ("kind", pa.string()),  # KINDS, `row`, `date`, `key` …
        ("reason", pa.string()),  # one coded word
    ]
)
"""What was not accepted, without the value."""

CONTACTS = pa.schema(
    [
        ("borrower_id", pa.string()),
        ("rank", pa.int32()),
        ("contact_type", pa.string()),
        ("contact_value_normalised", pa.string()),
        ("probability", pa.float64()),
        ("p_wrong", pa.float64()),
        ("party", pa.string()),  # own | third-party
        ("advised", pa.bool_()),
        ("identity_id", pa.string()),
        ("first_seen", pa.date32()),
        ("last_seen", pa.date32()),
        ("sources", pa.int32()),  # independent sources
        ("reasons", pa.string()),  # codes joined by `;`
        ("verified", pa.string()),  # policy.verification.LEVELS or `proposed`; null for third parties
        ("rule", pa.string()),  # the rule that permits showing it
        ("channels", pa.string()),  # by which it may be used, joined by `;`: what its bases and its sources allow
    ]
)
"""The ranked list. The lost list's own columns follow."""

WITHHELD = pa.schema(
    [
        ("stage", pa.string()),  # use | show
        ("source", pa.string()),
        ("record_id", pa.string()),
        ("borrower_id", pa.string()),
        ("contact_type", pa.string()),
        ("rule", pa.string()),
        ("count", pa.int64()),
    ]
)
"""What policy kept back, by rule, without values."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a consent file does not carry and the job declares for a source. A missing element withholds the source."""

    lawful_basis: str | None = None
    notice: str | None = None
    evidence: str | None = None
    controller: str | None = None
    recipients: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where records come from."""

    id: str
    reliability: float = 0.9
    """Probability that a value was the subject's on the day the record shows."""
    lag_days: float = 30.0
    """Mean days by which the shown day is newer than the value."""
    lag_days_of: Mapping[str, float] = field(default_factory=dict)
    """The same by kind of point (CONTACT_KINDS), for kinds of which `lag_days` is not true."""
    wrong_person: float = 0.02
    """Share of rows that are about somebody else."""
    derived_from: tuple[str, ...] = ()
    """Sources that it copies: a copy takes its original's day and is no evidence of its own."""
    declaration: Declaration = field(default_factory=Declaration)
