"""Hard cases of phones, identity numbers, birth dates, contacts and headers, through `recontact clean`'s own function.

The inputs are from the field's list of hard cases (synthetic or well-known test values; ours, Apache-2.0). `D` marks
those on which careful people differ: docs/decisions/0010 to 0013 say why they are decided as here.
"""

import json
from typing import Any

import pytest
from conftest import Cli

from recontact.cleaning import clean_value
from recontact.points.free_text import find
from recontact.surroundings import read_surroundings

MOBILE = {"value": "+8613800138000", "type": "mobile", "precision": "full", "region": "CN", "valid": True}
TWO = [{"value": "+8613800138000"}, {"value": "+8613900139000"}]
JINAN = {"value": "+8653188888888", "type": "landline", "city": "济南市"}
BEIJING = {"value": "+861064881234", "type": "landline", "city": "北京市"}
TAIWAN = {"value": "+886912345678", "type": "mobile", "region": "TW"}

Parts = dict[str, Any]

PHONES: list[tuple[str, str | None, list[Parts]]] = [
    ("13800138000", "CN", [MOBILE]),
    ("138 0013 8000", "CN", [MOBILE]),
    ("+86-138-0013-8000", None, [MOBILE]),
    ("008613800138000", "CN", [MOBILE]),
    ("(86)13800138000", "CN", [MOBILE]),
    ("12593 13800138000", "CN", [MOBILE]),
    ("13800138000.0", "CN", [MOBILE | {"flags": ["repaired"]}]),
    ("1.3800138E+10", "CN", [MOBILE]),
    ("1.38E+10", "CN", [{"value": None, "known": "+8613*********", "precision": "damaged", "problem": "digits_lost"}]),
    ("01013800138000", "CN", [MOBILE | {"flags": ["repaired"]}]),  # D
    ("010-64881234", "CN", [BEIJING]),
    ("(0531)88888888", "CN", [JINAN]),
    ("0531 8888 8888 转 801", "CN", [JINAN | {"extension": "801"}]),
    ("0531-88888888-801", "CN", [JINAN | {"extension": "801"}]),
    ("010-64881234转12", "CN", [BEIJING | {"extension": "12"}]),
    ("010-64881234分机12", "CN", [BEIJING | {"extension": "12"}]),
    ("(04)2222-3333分機12", "TW", [{"value": "+886422223333", "type": "landline", "extension": "12"}]),
    ("64881234", "CN, address Beijing", [BEIJING | {"flags": ["area_from_context"]}]),
    (
        "400-820-8820",
        "CN",
        [{"value": "+864008208820", "type": "service", "flags": ["hub"], "problem": "service_number", "valid": False}],
    ),
    ("12345", "CN", [{"value": None, "known": None, "type": "service", "problem": "hotline"}]),
    ("138001380001", "CN", [{"value": None, "known": None, "problem": "too_long"}]),  # D
    ("138 **** 8000", "CN", [{"value": None, "known": "+86138****8000", "precision": "masked"}]),
    ("*******8000", "CN", [{"value": None, "known": "+86*******8000", "precision": "masked"}]),
    ("9123 4567", "HK", [{"value": "+85291234567", "type": "mobile", "region": "HK"}]),
    ("852-91234567", "HK", [{"value": "+85291234567"}]),
    (
        "91234567",
        "CN source",
        [
            {"value": None, "known": "+85291234567", "region": "HK", "precision": "ambiguous", "flags": ["ambiguous"]},
            {"value": None, "known": "+6591234567", "region": "SG", "precision": "ambiguous", "flags": ["ambiguous"]},
        ],
    ),
    ("886912345678", "TW", [TAIWAN]),
    ("+886 0912 345 678", None, [TAIWAN]),
    ("(02)2345-6789", "TW", [{"value": "+886223456789", "type": "landline"}]),
    ("912345678", "TW (Excel lost 0)", [TAIWAN]),
    ("6612 3456", "MO", [{"value": "+85366123456", "type": "mobile"}]),
    ("1-800-FLOWERS", "US", [{"value": "+18003569377", "type": "service", "flags": ["hub"], "valid": False}]),
    ("020 7946 0958", "CN default but GB file", [{"value": "+442079460958", "region": "GB"}]),  # D
    ("13800138000/13900139000", "CN", TWO),
    ("13800138000、13900139000", "CN", TWO),
    ("1380013800013900139000", "CN", TWO),
    ("138 0013 8000 139 0013 9000", "CN", TWO),
    ("手机：13800138000", "CN", [MOBILE | {"note": None}]),
    ("13800138000（妻）", "CN", [MOBILE | {"relation": "spouse", "note": "妻", "flags": ["other_person"]}]),
    ("张三13800138000", "CN", [MOBILE | {"name": "张三"}]),
    ("138O0138OOO", "CN", [MOBILE | {"flags": ["repaired"]}]),  # D
    ("l3800138000", "CN", [MOBILE | {"flags": ["repaired"]}]),  # D
    ("11111111111", "CN", [{"value": None, "known": None, "flags": ["placeholder"], "problem": "placeholder"}]),
    ("13800000000", "CN", [{"value": "+8613800000000", "flags": ["placeholder"]}]),  # D
    ("13812345678", "CN", [{"value": "+8613812345678", "flags": ["sequence"]}]),  # D
    ("无", "CN", [{"value": None, "known": None, "problem": "empty"}]),
    ("17012345678", "CN", [{"value": "+8617012345678", "type": "mobile", "virtual": True}]),
    ("19212345678", "CN", [{"value": "+8619212345678", "type": "mobile", "carrier": "China Broadnet"}]),
    ("+8675588888888", None, [{"value": "+8675588888888", "type": "landline", "city": "深圳市"}]),
    ("0086-0531-88888888", "CN", [JINAN]),
    ("+82 10-1234-5678", None, [{"value": "+821012345678", "type": "mobile", "region": "KR"}]),
    ("98765 43210", "IN", [{"value": "+919876543210", "type": "mobile"}]),
]

