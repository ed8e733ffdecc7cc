"""How a mapping names a column: by alternative headers, in whichever language the file was exported."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator
from rapidfuzz import fuzz, process

from recontact.adapters.reading import Select
from recontact.errors import SourceError
from recontact.points.header import recognise


class Settings(BaseModel):
    """Base of every part of a job or mapping: unknown keys are errors, nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def one_or_many(value: Any) -> Any:
    """A single text where a list may stand is a list of one."""
    return [value] if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(one_or_many), Field(min_length=1)]


class Column(Settings):
    """One column, by any of its headers."""

    column: Texts
    optional: bool = False

    @field_validator("column")
    @classmethod
    def _permitted(cls, headers: tuple[str, ...]) -> tuple[str, ...]:
        for header in headers:
            if forbidden(header):
                raise ValueError(
                    f"the column {header!r} is of a kind on the refusal list and is never read; name it under `refused`"
                )
        return headers

    def header(self, headers: Sequence[str]) -> str | None:
        """The header under which a file has this column, or None."""
        known = {fold(header): header for header in reversed(headers)}
        return next((known[fold(name)] for name in self.column if fold(name) in known), None)


def short(value: Any) -> Any:
    """`[a, b]` or `a` is short for `{column: [a, b]}`."""
    if isinstance(value, str | list | tuple):
        return {"column": value}
    if not isinstance(value, dict | Column):
        raise ValueError("a column is given by its header, a list of alternative headers, or `{column: …}`")
    return value


OneColumn = Annotated[Column, BeforeValidator(short)]


class Table(Settings):
    """What every mapping has: columns that are refused or ignored, besides those that are read."""

    refused: Texts = ()
    """Columns of kinds on the refusal list: never read, and reported."""
    ignored: Texts = ()
    """Columns that say nothing of how to reach a person: never read."""

    def columns(self) -> Iterator[Column]:
        """Every column that the mapping reads."""
        return _columns(getattr(self, name) for name in sorted(type(self).model_fields))

    def select(self, path: Path) -> Select:
        """The function that an adapter asks which of a file's columns to read."""

        def selected(headers: tuple[str, ...]) -> list[str]:
            found = [(column, column.header(headers)) for column in self.columns()]
            missing = [column for column, header in found if header is None and not column.optional]
            if missing:
                raise SourceError(_missing(path, missing, headers))
            return list(dict.fromkeys(header for _, header in found if header is not None))

        return selected

    def unread(self, headers: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The file's columns that are (refused, neither mapped nor ignored)."""
        read = {column.header(headers) for column in self.columns()}
        named = {fold(name) for name in self.refused}
        ignored = {fold(name) for name in self.ignored}
        rest = [header for header in headers if header not in read]
        refused = tuple(header for header in rest if fold(header) in named or forbidden(header))
        return refused, tuple(header for header in rest if header not in refused and fold(header) not in ignored)


def fold(header: str) -> str:
    """Headers are the same whatever their case, width and spaces."""
    return "".join(unicodedata.normalize("NFKC", header).casefold().replace("_", " ").split())


def forbidden(header: str) -> bool:
    """Whether a header names a kind of data on the refusal list: device, location, address book, call record …"""
    meaning = recognise(header)
    return meaning is not None and meaning.kind == "forbidden"


def _columns(parts: Iterable[Any]) -> Iterator[Column]:
    for part in parts:
        if isinstance(part, Column):
            yield part
        if isinstance(part, BaseModel):
            yield from _columns(getattr(part, name) for name in sorted(type(part).model_fields))
        elif isinstance(part, tuple):
            yield from _columns(part)
        elif isinstance(part, dict):
            yield from _columns(part[key] for key in sorted(part))


def _missing(path: Path, missing: Sequence[Column], headers: Sequence[str]) -> str:
    wanted = "; ".join(" or ".join(map(repr, column.column)) + _near(column, headers) for column in missing)
    return f"{path}: has no column {wanted}. Add the file's header to the mapping, or mark the column `optional: true`"


def _near(column: Column, headers: Sequence[str]) -> str:
    for name in column.column:
        best = process.extractOne(name, headers, scorer=fuzz.ratio, processor=fold, score_cutoff=75)
        if best:
            return f" (did you mean {best[0]!r}?)"
    return ""
