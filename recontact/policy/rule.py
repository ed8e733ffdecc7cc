"""One rule of law or of the house: what it forbids or asks for, its value, citation, certainty and sentences."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Certainty = Literal["verified", "secondary", "memory", "design"]
"""Text of the law read | press or law-firm text only | not re-checked | a choice of this product."""

REFUSING = (
    *("basis", "lawful_basis", "purpose", "granted", "expiry", "withdrawal", "declare", "category", "do_not_contact"),
    *("third_party_basis", "minor", "own", "hub", "channel", "third_party", "stop", "employer", "listed"),
)
"""Kinds of rule that this engine applies itself: each withholds data or contacts."""

REPORTED = ("window", "cap", "cooldown", "predicate", "require", "retain")
"""Kinds of rule whose values are reported to whoever dials or keeps records: the engine itself does not dial."""

ELEMENTS = ("notice", "evidence", "controller", "recipients", "channels", "categories")
"""What a job declares per source beside the lawful basis; a `declare` rule names one of them."""


class ThirdParties(BaseModel):
    """Whom beside the borrower one may reach, for which purposes; nobody where either is empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    roles: tuple[str, ...]
    purposes: tuple[str, ...]
    ask_only: tuple[str, ...] = ()
    disclose: Literal["none"] = "none"


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
            "third_party": lambda value: ThirdParties.model_validate(value) is not None,
        }
        if self.kind not in (*REFUSING, *REPORTED):
            raise ValueError(f"unknown kind of rule: {self.kind}")
        if not fits.get(self.kind, lambda value: self.kind in REPORTED or value is None)(self.value):
            raise ValueError(f"the value does not fit a rule of kind {self.kind}")
        return self

    @property
    def enforced(self) -> bool:
        """Whether the engine itself applies the rule; otherwise its value is reported to whoever must."""
        return self.kind in REFUSING


class Jurisdiction(BaseModel):
    """One file of rules."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z]{2}(-[a-z]+)?$|^floor$")
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

    def __str__(self) -> str:
        return f"{self.reason} {self.zh} ({self.rule})"
