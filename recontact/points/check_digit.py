"""Check digits of identity numbers."""

RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
RESIDENT_SIGNS = "10X98765432"
"""Of a mainland number: the weights of its 17 digits, and its last sign by the remainder of their sum (GB 11643)."""
_TAIWAN_LETTERS = dict(zip("ABCDEFGHJKLMNPQRSTUVXYWZIO", range(10, 36), strict=True))
_TAIWAN_WEIGHTS = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
_SINGAPORE_WEIGHTS = (2, 7, 6, 5, 4, 3, 2)
_SINGAPORE = {
    "S": (0, "JZIHGFEDCBA"),
    "T": (4, "JZIHGFEDCBA"),
    "F": (0, "XWUTRQPNMLK"),
    "G": (4, "XWUTRQPNMLK"),
    "M": (3, "XWUTRQPNJLK"),
}
"""Per first letter what is added to the weighted sum, and the last letter for each remainder."""
_COMPANY_SIGNS = {sign: index for index, sign in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY")}


def resident_sign(first: str) -> str:
    """Return the 18th sign of a mainland resident number from its first 17 digits (GB 11643, ISO 7064 MOD 11-2)."""
    return RESIDENT_SIGNS[sum(w * int(d) for w, d in zip(RESIDENT_WEIGHTS, first, strict=True)) % 11]


def taiwan_holds(number: str) -> bool:
    """Check a Taiwanese number: a letter and nine digits, the first of which was a letter on old certificates."""
    second = number[1] if number[1].isdigit() else str(_TAIWAN_LETTERS[number[1]] % 10)
    digits = f"{_TAIWAN_LETTERS[number[0]]}{second}{number[2:]}"
    return sum(w * int(d) for w, d in zip(_TAIWAN_WEIGHTS, digits, strict=True)) % 10 == 0


def hong_kong_holds(number: str) -> bool:
    """Check a Hong Kong number: one or two letters, six digits, check sign 0-9 or A."""
    values = [36 if sign == " " else int(sign, 36) for sign in number[:-1].rjust(8)]
    last = int(number[-1], 36)
    return (sum(w * v for w, v in zip(range(9, 1, -1), values, strict=True)) + last) % 11 == 0


def company_holds(number: str) -> bool:
    """Check a mainland unified social credit code of 18 signs (GB 32100, ISO 7064 MOD 31-3)."""
    if any(sign not in _COMPANY_SIGNS for sign in number):
        return False
    total = sum(_COMPANY_SIGNS[sign] * pow(3, place, 31) for place, sign in enumerate(number[:17]))
    return (31 - total % 31) % 31 == _COMPANY_SIGNS[number[17]]


def singapore_holds(number: str) -> bool:
    """Check a Singaporean number: S, T, F, G or M, seven digits, a letter."""
    total = sum(w * int(d) for w, d in zip(_SINGAPORE_WEIGHTS, number[1:8], strict=True))
    shift, signs = _SINGAPORE[number[0]]
    return signs[(total + shift) % 11] == number[8]
