"""More identity numbers as cells hold them. All numbers are synthetic or examples that their issuers publish."""

from typing import Any

import pyarrow as pa
import pytest

from recontact.cleaning import clean_value
from recontact.points import national_id

WHOLE = {"value": "110101199003077758", "type": "cn_resident", "precision": "full", "problem": None}
WOMAN = {"value": "11010519491231002X", "type": "cn_resident", "precision": "full", "problem": None}
START = {"value": None, "known": "11010119900307****", "born": "1990-03-07", "region_code": "110101"}
TAIL = {"value": None, "known": "**************002X", "type": "tail", "precision": "partial"}


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        *(
            (text, "CN", WHOLE)
            for text in ("110101-19900307-7758", "身份证：110101199003077758", '="110101199003077758"')
        ),
        *(
            (text, "CN", WHOLE)
            for text in ("110101199003077758.0", "张三110101199003077758", "110101199003077758(已过期)")
        ),
        ("旧证110101900307775", "CN", WHOLE | {"flags": ("converted",)}),
        *(
            (text, "CN", WOMAN) for text in ("11010519491231002Ⅹ", "11010519491231002х")
        ),  # a Roman ten, a Cyrillic letter
        ("11010519491231OO2X", "CN", WOMAN | {"flags": ("repaired",)}),
        ("l10105194912310O2X", "CN", WOMAN | {"flags": ("repaired",)}),
        ("11010119900307775", "CN", START | {"precision": "partial"}),  # one sign is missing
        ("1101011990030777581", "CN", START | {"precision": "damaged", "problem": "too_long"}),
        ("110105491231***", "CN", {"known": "11010519491231****", "precision": "masked", "born": "1949-12-31"}),
        ("1101xxxxxxxxxx002x", "CN", {"known": "1101**********002X", "precision": "masked", "gender": "f"}),
        *((text, "CN", TAIL) for text in ("002X", "*002X", "后四位002X", "尾号002X", "身份证末四位: 002x")),
        ("身份证后六位31002X", "CN", {"known": "************31002X", "type": "tail", "flags": ()}),
        ("6789", "US", {"known": "*****6789", "type": "tail", "flags": ("low_information",)}),
        ("xxx-xx-6789", "US", {"known": "*****6789", "type": "us_ssn", "precision": "masked"}),
        ("36904399", "US", {"value": "036904399", "type": "us_ssn", "flags": ("repaired",)}),  # the zero was dropped
        ("810000199408230021", "CN", {"type": "cn_residence_permit", "problem": None, "region_code": "810000"}),
        ("911124198108030024", "CN", {"type": "cn_foreign_permit", "problem": None, "born": "1981-08-03"}),
        ("513436200102290013", "CN", {"value": None, "problem": "birth_date", "precision": "damaged"}),
        ("110101209003077758", "CN", {"value": None, "problem": "birth_date"}),  # born in 2090
        ("护照E12345678", "CN", {"value": "E12345678", "type": "passport", "flags": ("unchecked",)}),
        ("SE1234567", "CN", {"type": "passport"}),
        ("C12345678", "CN", {"type": "exit_permit"}),
        ("L12345678", "CN", {"type": "exit_permit"}),
        ("12345678(A)", "CN", {"value": "12345678A", "type": "taiwan_permit"}),
        ("军字第1234567号", "CN", {"type": "cn_military"}),
        ("A223456781", "TW", {"type": "tw_resident", "gender": "f", "problem": None}),
        ("A800000014", "TW", {"type": "tw_resident", "gender": "m", "problem": None}),
        ("A12345678", "TW", {"value": None, "known": None, "type": "tw_resident", "problem": "wrong_length"}),
        ("a123456（3）", "HK", {"value": "A1234563", "type": "hk_resident", "problem": None}),
        ("A1234564", "HK", {"type": "hk_resident", "problem": "check_digit", "flags": ("check_failed",)}),
        ("A123XXX(X)", "HK", {"known": "A123****", "type": "hk_resident", "precision": "masked"}),
        ("A123456(?)", "HK", {"known": "A123456*", "type": "hk_resident"}),
        ("1/402568/9", "MO", {"value": "14025689", "type": "mo_resident"}),
        ("AB123456C", "GB", {"value": "AB123456C", "type": "gb_nino", "flags": ("unchecked",)}),
        ("19900307", "CN", {"value": None, "problem": "date"}),
        ("13800138000", "CN", {"value": None, "problem": "phone_number"}),
        ("91350100M000100Y43", "CN", {"value": None, "type": "company", "problem": "not_a_person"}),
        ("QQ123456C", "GB", {"problem": "placeholder", "flags": ("placeholder",)}),
    ],
)
def test_one_number(text: str, region: str, expected: dict[str, Any]) -> None:
    (found,) = national_id.clean(text, region)
    assert {part: getattr(found, part) for part in expected} == expected
    if found.known:
        assert national_id.clean(found.known, region)[0].known == found.known


def test_two_numbers_in_a_cell() -> None:
    text = "110101199003077758/11010519491231002X"
    assert [found.value for found in national_id.clean(text)] == [WHOLE["value"], WOMAN["value"]]
    assert national_id.clean_column(pa.array([text]))["cell"].to_pylist() == [0, 0]


def test_where_a_permits_holder_is_from() -> None:
    (found,) = clean_value("id", "810000199408230021", region="CN")["values"]
    assert found["first_issued"] == {"province": "香港特别行政区", "city": None, "county": None, "today": None}


@pytest.mark.parametrize(
    ("text", "region", "type_", "problem"),
    [
        ("2341 2341 2346", "IN", "in_aadhaar", None),
        ("2341 2341 2345", "IN", "in_aadhaar", "check_digit"),
        ("666-12-3456", "US", "us_ssn", "never_issued"),
        ("536-90-4399", "US", "us_ssn", None),
    ],
)
def test_numbers_that_the_extra_checks(text: str, region: str, type_: str, problem: str | None) -> None:
    pytest.importorskip("stdnum")
    (found,) = national_id.clean(text, region)
    assert (found.type, found.problem) == (type_, problem)
