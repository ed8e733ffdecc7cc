"""How a name sounds: a short code under which usual misspellings meet (after Russell's Soundex, 1918)."""

from typing import Any

import numpy as np

from recontact.compiled import kernel
from recontact.linkage.coding import HIDDEN

_CLASS = np.arange(128, dtype=np.uint8)
for _class, _letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), start=1):
    _CLASS[[ord(letter) for letter in _letters]] = ord("0") + _class
_ALPHABETIC = np.array([chr(c).isalpha() for c in range(128)])
_SILENT = np.array([chr(c) in "hw" for c in range(128)])
_PADDING = np.uint64(int.from_bytes(b"........", "little"))


@kernel
def sound_hashes(chars: Any, offsets: Any, digests: Any, count: Any) -> Any:
    """Return per text (the first `count`) a number of its first letter and three classes of consonants.

    Names alike in them are often one name misspelt. 0 for an initial and a partly hidden name; a name without Latin
    letters sounds like itself alone.
    """
    sounds = np.zeros(count, np.uint64)
    for code in range(count):
        if offsets[code + 1] - offsets[code] < 2:
            continue
        sound = _PADDING
        written = 0
        last = np.uint8(0)
        hidden = False
        for at in range(offsets[code], offsets[code + 1]):
            c = chars[at]
            hidden |= c == HIDDEN
            if c >= 128 or not _ALPHABETIC[c]:
                continue
            kind = _CLASS[c]
            if written == 0 or (written < 4 and 48 <= kind <= 57 and kind != last):
                letter = np.uint64(c if written == 0 else kind)
                shift = np.uint64(8 * written)
                sound = (sound & ~(np.uint64(255) << shift)) | (letter << shift)
                written += 1
            if not _SILENT[c] or last == 0:
                last = kind
        if not hidden:
            sounds[code] = sound if written > 0 else digests[code]
    return sounds
