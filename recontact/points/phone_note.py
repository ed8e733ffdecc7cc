"""What stands beside a telephone number in its cell: whose it is, and whether it still works."""

import re
from dataclasses import dataclass

from recontact.points import pinyin
from recontact.points.han_script import HAN, simplify
from recontact.points.relation import relation

_STATUS = {
    "suspended": r"停机|停用|欠费|暂停服务|suspended|out of service",
    "vacant": r"空号|不存在|销号|注销|作废|不用|弃用|换号|vacant|disconnected|no longer in use|not in (?:use|service)",
    "off": r"关机|switched off",
    "wrong_party": r"错号|打错|非本人|不是本人|非机主|号主不对|换人|他人接|别人接|不认识|查无此人"
    r"|wrong (?:number|person|party)",
}
_FAX = re.compile(r"传真|\bfax\b|^F$", re.IGNORECASE)
_SHARED = re.compile(r"总机|前台|门卫|保安室|传达室|收发室|switchboard|reception|front desk", re.IGNORECASE)
_OF_HIM = re.compile("^[他她我其本](?=.)|的$")
_NOT_NAMES = re.compile(
    "单位|公司|办公|门卫|前台|总机|宿舍|后四|时间|方便|查无|温馨|全天|周[一二三四五六日末]|明天|时候|常用|车间|和平|安全"
)
"""Words that begin like a surname."""
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
    shared: bool = False
    """A switchboard's or reception's: many are reached by it."""
    fax: bool = False

    @property
    def flags(self) -> tuple[str, ...]:
        """What the note makes of the number: another person's, a machine's, everybody's."""
        others = self.relation is not None or self.status == "wrong_party"
        said = {"other_person": others, "fax": self.fax, "hub": self.shared or self.fax}
        return tuple(flag for flag, holds in said.items() if holds)


def read_note(note: str | None) -> Said:
    """Return what a note says."""
    if not note or len(note) > _LONGEST:
        return Said()
    plain = simplify([note])[0]
    status = next((code for code, words in _STATUS.items() if re.search(words, plain, re.IGNORECASE)), None)
    words = _WORD.findall(plain)
    kin = next((code for word in words if (code := relation(word) or relation(_OF_HIM.sub("", word)))), None)
    name = next((word for word in words if relation(word) is None and _is_han_name(word)), None)
    if name is None and (latin := _LATIN_NAME.search(plain)):
        name = latin[0]
    name = name if status is None or words[0] == name else None
    return Said(kin, name, status, _SHARED.search(plain) is not None, _FAX.search(plain) is not None)


def _is_han_name(word: str) -> bool:
    surnames = pinyin.surnames()
    if not re.fullmatch(f"[{HAN}]{{2,4}}", word) or any(re.search(words, word) for words in _STATUS.values()):
        return False
    if _NOT_NAMES.search(word) or _FAX.search(word) or _SHARED.search(word):
        return False
    return word[:2] in surnames or (len(word) < 4 and word[0] in surnames)
