"""How the parts of a name in Latin letters are written and folded."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recontact.points.cleaned import UNKNOWN
from recontact.points.latin_words import Word, listed
from recontact.points.name import Name

_ROMAN = ("ii", "iii", "iv")


@dataclass(frozen=True, slots=True)
class Parts:
    """Which words play which part; `given` and `middle` may be one joined word of several."""

    given: tuple[Word, ...] = ()
    middle: tuple[Word, ...] = ()
    surname: tuple[Word, ...] = ()
    doubtful: bool = False
    masked: bool = False


def name_of(parts: Parts, titles: Sequence[Word], suffixes: Sequence[Word], flags: tuple[str, ...]) -> Name:
    """Return the name that the parts make: full only if given name and surname are whole."""
    shown = [*parts.given, *parts.middle, *parts.surname, *suffixes]
    surname, given = _known(_glued(parts.surname)), _known(" ".join(word.folded for word in parts.given))
    precision = _precision(parts, surname, given)
    display = " ".join(_display(word, full=precision == "full") for word in shown)
    return Name(
        value=display if precision == "full" else None,
        known=display,
        type="latin",
        precision=precision,
        flags=(*flags, "order_doubtful") if parts.doubtful else flags,
        surname=surname,
        given=given,
        middle=_known(" ".join(word.folded for word in parts.middle)),
        suffix=" ".join(word.folded for word in suffixes) or None,
        title=" ".join(word.folded for word in titles) or None,
    )


def _precision(parts: Parts, surname: str | None, given: str | None) -> str:
    masked = parts.masked or any(UNKNOWN in word.written for word in (*parts.given, *parts.surname))
    if masked or (surname and len(surname) == 1 and given):
        return "masked"
    return "full" if surname and given and len(given) > 1 else "partial"


def _known(folded: str) -> str | None:
    """Return a folded part; of a masked one only the initial, which is all that compares."""
    if UNKNOWN not in folded:
        return folded or None
    return folded[0] if folded[0] != UNKNOWN else None


def _glued(words: Sequence[Word]) -> str:
    """Join particles with the word that follows."""
    text = ""
    for word in words:
        particle = word.folded in listed("latin_names", "particles") and len(words) > 1
        text += word.folded if particle else word.folded + " "
    return text.strip()


def _display(word: Word, *, full: bool) -> str:
    written = word.written
    if word.folded in _ROMAN:
        return written.upper()
    if len(written) == 1:
        return written.upper() + ("." if full else UNKNOWN)
    if written.islower() and word.folded in listed("latin_names", "particles"):
        return written
    return titled(written) if written.isupper() or written.islower() else written


def titled(text: str) -> str:
    """Return `text` with capitals at the beginning of its words and after apostrophes and hyphens."""
    return "".join(part[:1].upper() + part[1:].lower() for part in re.split(r"(['’\s-])", text))
