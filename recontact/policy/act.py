"""One intended contact, and those before it: all that the rules of contact ask about, and no personal value."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from recontact.policy.vocabulary import Channel, Fact, Purpose, Role, State

REPRESENTATIVES = ("representative", "estate")
"""Roles that act for the borrower: reached with a mandate, and no third parties."""

Outcome = Literal[
    "right_party", "wrong_party", "hung_up", "no_answer", "busy", "off", "suspended", "vacant",
    "third_party_relayed", "third_party_refused", "delivered", "undelivered", "opened", "bounced",
    "signed", "returned", "no_return", "unknown",
]  # fmt: skip


class Attempt(BaseModel):
    """One contact that was tried, by whoever: the lender, its robots and every agency count alike."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: AwareDatetime
    channel: Channel
    outcome: Outcome = "unknown"
    debtor: str
    person: str | None = None
    """Token of who was tried; the debtor, if nobody else."""
    point: str
    debt: str
    role: Role = "self"
    usage: str = "own"
    by: str = ""
    """Which agency; it makes no difference."""
    agreed: bool = False
    """The person had just asked for it."""


class Act(BaseModel):
    """One intended contact. Tokens stand for persons and points; what is left out is unknown, and unknown means no."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: AwareDatetime
    channel: Channel
    purpose: Purpose
    debtor: str = ""
    person: str | None = None
    point: str = ""
    debt: str = ""
    role: Role = "self"
    usage: str = "own"
    """`work`: the point is the employer's."""
    zones: tuple[str, ...] = ()
    """IANA names of every time zone in which the person may be: by address and by number."""
    attempts: tuple[Attempt, ...] | None = None
    """All contacts before this one, over all numbers and agencies; an empty list says that there were none."""
    states: Mapping[State, date | None] = Field(default_factory=dict)
    """What is known of person, point and debt, with the last day on which it holds (none: until it is taken back)."""
    facts: Mapping[Fact, date] = Field(default_factory=dict)
    """What has happened, with its last day; what the message itself carries has today's."""
    agreed: frozenset[Literal["hours", "frequency"]] = frozenset()
    """What the person has agreed to in writing."""
    refused_channels: frozenset[Channel] = frozenset()
    """Channels that the person does not want."""
    lost: bool | None = None
    """Whether the borrower is lost by the rule of the place; see `policy.lost`."""
    holiday: bool | None = None
    """Whether the day is a public holiday where the person is."""
    robot: bool = False
    discloses: bool = False
    """Something about the debt is said."""
    identified: bool = False
    """Whoever is reached has proven to be the borrower."""
    safe_point: bool = False
    """The person has named this point as the only safe one."""
    accessible: bool = False
    """The person has named this channel as one that they can use."""

    @property
    def third_party(self) -> bool:
        """Whether somebody is reached who is neither the borrower nor acts for the borrower."""
        return self.role != "self" and self.role not in REPRESENTATIVES

    @property
    def whom(self) -> str:
        """Token of who is reached."""
        return self.person or self.debtor