RESIDENT = {"value": "110101199003077758", "type": "cn_resident", "born": "1990-03-07", "gender": "m", "valid": True}
LAIWU = {"province": "山东省", "city": None, "county": None, "today": False}  # a city that became part of another
NANSHAN = {"province": "广东省", "city": "深圳市", "county": "南山区", "today": True}
WOMAN = {"value": "11010519491231002X", "type": "cn_resident", "born": "1949-12-31", "gender": "f", "valid": True}

IDS: list[tuple[str, str | None, list[Parts]]] = [
    ("11010519491231002x", "CN RIC", [WOMAN]),
    ("１１０１０５１９４９１２３１００２Ｘ", "CN RIC", [WOMAN]),
    ("110105 19491231 002X", "CN RIC", [WOMAN]),
    ("110101900307775", "CN RIC 15", [RESIDENT | {"flags": ["converted"]}]),
    ("1101011990030777", "CN RIC", [{"value": None, "known": "1101011990030777**", "precision": "partial"}]),
    ("11010519491331002X", "CN RIC", [{"value": None, "problem": "birth_date", "born": None, "valid": False}]),
    ("371202198001010011", "CN RIC", [{"value": "371202198001010011", "first_issued": LAIWU, "valid": True}]),
    ("440305196001010014", "CN RIC", [{"value": "440305196001010014", "first_issued": NANSHAN, "valid": True}]),
    (
        "110101********7758",
        "masked",
        [{"value": None, "known": "110101********7758", "precision": "masked", "region_code": "110101"}],
    ),
    ("1****************8", "masked", [{"known": "1****************8", "flags": ["low_information"]}]),
    ("110101199003****58", "masked", [{"born": "1990-03-**", "region_code": "110101", "precision": "masked"}]),
    ("110101199003077***", "masked", [{"born": "1990-03-07", "value": None, "precision": "masked"}]),
    (
        "1.10101199003078E+17",
        "Excel",
        [{"known": "11010119900307****", "precision": "damaged", "born": "1990-03-07", "region_code": "110101"}],
    ),
    (
        "110101199003077000",
        "Excel 15-digit",
        [{"known": "110101199003077***", "precision": "damaged", "born": "1990-03-07", "candidates": 91}],
    ),
    ("11010119900307775８", "CN RIC", [RESIDENT]),
    ("'110101199003077758", "CN RIC", [RESIDENT]),
    ("A123456788", "TW ID", [{"type": "tw_resident", "problem": "check_digit", "valid": False}]),
    ("A123456(3)", "HKID", [{"value": "A1234563", "type": "hk_resident", "valid": True}]),
    ("AB987654(3)", "HKID", [{"value": "AB9876543", "type": "hk_resident", "valid": True}]),
    ("G123456(A)", "HKID", [{"value": "G123456A", "type": "hk_resident", "valid": True}]),
    ("A123456", "HKID no check", [{"value": None, "known": "A123456*", "type": "hk_resident", "precision": "partial"}]),
    ("1234567(8)", "Macau", [{"value": "12345678", "type": "mo_resident", "flags": ["unchecked"]}]),
    ("E12345678", "CN passport", [{"value": "E12345678", "type": "passport", "flags": ["unchecked"]}]),
    ("H0123456789", "HK->CN permit 回乡证", [{"value": "H0123456789", "type": "home_permit", "flags": ["unchecked"]}]),
    (
        "91110000600037341L",
        "USCC company",
        [{"value": None, "type": "company", "problem": "not_a_person", "flags": []}],
    ),
    ("219-09-9999", "US SSN", [{"value": None, "problem": "placeholder", "flags": ["placeholder"]}]),
    ("000000000000000000", "CN RIC", [{"value": None, "problem": "placeholder", "flags": ["placeholder"]}]),
]

