"""Slips and disguises in e-mail addresses that leave no doubt of what was meant."""

import re

_MISTYPED = re.compile(r"([\w.-]{3,})#([\w-]+\.(?:com|cn|net|org|com\.cn))")
"""On a Chinese keyboard # is next to @."""
_AT = re.compile(r"\s*[\[({]\s*(?:at|@|圈a|艾特)\s*[\])}]\s*|\s+at\s+(?=[\w-]+\s*(?:\.|\[dot\]|\(dot\)|\sdot\s))")
_DOT = re.compile(r"\s*[\[({]\s*(?:dot|点)\s*[\])}]\s*|(?<=\w)\s+dot\s+(?=\w)")
_GLUED = re.compile(r"(@[\w-]+\.(?:com|net|cn))(?=[a-z0-9][\w.-]{0,40}@)")
_SLIPS = ((re.compile(r"\s+\.(?=\w)"), "."), (re.compile("@{2,}"), "@"), (re.compile(r"(@[\w-]+)\.{2,}"), r"\1."),
          (re.compile(r"(@[\w-]+),(?=(?:com|cn|net|org)\b)"), r"\1."))  # fmt: skip
"""What a finger or a spreadsheet does to an address, and what was meant: nothing else fits."""


def mended(text: str) -> str:
    """Return an address without the slips and disguises that leave no doubt of what was meant."""
    if "@" not in text:
        text = _DOT.sub(".", _AT.sub("@", text)) if _AT.search(text) else text
        if mistyped := _MISTYPED.fullmatch(text):
            text = f"{mistyped[1]}@{mistyped[2]}"
    for slip, meant in _SLIPS:
        text = slip.sub(meant, text)
    return _GLUED.sub(r"\1 ", text)
