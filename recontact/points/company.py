"""Names of employers: folded to what tells one from another, without the legal form."""

import re
from functools import cache

import pyarrow as pa

from recontact import configs
from recontact.points.cleaned import Cleaned, tabulate
from recontact.points.han_script import has_han, simplify
from recontact.points.latin_letters import fold
from recontact.points.level import Level
from recontact.points.text import LONGEST

LEVELS = (
    Level("unknown", "The employers cannot be compared.", "无法比较工作单位。"),
    Level("same", "The employer is the same.", "工作单位相同。"),
    Level("contained", "One employer's name contains the other's.", "一方单位名称包含另一方。"),
    Level("different", "The employers are different.", "工作单位不同。"),
)
_TELLING = 3
"""Characters from which a name within another tells something."""
_CHINESE_FORM = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|分公司|总公司|公司|集团)+$")
_LATIN_FORM = re.compile(
    r"(?:[\s,]+(?:co|company|ltd|limited|llc|l\.?l\.?c|inc|incorporated|corp|corporation|plc|gmbh|ag|sa|llp|pty)\.?)+$"
)
_NOT_WORD = re.compile(r"[^\w&]+")


def clean_column(raw: pa.Array, hint: pa.Array | None = None) -> pa.Table:
    """Return CLEANED for distinct texts, one row each; what says only that there is no employer is rejected.

    `hint` is accepted as of every kind; an employer needs none.
    """
    return tabulate(([_read(text)] for text in simplify(raw.to_pylist())), Cleaned)


def clean(text: str, hint: str | None = None) -> list[Cleaned]:
    """Return the employer in one text as the only element, its `problem` set if there is none."""
    return [_read(simplify([text])[0])]


def show(known: str) -> str:
    """Return an employer's folded name for people."""
    return known if has_han(known) else known.title()


def mask(known: str) -> str:
    """Return an employer's name for reports: its first character."""
    return known[:1] + "***"


def compare(left: str | None, right: str | None) -> int:
    """Return the index in LEVELS on which two employers, as folded, agree; a branch bears its company's name."""
    if not left or not right:
        return 0
    if left == right:
        return 1
    return 2 if min(len(left), len(right)) >= _TELLING and (left in right or right in left) else 3


def _read(text: str) -> Cleaned:
    if len(text) > LONGEST:
        return Cleaned(problem="too_long")
    folded = fold(text).strip(" .,;")
    if folded in _nothing() or _NOT_WORD.sub(" ", folded).strip() in _nothing():
        return Cleaned(problem="placeholder")
    if has_han(text):
        name = _NOT_WORD.sub("", folded)
        name = _CHINESE_FORM.sub("", name) or name
    else:
        name = " ".join(_NOT_WORD.sub(" ", (_LATIN_FORM.sub("", folded) or folded).replace("'", "")).split())
    if not any(character.isalpha() for character in name):
        return Cleaned(problem="not_a_name")
    return Cleaned(value=name, known=name, type="company", precision="full")


@cache
def _nothing() -> frozenset[str]:
    return frozenset(configs.load("vocabularies/no_value.yaml")["employer"])
