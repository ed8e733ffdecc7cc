"""How Chinese addresses are written: noise, notes, numerals and postcodes, brought to one form."""

import re
from collections.abc import Iterable, Sequence

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMERAL = re.compile(
    r"[零〇一二三四五六七八九十百两]+(?=单元|号楼|号院|栋|幢|座|层|楼|室|号|弄|组|队(?:\n|$|\d)|段|巷|之|#)|(?<=之)[一二三四五六七八九十]+"
)
_POSTCODE = re.compile(
    r"(?:邮政编码|邮政编号|邮编)[:]?\s*(\d{6})|(?<!\d)(\d{6})(?=\s*[(]?$)|^[(\[]?(\d{6})[)\]]?(?=\s*[\u4e00-\u9fff]{2})"
    r"|^(\d{3}(?:\d{2,3})?)(?=\s*(?:台湾|[\u4e00-\u9fff]{2}[市县]))"
)
_NOTE = re.compile(r"[(\[](?![^)\]\n]*\d+(?:室|号|单元|栋|楼))[^\n]*?[)\]]")
_SPLIT_DIGITS = re.compile(r"(?<=\d)[ ]+(?=\d)")
_BETWEEN = re.compile(
    r"(?<=[省市区县镇乡州盟旗道路街村]) *[-/>|_\\] *(?=[\u4e00-\u9fff])|(?<=[路街道巷]) *[-/>|_\\] *(?=\d+号)"
)
"""Strokes between the parts of an address: 北京市-朝阳区-建国路-88号."""
_LABEL = re.compile(r"^[\u4e00-\u9fff]{0,4}(?:地址|住址|住所|居住地) *: *", re.MULTILINE)
_CALLED = re.compile(
    r"(?<=[\u4e00-\u9fff\dA-Z])(?:[ ,;]+|[ ,;]*(?:联系)?(?:电话|手机|tel)[: ]*)1[3-9]\d{9}$",
    re.MULTILINE | re.IGNORECASE,
)
_ADDRESSEE = re.compile(r"(?<=[\u4e00-\u9fff\dA-Z])[ ,;]+[\u4e00-\u9fff]{2,4} *(?:收|亲启|转交)$", re.MULTILINE)
"""Who is to get what is sent there, and a number, behind an address."""
_NOISE = re.compile(r"[^\S\n]+|[,。;、:'\"!()\[\]]+")
_BEHIND = re.compile(r"(\d+)号之(\d+)(?!\d*号)|(\d+)之(\d+)号")
_WITH_POSTCODE = re.compile(r"\d{6}|邮|^\d{3}")


def compact(texts: Sequence[str]) -> list[str]:
    """Return simplified texts (none with a line break) without spaces, notes and signs, numbers in Arabic digits.

    All go through each expression in one call: joined by line breaks, which none of the expressions crosses.
    """
    if not texts:
        return []
    together = _LABEL.sub("", "\n".join(texts))
    together = _CALLED.sub("", _ADDRESSEE.sub("", _CALLED.sub("", together)))
    if "(" in together or "[" in together:
        together = _NOTE.sub("", together)
    together = _BETWEEN.sub("", together)
    together = _NOISE.sub("", _SPLIT_DIGITS.sub("-", together)).upper()
    together = _NUMERAL.sub(lambda numeral: _arabic(numeral[0]), together)
    if "之" in together:
        together = _BEHIND.sub(lambda m: f"{m[1] or m[3]}-{m[2] or m[4]}号", together)
    return [text.strip("-.") for text in together.split("\n")]


def has_numeral(text: str) -> bool:
    """Whether a Chinese numeral stands before a mark, where `compact` puts Arabic digits."""
    return _NUMERAL.search(text) is not None


def without_postcodes(texts: Iterable[str]) -> tuple[list[str], list[str | None]]:
    """Return the texts without the postcode that stands before or after them, and the postcodes."""
    rest: list[str] = []
    codes: list[str | None] = []
    for text in texts:
        found = _POSTCODE.search(text) if _WITH_POSTCODE.search(text) else None
        if found is None:
            rest.append(text)
            codes.append(None)
        else:
            rest.append(text[: found.start()] + text[found.end() :])
            codes.append(next(code for code in found.groups() if code))
    return rest, codes


def _arabic(numeral: str) -> str:
    """Return a Chinese numeral below a thousand, or a row of digits, in Arabic digits."""
    if not any(unit in numeral for unit in "十百"):
        return "".join(str(_DIGITS[digit]) for digit in numeral)
    total = current = 0
    for character in numeral:
        if character in "十百":
            total += (current or 1) * (10 if character == "十" else 100)
            current = 0
        else:
            current = _DIGITS[character]
    return str(total + current)