SEVENTH = {"value": "1990-03-07", "precision": "full", "valid": True}

BIRTHS: list[tuple[str, str | None, list[Parts]]] = [
    ("1990/3/7", None, [SEVENTH]),
    ("19900307", None, [SEVENTH]),
    ("1990年3月7日", None, [SEVENTH]),
    ("1990", None, [{"value": None, "known": "1990-**-**", "precision": "partial"}]),
    ("0790307", "TW 7 digit", [SEVENTH]),
    ("昭和60年3月7日", "JP", [{"value": "1985-03-07"}]),
    ("农历1985年八月十五", None, [{"value": "1985-09-29"}]),
    ("农历1990年二月十一", None, [SEVENTH]),
    ("1900-01-01", None, [{"value": None, "known": None, "problem": "placeholder"}]),
    (
        "1990-02-30",
        None,
        [{"value": None, "known": "1990-02-**", "precision": "partial", "problem": "no_such_day"}],
    ),  # D
    ("07.03.1990", "EU", [SEVENTH]),
]

CONTACTS: list[tuple[str, str | None, list[Parts]]] = [
    ("WANG＠163．com", None, [{"kind": "email", "value": "wang@163.com"}]),
    (
        "wang@163.com;li@qq.com",
        None,
        [{"kind": "email", "value": "wang@163.com"}, {"kind": "email", "value": "li@qq.com"}],
    ),
    ("mailto:a@b.com", None, [{"kind": "email", "value": "a@b.com"}]),
    ("none@none.com", None, [{"kind": "email", "value": None, "problem": "placeholder", "flags": ["placeholder"]}]),
    ("13800138000@139.com", None, [{"kind": "email", "value": "13800138000@139.com", "phone": "+8613800138000"}]),
    ("user@例子.中国", None, [{"kind": "email", "value": "user@xn--fsqu00a.xn--fiqs8s"}]),
    ("微信同号", "im", [{"kind": "handle", "platform": "wechat", "flags": ["same_as_phone"]}]),
    ("wx: wang_xm88", "im", [{"kind": "handle", "platform": "wechat", "value": "wang_xm88"}]),
    ("line id: daming", "im", [{"kind": "handle", "platform": "line", "value": "daming"}]),
    ("男", "gender", [{"kind": "gender", "value": "m"}]),
    ("女士", "gender", [{"kind": "gender", "value": "f"}]),
    ("1", "gender (GB/T 2261)", [{"kind": "gender", "value": "m"}]),
    ("先生/女士", "gender", [{"kind": "gender", "value": None, "known": None}]),
]

HEADERS: list[tuple[str, str | None, list[Parts]]] = [
    ("單位電話", "col", [{"kind": "phone", "role": "self", "usage": "work"}]),
    ("紧急联系人", "col", [{"kind": "name", "role": "emergency_contact_1"}]),
    ("户籍地址", "col", [{"kind": "address", "usage": "registered"}]),
    ("现住址", "col", [{"kind": "address", "usage": "current"}]),
    ("身份证", "col", [{"kind": "id", "role": "self"}]),
    ("證號", "col", [{"kind": "id"}]),
    ("客户编号", "col", [{"kind": "customer"}]),
    ("姓名.1", "col", [{"kind": "name", "role": "emergency_contact_1"}]),
    ("联系方式", "col", [{"kind": "phone", "also": ["im", "email"]}]),
    ("备注", "col", [{"kind": "note"}]),
]


@pytest.mark.parametrize(("value", "context", "expected"), PHONES)
def test_phone(value: str, context: str | None, expected: list[Parts]) -> None:
    assert _told("phone", value, context, expected) == expected


@pytest.mark.parametrize(("value", "context", "expected"), IDS)
def test_id(value: str, context: str | None, expected: list[Parts]) -> None:
    assert _told("id", value, context, expected) == expected


@pytest.mark.parametrize(("value", "context", "expected"), BIRTHS)
def test_dob(value: str, context: str | None, expected: list[Parts]) -> None:
    assert _told("dob", value, context, expected) == expected


@pytest.mark.parametrize(("value", "context", "expected"), CONTACTS)
def test_contact(value: str, context: str | None, expected: list[Parts]) -> None:
    assert _told("contact", value, context, expected) == expected


