"""Where a telephone number was issued, and by whom: weak hints, since people move and take their numbers along."""

import re
from dataclasses import dataclass

from recontact.points.phone_area import place_of

_VIRTUAL = r"16[257]|17[01]"
"""Ranges of mainland China's mobile network operators without a network (MIIT)."""


@dataclass(frozen=True, slots=True)
class Issued:
    """What a number's leading digits say; each None where no table tells."""

    province: str | None = None
    city: str | None = None
    place: str | None = None
    """The place in English, as `phonenumbers` has it; null for a whole country."""
    virtual: bool = False
    """A reseller's number: quickly had, quickly given up."""
    carrier: str | None = None
    """Who issued it; since numbers can be ported (mainland China: 2019) another may serve it."""


def issued(e164: str) -> Issued:
    """Return where a full number was issued. Loads 140 MB of tables at the first call: for single values only."""
    import phonenumbers
    from phonenumbers import carrier, geocoder

    number = phonenumbers.parse(e164, None)
    region = phonenumbers.region_code_for_number(number)
    national = phonenumbers.national_significant_number(number)
    fixed = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.FIXED_LINE
    province, city = place_of(region, national) if fixed and region else (None, None)
    if not fixed and region == "CN":
        province, city = _divided(geocoder.description_for_number(number, "zh"))
    place = geocoder.description_for_number(number, "en")
    return Issued(
        province,
        city,
        place if place and place != geocoder.country_name_for_number(number, "en") else None,
        region == "CN" and re.match(_VIRTUAL, national) is not None,
        carrier.name_for_number(number, "en") or None,
    )


def _divided(description: str) -> tuple[str | None, str | None]:
    """Divide 广东省深圳市 into province and city; the country's name says nothing."""
    if not description or description == "中国":
        return None, None
    for end in ("省", "自治区"):
        province, mark, city = description.partition(end)
        if mark:
            return province + mark, city or None
    return description, description if description.endswith("市") else None
