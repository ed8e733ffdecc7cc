"""Gender as documents state it: m or f, nothing where the text does not decide."""

import re
from dataclasses import dataclass
from functools import cache

import pyarrow as pa

from recontact import configs
from recontact.points.cleaned import Cleaned, tabulate
from recontact.points.level import Level
from recontact.points.text import EMPTY, LONGEST, plain

LEVELS = (
    Level("unknown", "The gender of one of the two is not known.", "至少一方性别未知。"),
    Level("same", "The gender is the same.", "性别相同。"),
    Level("different", "The gender is different.", "性别不同。"),
)
_TICKED_BEFORE = re.compile(r"[☑✓✔√■]\s*([男女])")
_TICKED_AFTER = re.compile(r"([男女])\s*[☑✓✔√■]")
_BESIDE = re.compile(r"[\d\s().:-]+")
"""A code beside the word: `1-男`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gender(Cleaned):
    """A gender; `value` is m or f."""


def clean(text: str, hint: str | None = None) -> list[Gender]:
    """Return the gender that one cell states; `先生/女士`, an unfilled form, states none.

    `hint` is accepted as of every kind; a gender needs none.
    """
    if len(text) > LONGEST:
        return [Gender(problem="too_long")]
    word = plain(text).lower().removesuffix(".0").rstrip(".")
    ticked = (_TICKED_AFTER if word[:1] in ("男", "女") else _TICKED_BEFORE).findall(word)
    if len(ticked) == 1:
        word = ticked[0]
    meant = _words().get(word) or _words().get(_BESIDE.sub("", word))
    if word in EMPTY or meant == "unknown":
        return [Gender(problem="empty")]
    if meant not in ("m", "f"):
        return [Gender(problem="other_gender" if meant else "not_a_gender")]
    return [Gender(value=meant, known=meant, type="gender", precision="full")]


def clean_column(raw: pa.Array, hint: pa.Array | None = None) -> pa.Table:
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


@cache
def _words() -> dict[str, str]:
    listed = configs.load("vocabularies/genders.yaml")
    return {word: meant for meant, words in listed.items() for word in words}