@pytest.mark.parametrize(("value", "context", "expected"), HEADERS)
def test_schema(value: str, context: str | None, expected: list[Parts]) -> None:
    assert _told("schema", value, context, expected) == expected


@pytest.mark.parametrize(
    ("field", "value", "other", "level"),
    [
        ("dob", "1990-07-03", "1990-03-07", "swapped"),
        ("dob", "1990-03-07", "RIC 110101199003077758", "same"),
        ("id", "110101199003077758", "1990-03-07", "same"),
        ("dob", "1990-01-27", "1990-01-01", "lunar"),
        ("id", "110101********7758", "110101199003077758", "visible_same"),
        ("id", "1****************8", "110101199003077758", "unknown"),
        ("id", "110101199003077000", "110101199003077758", "visible_same"),
        ("id", "1101011990030777", "110101199003077758", "visible_same"),
        ("id", "A123456", "A123456(3)", "compatible"),
        ("id", "H0123456789", "H0123456701", "same"),  # the last two digits count how often it was issued
        ("phone", "138 **** 8000", "13800138000", "visible_same"),
        ("phone", "1.38E+10", "13900139000", "unknown"),
        ("phone", "13800138000", "13800138000@139.com", "same"),
        ("gender", "女", "110101199003077758", "different"),
    ],
)
def test_with_another(field: str, value: str, other: str, level: str) -> None:
    assert clean_value(field, value, other=other)["level"]["code"] == level
    assert clean_value(field, value, context=f"pair {other}")["level"]["code"] == level


def test_an_identity_number_tells_birth_date_and_gender_beside_a_birth_date() -> None:
    answer = clean_value("dob", "1990-03-07", other="RIC 110101199003077758")
    assert [(one["born"], one["gender"]) for one in answer["with"]] == [("1990-03-07", "m")]
    assert answer["level"]["field"] == "dob"


def test_an_account_is_never_shown() -> None:
    answer = clean_value("contact", "6222 0212 3456 7890 128", context="bank")
    (found,) = answer["values"]
    assert (found["kind"], found["tail"], found["precision"]) == ("bank", "0128", "full")
    assert found["value"].endswith("-0128")
    assert "622202123456" not in str(answer)


def test_a_local_number_without_any_city_stays_local() -> None:
    found = clean_value("phone", "64881234", context="CN")["values"]
    assert [one["known"] for one in found[:2]] == ["+86**64881234", "+86***64881234"]
    assert {one["precision"] for one in found} == {"ambiguous"}
    assert all(one["value"] is None for one in found)


def _told(field: str, value: str, context: str | None, expected: list[Parts]) -> list[Parts]:
    """Return the answer in the parts that `expected` names; every flag of it must be named where flags are."""
    values = clean_value(field, value, context=context)["values"]
    if len(values) != len(expected):
        return values
    return [{part: found.get(part) for part in parts} for found, parts in zip(values, expected, strict=True)]


def test_the_command_answers_in_json(cli: Cli) -> None:
    said = cli("clean", "phone", "64881234", "--region", "CN", "--context", "address Beijing", "--json")
    assert said.code == 0
    assert json.loads(said.out)["values"][0]["value"] == "+861064881234"
    said = cli("clean", "contact", "微信同号", "--context", "im", "--json")
    assert json.loads(said.out)["values"][0]["flags"] == ["same_as_phone"]
    said = cli("clean", "dob", "1990-03-07", "--with", "RIC 110101199003077758", "--json")
    assert json.loads(said.out)["level"]["code"] == "same"


@pytest.mark.parametrize(
    ("context", "region", "kind"),
    [
        ("CN", "CN", None),
        ("TW (Excel lost 0)", "TW", None),
        ("CN default but GB file", "GB", None),
        ("HK->CN permit 回乡证", "HK", None),
        ("im", None, "handle"),
        ("gender (GB/T 2261)", None, "gender"),
        ("香港", "HK", None),
        ("uk mobile", "GB", "phone"),
        ("masked", None, None),
    ],
)
def test_surroundings(context: str, region: str | None, kind: str | None) -> None:
    around = read_surroundings(None, context)
    assert (around.region, around.kind()) == (region, kind)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("微信 wang_xm88，电话13800138000", [("im", "微信 wang_xm88"), ("phone", "电话13800138000")]),
        ("wang@163.com / 13800138000", [("email", "wang@163.com"), ("phone", "13800138000")]),
        ("客户情绪激动，明天再打", []),
    ],
)
def test_contacts_in_a_note(text: str, found: list[tuple[str, str]]) -> None:
    assert [(kind, piece.strip(" /,，")) for kind, piece in find(text)] == found
