"""One rule of law or of the house: what it forbids or asks for, its value, citation, certainty and sentences."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from recontact.policy.act_rule import VALUES, read_value

Certainty = Literal["verified", "secondary", "memory", "design"]
"""Text of the law read | press or law-firm text only | not re-checked | a choice of this product."""

REFUSING = (
    *("basis", "lawful_basis", "purpose", "granted", "expiry", "withdrawal", "declare", "category", "do_not_contact"),
    *("third_party_basis", "minor", "own", "namesake", "presumed_other", "hub", "channel", "third_party", "stop"),
    *("employer", "listed"),
)
"""Kinds of rule that a run applies itself: each withholds data or contacts."""

ACTING = (
    *("state", "unwanted_channel", "disclosure", "needs", "zone", "window", "attempt_log", "cap", "cooldown", "lost"),
)
"""Kinds of rule about an act of contact: `permit` answers whoever is about to make one, a run reports them."""

ORDERING = ("changed", "revived")
"""Kinds of rule by which a run orders what it shows, and advises it."""

REPORTED = ("require", "retain")
"""Kinds of rule whose values are only reported, to whoever answers for the processing and keeps the records."""

ELEMENTS = ("notice", "evidence", "controller", "recipients", "channels", "categories")
"""What a job declares per source beside the lawful basis; a `declare` rule names one of them."""


class Rule(BaseModel):
    """One entry of a jurisdiction's file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    kind: str
    value: Any = None
    cite: str
    certainty: Certainty
    en: str
    zh: str

    @model_validator(mode="after")
    def _value_fits_kind(self) -> "Rule":
        fits = {
            "lawful_basis": lambda value: isinstance(value, list) and bool(value),
            "category": lambda value: isinstance(value, list),
            "declare": lambda value: value in ELEMENTS,
            "minor": lambda value: isinstance(value, int),
        }
        if self.kind not in (*REFUSING, *ACTING, *ORDERING, *REPORTED):
            raise ValueError(f"unknown kind of rule: {self.kind}")
        if self.kind in VALUES:
            VALUES[self.kind].model_validate(self.value)
        elif not fits.get(self.kind, lambda value: self.kind in REPORTED or value is None)(self.value):
            raise ValueError(f"the value does not fit a rule of kind {self.kind}")
        return self

    @property
    def enforced(self) -> bool:
        """Whether a run applies the rule itself; otherwise its value is reported to whoever must."""
        return self.kind in (*REFUSING, *ORDERING)

    @property
    def reads(self) -> Any:
        """The value in the form of its kind."""
        return read_value(self.kind, self.value)


class Jurisdiction(BaseModel):
    """One file of rules."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z]{2}(-[a-z0-9]+)*$|^floor$")
    name: dict[Literal["en", "zh"], str]
    verified_on: date
    timezone: str | None = None
    extends: str | None = None
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something is not permitted: the rule, and its sentence in English and Chinese."""

    rule: str
    reason: str
    zh: str
    cite: str = ""

    def __str__(self) -> str:
        return f"{self.reason} {self.zh} ({self.rule}{': ' if self.cite else ''}{self.cite})"
