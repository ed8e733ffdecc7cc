"""Gender as documents state it: m or f, nothing where the text does not decide."""

from dataclasses import dataclass

import pyarrow as pa

from recontact.points.cleaned import Cleaned, tabulate
from recontact.points.level import Level
from recontact.points.text import EMPTY, LONGEST, plain

LEVELS = (
    Level("unknown", "The gender of one of the two is not known.", "至少一方性别未知。"),
    Level("same", "The gender is the same.", "性别相同。"),
    Level("different", "The gender is different.", "性别不同。"),
)
_MALE = ("m", "male", "man", "mr", "mr.", "boy", "1", "男", "男性", "男士", "先生")
_FEMALE = (
    "f",
    "female",
    "woman",
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "miss",
    "girl",
    "2",
    "女",
    "女性",
    "女士",
    "小姐",
    "太太",
)
_WORDS = dict.fromkeys(_MALE, "m") | dict.fromkeys(_FEMALE, "f")
"""1 and 2 are GB/T 2261.1 and ISO/IEC 5218, whose 0 and 9 are `unknown` and `not stated`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gender(Cleaned):
    """A gender; `value` is m or f."""


def clean(text: str) -> list[Gender]:
    """Return the gender that one cell states; `先生/女士`, an unfilled form, states none."""
    if len(text) > LONGEST:
        return [Gender(problem="too_long")]
    word = plain(text).lower().removesuffix(".0")
    if word in EMPTY or word in ("9", "u", "x"):
        return [Gender(problem="empty")]
    value = _WORDS.get(word)
    if value is None:
        return [Gender(problem="not_a_gender")]
    return [Gender(value=value, known=value, type="gender", precision="full")]


def clean_column(raw: pa.Array) -> pa.Table:
    """Return CLEANED columns for distinct texts."""
    return tabulate(map(clean, raw.to_pylist()), Gender)


def show(known: str) -> str:
    """Return the word for people."""
    return {"m": "male", "f": "female"}[known]


def mask(known: str) -> str:
    """Return a sign that says nothing, for logs and reports."""
    return "*" * len(known)


def compare(left: str | None, right: str | None) -> int:
    """Return the index in LEVELS on which two genders agree."""
    if not left or not right:
        return 0
    return 1 if left == right else 2
