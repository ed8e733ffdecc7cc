"""What else stands in a cell that holds an identity number: labels, notes, the words for its last signs, slips."""

import re

from recontact.points.check_digit import resident_sign

_LABEL = re.compile(
    r"^(?:公民)?(?:身份|身分|居民|证件|證件|护照|護照|台胞|臺胞|回乡|回鄉|通行|军官)[^\d\w]*[^\dA-Z*]*:?"
    r"|^(?:ID|SSN|PASSPORT|HKID|NRIC|RIC|证|證)(?:\s*(?:NO\.?|NUMBER|CARD))?(?:\s*:\s*|\s+(?=[A-Z]{0,2}\d))"
)
_END = re.compile(
    r"(?:^|.*?)(?:[后後末][四六八468][位码碼]?|[尾末后後][号號数數碼码]|LAST\s*(?:\d|FOUR)(?:\s*DIGITS)?|ENDING(?:\s*IN)?)"
    r"\s*(?:为|為|是|:)?\s*(?P<end>[\dX]{4,8})"
)
_ONLY_END = re.compile(r"\*{1,4}(?P<end>[\dX]{4,6})")
_EMBEDDED = re.compile(r"(?<![\dA-Z])(?:\d{17}[\dX]|\d{15})(?![\dA-Z])")
_MISREAD = re.compile(r"[\dOIL]{17}[\dXOIL]")
_MAINLAND = re.compile(r"\d{17}[\dX]")
_DIGITS = str.maketrans("OIL", "011")
_CYRILLIC = str.maketrans("Хх", "XX")
"""The letter that is typed on a Russian keyboard, and looks the same."""


def bare(text: str) -> str:
    """Return a number in upper case without its label, separators and a spreadsheet's decimal zero."""
    upper = re.sub(r"(?<=\d)\.0+$", "", text.translate(_CYRILLIC).upper())
    number = re.sub(r"[\s.·-]", "", _LABEL.sub("", upper))
    return _corrected(number.replace("?", "*"))


def was_corrected(text: str, number: str) -> bool:
    """Whether letters of a cell were read as digits of the number in it."""
    return _MAINLAND.fullmatch(number) is not None and number[:17] not in re.sub(r"[\s.·-]", "", text)


def end_of(text: str) -> str | None:
    """Return the last signs of a number where the text gives nothing else: `后四位002X`, `*002X`."""
    compact = re.sub(r"\s", "", text.upper())
    found = _ONLY_END.fullmatch(compact) or _END.fullmatch(text.upper())
    return found["end"] if found else None


def embedded(text: str) -> list[str]:
    """Return the mainland numbers that stand among other words: a name, a note, a second number."""
    return _EMBEDDED.findall(text.upper())


def _corrected(number: str) -> str:
    """Return a mainland number with the letters that were read for digits put right, if its check sign then holds."""
    if number.isdigit() or not _MISREAD.fullmatch(number):
        return number
    digits = number.translate(_DIGITS)
    return digits if resident_sign(digits[:17]) == digits[17] else number
