"""Plain words (a birth place, an occupation): folded so that equal words meet."""

import unicodedata

import pyarrow as pa
import pyarrow.compute as pc

from recontact.points.cleaned import UNKNOWN, Cleaned
from recontact.points.level import Level
from recontact.points.text import LONGEST
from recontact.schema import CLEANED

LEVELS = (
    Level("unknown", "The words cannot be compared.", "无法比较词语。"),
    Level("same", "The words are the same.", "词语相同。"),
    Level("different", "The words are different.", "词语不同。"),
)


def clean(text: str, hint: str | None = None) -> list[Cleaned]:
    """Return the folded text as the only element; `hint` is accepted as of every kind, words need none."""
    if len(text) > LONGEST:
        return [Cleaned(problem="too_long")]
    known = _folded(text)
    if known is None:
        return [Cleaned(problem="empty")]
    if UNKNOWN in known:
        return [Cleaned(known=known, type="words", precision="masked")]
    return [Cleaned(value=known, known=known, type="words", precision="full")]


def clean_column(raw: pa.Array, hint: pa.Array | None = None) -> pa.Table:
    """Return CLEANED for distinct texts `raw`, one row a cell; what folds to nothing is rejected as `empty`."""
    texts = raw.to_pylist()
    known = pa.array([_folded(text) if len(text) <= LONGEST else None for text in texts], pa.string())
    kept = pc.is_valid(known)
    nothing = pa.scalar(None, pa.string())
    hidden = pc.fill_null(pc.match_substring(known, UNKNOWN), False)
    reason = pa.array(["empty" if len(text) <= LONGEST else "too_long" for text in texts], pa.string())
    columns = {
        "cell": pa.array(range(len(raw)), pa.int32()),
        "value": pc.if_else(hidden, nothing, known),
        "known": known,
        "type": pc.if_else(kept, "words", nothing),
        "precision": pc.if_else(kept, pc.if_else(hidden, "masked", "full"), nothing),
        "flags": pa.array([[]] * len(raw), pa.list_(pa.string())),
        "problem": pc.if_else(kept, nothing, reason),
    }
    return pa.table(columns, schema=CLEANED)


def show(known: str) -> str:
    """Return the words for people."""
    return known


def mask(known: str) -> str:
    """Return the first character, for logs and reports."""
    return known[:1] + "***"


def compare(left: str | None, right: str | None) -> int:
    """Return the index in LEVELS on which two texts, as folded, agree."""
    if not left or not right or UNKNOWN in left + right:
        return 0
    return 1 if left == right else 2


def _folded(text: str) -> str | None:
    """Return a text without accents, case and surplus space, or None if nothing is left."""
    plain = unicodedata.normalize("NFKD", text)
    folded = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split()) or None
