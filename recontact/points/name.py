"""What is known of a person's name."""

from dataclasses import dataclass

from recontact.points.cleaned import Cleaned


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Cleaned):
    """A name and its parts. `surname`, `given` and `middle` are folded to a-z, several words apart by one space."""

    han: str | None = None
    """Simplified Han characters, `*` for an unknown one."""
    surname: str | None = None
    """Pinyin for Han; may be an initial; None if unknown."""
    given: str | None = None
    """Pinyin without spaces for Han; may be an initial; None if unknown."""
    middle: str | None = None
    """Middle names; the Western name beside a Chinese one; a married woman's own surname."""
    suffix: str | None = None
    title: str | None = None
    """Titles and forms of address: dr, 先生."""
    han_surname: str | None = None
    han_given: str | None = None
    parts: str | None = None
    """The parts of a Han name as written, `|` between them: 王|小明, 陈|李|美玲, 阿卜杜拉|买买提."""
    surname_readings: str | None = None
    """Every reading of a Han surname that has several, by spaces: qin tan."""
    note: str | None = None
    """What stood beside the name in its cell, as written: 妻, 已离职, deceased."""
