"""Texts of which some characters are hidden behind `*`, how many is not said."""

import re


def fits(left: str, right: str) -> bool:
    """Whether one text, which is masked, may be the other: its visible pieces stand in the other in order."""
    masked, whole = (left, right) if "*" in left else (right, left)
    first, *middle, last = re.split(r"\*+", masked)
    if not whole.startswith(first) or not whole.endswith(last) or len(first) + len(last) > len(whole):
        return False
    rest = whole[len(first) : len(whole) - len(last)]
    for piece in middle:
        _, found, rest = rest.partition(piece)
        if piece and not found:
            return False
    return True
