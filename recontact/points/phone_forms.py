"""The plain ways of writing the numbers of China and America, which are told apart by them."""

from functools import cache
from typing import NamedTuple

from phonenumbers import PhoneMetadata

from recontact.points.phone_plan import CHINA_LANDLINE, CHINA_MOBILE, pattern

WEIGHED = ("CN", "US")
"""Regions whose numbers are told apart by how they are written, as `find_line` does."""
_CHINA_CODE = r"(?:(?:\+|00)?86[ -]?)?"
_NONE = "a"
"""No number has a letter in it."""
_OTHERS = ("mobile", "premium_rate", "toll_free", "shared_cost", "pager", "uan", "voicemail", "voip", "personal_number")


class Form(NamedTuple):
    """A way of writing the numbers of one region: which are allocated, which fit its plan, and which are others'."""

    region: str
    code: str
    type: str
    written: str
    allocated: str
    plan: str = _NONE
    others: str = _NONE
    """Numbers of another type, whatever the plan says."""
    flags: tuple[str, ...] = ()


class Mask(NamedTuple):
    """A way of writing a mobile whose middle digits are hidden."""

    region: str
    code: str
    written: str
    hidden: str
    """What stands for the hidden digits, one mark each, however many were written."""
    hints: tuple[str, ...]
    """Regions of rows in which such a number is this region's; that nothing is known of a row is no hindrance."""


@cache
def forms(regions: tuple[str, ...]) -> tuple[Form, ...]:
    """Return the forms that weigh China's numbers against America's, if these are the likeliest regions."""
    if regions[:2] != WEIGHED:
        return ()
    mobile = _CHINA_CODE + r"(?P<a>1[3-9]\d)[ -]?(?P<b>\d{4})[ -]?(?P<c>\d{4})"
    number = r"(?P<a>1[3-9]\d)(?P<b>\d{4})(?P<c>\d{4})\.0+"
    area = r"(?:(?:\+|00)86[ -]?|\(?0)(?P<a>10|2\d|[3-9]\d{2})\)?[ -]?(?P<b>\d{3,4})(?P<c>\d{4})"
    america = r"(?:\+1[ .-]?|1[ .-])?\(?(?P<a>[2-9]\d{2})\)?[ .-]?(?P<b>[2-9]\d{2})[ .-]?(?P<c>\d{4})"
    china = ("CN", "86", "mobile")
    return (
        Form(*china, f"^{mobile}$", pattern("CN", "mobile"), CHINA_MOBILE),
        Form(*china, f"^{number}$", pattern("CN", "mobile"), CHINA_MOBILE, flags=("repaired",)),
        Form("CN", "86", "landline", f"^{area}$", pattern("CN", "fixed_line"), CHINA_LANDLINE, _others("CN")),
        Form("US", "1", "mobile", f"^{america}$", pattern("US", "fixed_line")),
    )


def masks(regions: tuple[str, ...]) -> tuple[Mask, ...]:
    """Return the masks of China's mobiles and of America's numbers, if these are the likeliest regions."""
    if regions[:2] != WEIGHED:
        return ()
    china = rf"^{_CHINA_CODE}(?P<a>1[3-9]\d)[ -]?\*{{4}}[ -]?(?P<b>\d{{4}})$"
    return (
        Mask("CN", "86", china, "****", ("CN",)),
        Mask("US", "1", r"^(?P<a>[2-9]\d{2})\*{3,4}(?P<b>\d{4})$", "***", WEIGHED),
    )


def _others(region: str) -> str:
    """Return the pattern of a region's numbers that are no landlines."""
    metadata = PhoneMetadata.metadata_for_region(region)
    described = filter(None, (getattr(metadata, kind) for kind in _OTHERS))
    return "|".join(str(description.national_number_pattern) for description in described)
