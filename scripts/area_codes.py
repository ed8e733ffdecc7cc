"""Write recontact/configs/vocabularies/area_codes.tsv from the geocoding data of `phonenumbers` (Apache-2.0)."""

import re
from collections.abc import Iterator
from pathlib import Path

import phonenumbers
from phonenumbers.geodata import GEOCODE_DATA

TARGET = Path(__file__).parents[1] / "recontact/configs/vocabularies/area_codes.tsv"
HEADER = """\
# Area codes of mainland China and Taiwan: region, code without trunk zero, province or nothing, cities in simplified
# Chinese, cities in folded letters. Computed by scripts/area_codes.py from the geocoding data of phonenumbers {version}
# (libphonenumber, Apache-2.0).
"""
_CHINA = re.compile("86(10|2[0-9]|[3-9][0-9]{2})")
_TAIWAN = ("2", "3", "37", "4", "49", "5", "6", "7", "8", "82", "836", "89")
_PROVINCE = re.compile(r"(.+?(?:省|自治区)|内蒙古|广西|西藏|宁夏|新疆)(.*)")
_REGIONS = {
    "内蒙古": "内蒙古自治区",
    "广西": "广西壮族自治区",
    "西藏": "西藏自治区",
    "宁夏": "宁夏回族自治区",
    "新疆": "新疆维吾尔自治区",
}


def rows() -> Iterator[tuple[str, str, str, str, str]]:
    """Yield the lines of the table."""
    for key, names in sorted(GEOCODE_DATA.items()):
        if (code := _CHINA.fullmatch(key)) and "zh" in names:
            parts = _PROVINCE.fullmatch(names["zh"])
            province, cities = (parts[1], parts[2]) if parts else (names["zh"], names["zh"])
            yield "CN", code[1], _REGIONS.get(province, province), cities, names.get("en", "").split(",")[0]
    for area in _TAIWAN:
        keys = sorted(key for key in GEOCODE_DATA if key.startswith("886" + area) and "zh" in GEOCODE_DATA[key])
        if keys:
            yield "TW", area, "", GEOCODE_DATA[keys[0]]["zh"], GEOCODE_DATA[keys[0]]["en"]


def line(region: str, code: str, province: str, zh: str, en: str) -> str:
    """Return one row as text."""
    letters = [re.sub(r"[^a-z]", "", city.lower()) for city in en.split("/")]
    return "\t".join((region, code, province, " ".join(zh.split("、")), " ".join(letters)))


if __name__ == "__main__":
    body = "\n".join(line(*row) for row in rows())
    TARGET.write_text(HEADER.format(version=phonenumbers.__version__) + body + "\n", encoding="utf-8")
