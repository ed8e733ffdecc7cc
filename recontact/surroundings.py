"""What the words around one value say of it: region, city, kind of value, a second value to compare with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from recontact.points.han_script import simplify

_NAMED = {
    "CN": r"mainland|china|chinese|prc|ric|中国|大陆|内地|居民身份证|二代证",
    "HK": r"hong ?kong|hkid|香港",
    "MO": r"maca[uo]|bir|澳门",
    "TW": r"taiwan|roc|minguo|台湾|民国",
    "JP": r"japan(?:ese)?|日本|昭和|平成|令和",
    "KR": r"korean?|韩国",
    "SG": r"singapore|nric|新加坡",
    "MY": r"malaysian?|mykad|马来西亚",
    "VN": r"vietnam(?:ese)?|越南",
    "TH": r"thai(?:land)?|泰国",
    "IN": r"indian?|aadhaar|印度",
    "US": r"usa|america[n]?|united states|ssn|itin|美国",
    "GB": r"uk|britain|british|england|united kingdom|英国",
    "DE": r"germany|german|德国",
    "FR": r"france|french|法国",
    "IT": r"italy|italian|意大利",
    "ES": r"spain|spanish|西班牙",
    "AU": r"australian?|澳大利亚",
    "CA": r"canad(?:a|ian)|加拿大",
}
_NOT_REGIONS = frozenset(
    ("ID", "IM", "NO", "DD", "MM", "IS", "IN", "TO", "AT", "IT", "IS", "AS", "BE", "DO", "SO", "MY")
)
"""Codes of ISO 3166-1 that are words of a note as well: they count only where they stand alone."""
_DAY_FIRST, _MONTH_FIRST = r"\beu(?:rope(?:an)?)?\b|dd[./-]?mm|day first|日月年", r"mm[./-]dd|month first|月日年"
_KINDS = {
    "gender": r"gender|\bsex\b|性别|gb/t ?2261|iso ?5218",
    "email": r"e-?mail|\bmail\b|邮箱|邮件|电邮",
    "handle": r"\bims?\b|wechat|weixin|\bwx\b|\bqq\b|\bline\b|messenger|whatsapp|telegram|kakao|zalo|viber|skype"
    r"|dingtalk|钉钉|微信|即时通|企鹅",
    "bank": r"\bbank\b|\bcard\b|\biban\b|account|银行|卡号|账号|账户",
    "phone": r"phone|mobile|\btel\b|\bcell\b|电话|手机|座机",
    "id": r"\bid\b|\bric\b|身份证|证件|passport|护照",
    "dob": r"\bdob\b|birth|生日|出生",
    "relation": r"relation|关系",
}
_PAIR = re.compile(r"^\s*(?:pair|with|vs\.?|against|对比)\s*:?\s+(?P<other>.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What was understood."""

    region: str | None = None
    """ISO 3166-1 code of where the value comes from."""
    text: str = ""
    """The words themselves, for what only one kind of value asks of them (a city, an order of day and month)."""
    other: str | None = None
    """A value to compare with: `pair X`."""

    def kind(self) -> str | None:
        """Return the field that the words name (phone, email, handle, bank, gender, id, dob), None if none."""
        return next((kind for kind, words in _KINDS.items() if re.search(words, self.text.lower())), None)

    def order_of_days(self) -> str | None:
        """Return a region that writes days in the order that the words name, else the region itself."""
        for region, words in (("GB", _DAY_FIRST), ("US", _MONTH_FIRST)):
            if re.search(words, self.text.lower()):
                return region
        return self.region


def read_surroundings(region: str | None, context: str | None) -> Surroundings:
    """Read the two options of a call. Either may hold a code, a name or a sentence; `region` speaks louder."""
    pair = _PAIR.match(context or "")
    said = [simplify([text])[0] for text in (region, None if pair else context) if text]
    found = next((place for text in said if (place := _region(text))), None)
    return Surroundings(found, " ".join(said), pair["other"].strip() if pair else None)


def _region(text: str) -> str | None:
    """Return the region that a text names: the file's before a default, else the one named first."""
    places = sorted(_places(text))
    if not places:
        return None
    of_file = [
        code
        for start, code in places
        if re.match(r"\s*(?:file|source file|文件)", text[start:].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    ]
    return of_file[0] if of_file else places[0][1]


def _places(text: str) -> Iterator[tuple[int, str]]:
    """Yield (place, ISO code) of each region that a text names."""
    alone = text.strip()
    if alone.upper() in _codes() and (alone.isupper() or alone.upper() not in _NOT_REGIONS):
        yield 0, alone.upper()
        return
    for word in re.finditer(r"(?<![A-Za-z])[A-Z]{2}(?![A-Za-z]|/T)", text):
        code = {"UK": "GB"}.get(word[0], word[0])
        if code in _codes() and code not in _NOT_REGIONS:
            yield word.start(), code
    for code, words in _NAMED.items():
        for word in re.finditer(rf"(?<![a-z])(?:{words})(?![a-z])", text.lower()):
            yield word.start(), code


@cache
def _codes() -> frozenset[str]:
    import phonenumbers

    return frozenset(phonenumbers.SUPPORTED_REGIONS)
