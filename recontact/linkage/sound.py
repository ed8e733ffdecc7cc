"""How a name sounds: a short code under which usual misspellings meet (after Russell's Soundex, 1918)."""

from typing import Any

import numpy as np

from recontact.linkage.people import Encoded

Array = np.ndarray[Any, Any]
_CLASS = str.maketrans("bfpvcgjkqsxzdtlmnr", "111122222222334556")


def sound(name: str) -> str:
    """Return first letter and three classes of consonants; names alike in them are often one name misspelt."""
    letters = [letter for letter in name if letter.isascii() and letter.isalpha()]
    if not letters:
        return name
    code = letters[0]
    last = letters[0].translate(_CLASS)
    for letter in letters[1:]:
        kind = letter.translate(_CLASS)
        if kind.isdigit() and kind != last:
            code += kind
        if letter not in "hw":
            last = kind
    return code[:4]


def sound_digests(e: Encoded, codes: Array) -> Array:
    """Return a hash of the sound of each code's text; 0 for an unknown, single or partly hidden one."""
    distinct = np.unique(codes[codes >= 0])
    table = np.zeros(len(e.texts.digests) + 1, np.uint64)
    for code in distinct.tolist():
        text = e.texts.chars[e.texts.offsets[code] : e.texts.offsets[code + 1]].tobytes().decode("utf-16-le", "replace")
        if len(text) > 1 and "*" not in text:
            table[code] = int.from_bytes(sound(text).encode()[:8].ljust(8, b"."), "little")
    return np.where(codes >= 0, table[codes], 0).astype(np.uint64)
