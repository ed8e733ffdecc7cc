"""What the columns of a source of records mean: who a row is about, and which cells say what of whom."""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from recontact.adapters.column import Column, OneColumn, Settings, Table, Texts, short

Usage = Literal[
    "own", "alternate", "home", "current", "registered", "delivery", "service", "account", "work", "previous"
]
Role = Literal[
    "self", "buyer", "emergency_contact_1", "emergency_contact_2", "emergency_contact_3", "guarantor", "employer"
]


class Cell(Column):
    """A column that holds a value of a person."""

    usage: Usage | None = None
    """How the source says that the person uses the value; None: the kind's usual one."""


def _cells(value: Any) -> Any:
    many = isinstance(value, list | tuple) and any(isinstance(item, dict) for item in value)
    return [short(item) for item in value] if many else [short(value)]


Cells = Annotated[tuple[Cell, ...], BeforeValidator(_cells)]


class Person(Settings):
    """One person whom a row mentions: for each kind of value, the cells that hold one."""

    name: Cells = ()
    id: Cells = ()
    born: Cells = ()
    gender: Cells = ()
    phone: Cells = ()
    email: Cells = ()
    im: Cells = ()
    address: Cells = ()
    employer: Cells = ()
    bank: Cells = ()
    birth_place: Cells = ()
    occupation: Cells = ()
    relation: OneColumn | None = None
    """What the person is to the row's subject."""


KINDS_MAPPED = tuple(name for name in Person.model_fields if name != "relation")


class Closed(Column):
    """How a row says that the account is closed or the employment ended: by a word, or by a day that has come."""

    values: Texts = ()
    date: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.values) == self.date:
            raise ValueError(
                "`closed` needs either `values` (the words that mean closed) or `date: true`, and not both"
            )
        return self


class Account(Column):
    """An account through which a row came, and the column of those it served.

    A value with usage `account` is the subject's only as long as the account serves one person: an account that sends
    to several is its buyer's, and so are the values registered with it.
    """

    serves: OneColumn


class RecordMapping(Table):
    """A source of records of persons."""

    key: OneColumn
    """The source's own number of the row."""
    customer: OneColumn | None = None
    """The lender's number of the subject."""
    seen: OneColumn | None = None
    """The day the record shows."""
    since: OneColumn | None = None
    """The day the account or employment began."""
    closed: Closed | None = None
    account: Account | None = None
    people: dict[Role, Person] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_subject(self) -> Self:
        if "self" not in self.people:
            raise ValueError("`people` has no `self`: say which columns are about the row's own subject")
        if "relation" in self.people["self"].model_fields_set:
            raise ValueError("`relation` is what another person is to the subject; `self` has none")
        return self
