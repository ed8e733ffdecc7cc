"""The values of rules about contact: windows, caps, cool-downs, states, needs, and when a borrower is lost."""

from collections.abc import Mapping
from datetime import time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from recontact.policy.vocabulary import Channel, Fact, Role, State

AT_ONCE: tuple[Channel, ...] = ("voice", "sms", "email", "im", "in_app", "visit")
"""Channels that reach a person at the time of sending; a letter does not."""

Positive = Annotated[int, Field(ge=1)]
Per = Literal["debtor", "person", "point", "debt"]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Value(BaseModel):
    """Base of the value of a rule: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ThirdParties(Value):
    """Whom beside the borrower one may reach, for which purposes; nobody where either is empty."""

    roles: tuple[str, ...]
    purposes: tuple[str, ...]
    only_if_lost: bool = True
    ask_only: tuple[str, ...] = ()
    disclose: Literal["none"] = "none"


class Namesake(Value):
    """What does not suffice, alone, to take two records for one person: each a set of facts that agree."""

    alone: Annotated[tuple[tuple[str, ...], ...], Field(min_length=1)]


class Window(Value):
    """Hours of contact in the person's local time: `open` <= time < `close`, or `after` < time < `before`."""

    open: time | None = None
    close: time | None = None
    after: time | None = None
    before: time | None = None
    channels: tuple[Channel, ...] = AT_ONCE
    days: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    """On other days this rule is silent."""
    holidays: bool = True
    """Whether public holidays are days of contact."""
    unless: Literal["hours"] | None = None
    """What the person may have agreed to instead."""

    @model_validator(mode="after")
    def _one_form(self) -> "Window":
        closed, opened = (self.open, self.close), (self.after, self.before)
        if (None in closed) == (None in opened) or any(closed) and any(opened):
            raise ValueError("a window is either open/close or after/before")
        start, end = closed if self.open is not None else opened
        if start is None or end is None or start >= end:
            raise ValueError("a window ends after it begins, on the same day")
        return self


class Period(Value):
    """Days over which a cap counts: by the calendar of the person's place, or rolling by the clock."""

    calendar_days: Positive | None = None
    rolling_days: Positive | None = None

    @model_validator(mode="after")
    def _one_form(self) -> "Period":
        if (self.calendar_days is None) == (self.rolling_days is None):
            raise ValueError("a period is either calendar_days or rolling_days")
        return self


Unit = Literal["attempt", "voice_attempt", "effective_call", "phone_or_text_attempt", "third_party_contact"]


class Cap(Value):
    """How often, over all numbers and agencies."""

    unit: Unit
    max: Annotated[int, Field(ge=0)]
    per: Annotated[tuple[Per, ...], Field(min_length=1)]
    period: Period | Literal["lifetime"]
    usages: tuple[str, ...] = ()
    """Only points of these usages; all where empty."""
    not_counted: tuple[str, ...] = ()
    """Outcomes that do not count; `agreed`: what the person had just asked for."""
    state: State | None = None
    """The cap holds only for persons in this state."""
    unless: Literal["frequency"] | None = None


class Cooldown(Value):
    """Days of rest after a conversation."""

    after: Literal["conversation"] = "conversation"
    days: Positive
    day_of_event_counts: bool
    per: Annotated[tuple[Per, ...], Field(min_length=1)]
    channels: tuple[Channel, ...] = ("voice",)


class InState(Value):
    """Nobody in the state is contacted, unless so."""

    state: State
    unless: Literal["representative", "estate", "accessible", "human", "safe_point", "own_point"] | None = None


class Needs(Value):
    """What must have happened before a contact: one of the facts, within its days (null: ever)."""

    channels: tuple[Channel, ...] = ()
    """Only these channels; all where empty."""
    roles: tuple[Role, ...] = ()
    """Only these roles; all where empty."""
    robot: bool = False
    """Only contacts by a robot."""
    first_contact: bool = False
    """Only the first contact with the person."""
    any_of: Annotated[Mapping[Fact, Annotated[int, Field(ge=0)] | None], Field(min_length=1)]


class Disclosure(Value):
    """To whom something about the debt may be said: to the borrower, and perhaps only once identified."""

    identified: bool


class Lost(Value):
    """When a borrower counts as lost; `any` of the two is enough."""

    numbers_invalid: bool
    """All own numbers are out of service."""
    failures_in_a_row: Positive
    distinct_days: bool = True
    """Failures on one day count once."""
    all_points_tried: bool = True
    """Every own number has failed at least once since the borrower was last reached."""
    also_tried: tuple[Literal["email", "im", "address"], ...] = ()
    """Kinds of other points of which the same is asked."""


class Changed(Value):
    """At which levels a changed contact counts as verified, and may come before those that it would replace."""

    verified_by: Annotated[tuple[Literal["otp", "three_element", "spoke"], ...], Field(min_length=1)]


class Revived(Value):
    """After how many days out of service a number that is in use again counts as somebody else's."""

    rest_days: Annotated[int, Field(ge=0)]


VALUES: Mapping[str, type[Value]] = {
    "third_party": ThirdParties,
    "namesake": Namesake,
    "window": Window,
    "cap": Cap,
    "cooldown": Cooldown,
    "state": InState,
    "needs": Needs,
    "disclosure": Disclosure,
    "lost": Lost,
    "changed": Changed,
    "revived": Revived,
}
"""Kinds of rule whose value has a form of its own."""


def read_value(kind: str, value: Any) -> Any:
    """Return a rule's value in the form of its kind; pydantic.ValidationError if it does not fit."""
    form = VALUES.get(kind)
    return form.model_validate(value) if form else value
