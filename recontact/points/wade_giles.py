"""Wade-Giles from pinyin by rule, as names are written in it: without marks, hyphens and apostrophes."""

import re
from functools import lru_cache

# fmt: off
_WHOLE = {
    "zi": "tzu", "ci": "tzu", "si": "ssu", "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih",
    "er": "erh", "yi": "i", "yan": "yen", "ye": "yeh", "you": "yu", "ge": "ko", "ke": "ko", "he": "ho",
    "e": "o", "yue": "yueh", "duo": "to", "tuo": "to", "nuo": "no", "luo": "lo", "zuo": "tso", "cuo": "tso",
    "suo": "so", "zhuo": "cho", "chuo": "cho", "ruo": "jo", "guo": "kuo", "kuo": "kuo", "huo": "huo",
    "gui": "kuei", "kui": "kuei", "xue": "hsueh",
}
# fmt: on
_INITIALS = (
    ("zh", "ch"),
    ("ch", "ch"),
    ("sh", "sh"),
    ("b", "p"),
    ("d", "t"),
    ("g", "k"),
    ("j", "ch"),
    ("q", "ch"),
    ("x", "hs"),
    ("r", "j"),
    ("z", "ts"),
    ("c", "ts"),
)  # fmt: skip
_FINALS = (("ong", "ung"), ("ian", "ien"), ("ie", "ieh"), ("ue", "ueh"), ("ve", "ueh"), ("v", "u"))


@lru_cache(maxsize=2_000)
def wade_giles(syllable: str) -> frozenset[str]:
    """Return the spellings of a pinyin syllable (ü written v) in Wade-Giles, and those usual in Taiwan beside it."""
    plain = _WHOLE.get(syllable) or _by_parts(syllable)
    found = {plain}
    if plain.startswith("hu") and len(plain) > 3:
        found.add("hw" + plain[2:])  # Hwa, Hwang
    if syllable.startswith("yi"):
        found |= {syllable, syllable[1:]}  # Ing-wen
    if syllable == "si":
        found |= {"szu", "sze"}
    if syllable.startswith(("zh", "z")):
        found.add(re.sub("^zh?", "j" if syllable.startswith("zh") else "tz", syllable))
    return frozenset(found)


def _by_parts(syllable: str) -> str:
    initial, spelled = next(((one, other) for one, other in _INITIALS if syllable.startswith(one)), ("", ""))
    rest = syllable[len(initial) :]
    for final, written in _FINALS:
        if rest.endswith(final):
            return spelled + rest[: len(rest) - len(final)] + written
    return spelled + rest
