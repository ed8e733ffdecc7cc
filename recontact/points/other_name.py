"""Names in Cyrillic, Greek and Hangul, read in Latin letters; those in other scripts are kept as they are."""

import re
from dataclasses import replace

from recontact.points import other_letters
from recontact.points.latin_letters import fold
from recontact.points.name import Name

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?")
_NOTE = re.compile(r"\(.*?\)|\[.*?\]")


def read(text: str) -> Name:
    """Return the name in a text without Han and with few Latin letters."""
    words = _WORD.findall(_NOTE.sub(" ", text))
    if not words:
        return Name(problem="not_a_name")
    script = other_letters.alphabet("".join(words))
    if script == "hangul":
        return _korean(words)
    if script in ("cyrillic", "greek") and len(words) < 6:
        return _lettered(words, script, family="," in text)
    return unread(text)


def unread(text: str) -> Name:
    """Keep a name in another script as it is written: nothing is wrong with it."""
    return Name(value=text, known=text, type="other", precision="full", flags=("script_unread",))


def _korean(words: list[str]) -> Name:
    if len(words) > 1 and len(words[0]) < 3:
        surname, given = words[0], "".join(words[1:])
    else:
        surname, given = other_letters.divide_hangul("".join(words))
    written = surname + given
    spelled = other_letters.korean_surnames(surname)
    name = Name(
        known=written if given else written + "*",
        type="hangul",
        precision="full" if given else "partial",
        surname=spelled[0],
        given=other_letters.romanise_hangul(given) or None,
        surname_readings=" ".join(spelled) if len(spelled) > 1 else None,
        parts=f"{surname}|{given}".strip("|"),
    )
    return replace(name, value=written) if given else name


def _lettered(words: list[str], script: str, *, family: bool) -> Name:
    """Divide a name letter by letter: a father's name in the middle or at the end says where the surname is."""
    spelled = [fold(other_letters.transliterate(word, script)).replace("'", "").replace("’", "") for word in words]
    folded = [re.sub("[^a-z]", "", each) for each in spelled]
    written = " ".join(re.sub(r"(?:^|(?<=-))\w", lambda first: first[0].upper(), each.lower()) for each in words)
    fathers = next((place for place, word in enumerate(folded) if other_letters.patronymic(word) and place > 0), None)
    initials = len(folded) > 1 and len(folded[0]) > 1 and all(len(each) == 1 for each in folded[1:])
    first = family or initials or (fathers is not None and fathers == len(folded) - 1 and len(folded) > 2)
    surname = folded[0] if first else folded[-1]
    rest = folded[1:] if first else folded[:-1]
    whole = len(folded) > 1 and bool(surname and rest[0]) and min(len(surname), len(rest[0])) > 1
    return Name(
        value=written if whole else None,
        known=written,
        type=script,
        precision="full" if whole else "partial",
        surname=surname or None,
        given=(rest[0] or None) if rest else None,
        middle=" ".join(each for each in rest[1:] if each) or None,
    )
