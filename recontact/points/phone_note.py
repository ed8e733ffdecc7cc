"""What stands beside a telephone number in its cell: whose it is, and whether it still works."""

import re
from dataclasses import dataclass

from recontact.points import pinyin
from recontact.points.han_script import HAN, simplify
from recontact.points.relation import relation

_STATUS = {
    "suspended": r"停机|欠费|suspended|out of service",
    "vacant": r"空号|不存在|销号|注销|vacant|disconnected|not in (?:use|service)",
    "off": r"关机|switched off",
    "wrong_party": r"错号|打错|非本人|不是本人|号主不对|已换人|wrong (?:number|person|party)",
}
_LONGEST = 60
"""Characters of a note: a longer one is a story, in which a name or a relation may be anybody's."""
_WORD = re.compile(r"[^\W\d_]+(?:[·'’-][^\W\d_]+)*")
_LATIN_NAME = re.compile(r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+){1,3}")


@dataclass(frozen=True, slots=True)
class Said:
    """The parts of a note that say something of the number."""

    relation: str | None = None
    """A code of `schema.RELATIONS`: the number is that person's, not the subject's."""
    name: str | None = None
    """Whose number it is, as written."""
    status: str | None = None
    """suspended | vacant | off | wrong_party, as somebody noted it."""

    @property
    def others(self) -> bool:
        """Whether the number is another person's by the note."""
        return self.relation is not None or self.status == "wrong_party"


def read_note(note: str | None) -> Said:
    """Return what a note says."""
    if not note or len(note) > _LONGEST:
        return Said()
    plain = simplify([note])[0]
    status = next((code for code, words in _STATUS.items() if re.search(words, plain, re.IGNORECASE)), None)
    words = _WORD.findall(plain)
    kin = next((code for word in words if (code := relation(word))), None)
    name = next((word for word in words if relation(word) is None and _is_han_name(word)), None)
    if name is None and (latin := _LATIN_NAME.search(plain)):
        name = latin[0]
    return Said(kin, name if status is None or words[0] == name else None, status)


def _is_han_name(word: str) -> bool:
    surnames = pinyin.surnames()
    if not re.fullmatch(f"[{HAN}]{{2,4}}", word) or any(re.search(words, word) for words in _STATUS.values()):
        return False
    return word[:2] in surnames or (len(word) < 4 and word[0] in surnames)
