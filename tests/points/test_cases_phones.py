"""More telephone numbers as cells hold them. All are synthetic or published examples."""

from typing import Any

import pyarrow as pa
import pytest

from recontact.cleaning import clean_value
from recontact.points import phone
from recontact.points.cleaned import tabulate
from recontact.points.phone import Phone

MOBILE = "+8613800138000"
OTHER = "+8613900139000"
BEIJING = "+861064881234"
JINAN = "+8653188881234"


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        *((text, ()) for text in ("+86 (0) 138 0013 8000", "+86-0-13800138000", "013800138000", "86-13800138000")),
        *((text, ()) for text in ("17951-13800138000", "17911 13800138000", "10193 13800138000", "1259313800138000")),
        *(
            (text, ())
            for text in ("138.0013.8000", "１３８－００１３－８０００", "1 3 8 0 0 1 3 8 0 0 0", "[86]13800138000")
        ),
        *(
            (text, ())
            for text in ('="13800138000"', "'13800138000", "tel:+8613800138000", "13800138000,", "13800138000*")
        ),
        *(
            (text, ())
            for text in ("13,800,138,000", "138,0013,8000", "1.13800138000", "(1)13800138000", "①13800138000")
        ),
        *(
            (text, ())
            for text in ("电话1:13800138000", "手机號碼：13800138000", "Cell#13800138000", "13800138000/13800138000")
        ),
        *((text, ("repaired",)) for text in ("086-13800138000", "+86 +86 13800138000", "8686 13800138000")),
        *((text, ("repaired",)) for text in ("+13800138000", "+138 0013 8000", "0013800138000")),  # 86 is missing
        *((text, ("repaired",)) for text in ("1380O138OOO", "I3800138000", "13八00138000", "幺三八零零幺三八零零零")),
        *((text, ("repaired",)) for text in ("一三八 零零一三 八零零零", "13800138000.00", "1.3800138e10")),
    ],
)
def test_one_mobile_in_many_writings(text: str, flags: tuple[str, ...]) -> None:
    (found,) = phone.clean(text, "CN")
    assert (found.value, found.type, found.flags, found.note) == (MOBILE, "mobile", flags, None)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        *(
            (f"13800138000{between}13900139000", [MOBILE, OTHER])
            for between in ("或", " 和 ", "&", "\\", "|", "--", "转")
        ),
        ("1、13800138000 2、13900139000", [MOBILE, OTHER]),
        ("手机1 13800138000 手机2 13900139000", [MOBILE, OTHER]),
        ("①13800138000②13900139000", [MOBILE, OTHER]),
        ("138001380001390013900013700137000", [MOBILE, OTHER, "+8613700137000"]),
        ("13800138000 / 010-64881234", [MOBILE, BEIJING]),
        ("010-64881234/64881235", [BEIJING, "+861064881235"]),  # the area code is the first one's
        ("010-64881234/35", [BEIJING, "+861064881235"]),
        ("0755/88881234", ["+8675588881234"]),
    ],
)
def test_several_numbers(text: str, values: list[str]) -> None:
    assert [found.value for found in phone.clean(text, "CN")] == values


@pytest.mark.parametrize(
    "text",
    [
        *(
            "0531-88881234#801",
            "0531-88881234*801",
            "0531-88881234（801）",
            "0531-88881234 (转801)",
            "0531-88881234, 转801",
        ),
        *(
            "0531-88881234分机：801",
            "0531-88881234轉801",
            "0531-88881234 ext.801",
            "0531-88881234-801",
            "17909 0531-88881234转801",
        ),
    ],
)
def test_extensions(text: str) -> None:
    (found,) = phone.clean(text, "CN")
    assert (found.value, found.extension) == (JINAN, "801")


@pytest.mark.parametrize(
    ("text", "region", "known"),
    [
        *(
            (f"138{mask}8000", "CN", "+86138****8000")
            for mask in ("xxxx", "····", "____", "----", "…", "？？？？", "####")
        ),
        *((f"138{mask}8000", "CN", "+86138****8000") for mask in ("■■■■", "●●●●", "*", "**", "***")),
        *(
            (text, "CN", "+86*******8000")
            for text in ("尾号8000", "手机尾号为 8000", "后四位8000", "*8000", "ending in 8000")
        ),
        ("138****", "CN", "+86138********"),
        ("1380013xxxx", "CN", "+861380013****"),
        ("138B0138000", "CN", "+86138*0138000"),  # some digit that the letter stands for
        ("(212) XXX-0468", "US", "+1212***0468"),
        ("xxx-xxx-1234", "US", "+1******1234"),
        ("0912***678", "TW", "+886912***678"),
        ("9123****", "HK", "+8529123****"),
    ],
)
def test_what_a_masked_number_tells(text: str, region: str, known: str) -> None:
    (found,) = phone.clean(text, region)
    assert (found.known, found.value) == (known, None)
    assert found.precision in ("masked", "damaged")


@pytest.mark.parametrize(
    ("text", "region", "value"),
    [
        ("1064881234", "CN", BEIJING),  # a spreadsheet dropped the zero
        ("53188881234", "CN", JINAN),
        ("531-88881234", "CN", JINAN),
        ("14152523533", "US", "+14152523533"),  # in a Chinese row a device's
        ("2125550123", "CN", "+12125550123"),  # America's by its form, even in a Chinese row
        ("85291234567", "CN", "+85291234567"),
        ("13800138000", "HK", MOBILE),
        ("001 852 9123 4567", "HK", "+85291234567"),  # 001 is how one dials out of Hong Kong
        ("0011 86 13800138000", "AU", MOBILE),
        ("0755-88881234", "HK", "+8675588881234"),  # too long for Hong Kong's
        ("7912 345678", "GB", "+447912345678"),
        ("07700 900123", "GB", None),  # for films only; 0770 is Fangchenggang's code, but not here
        ("1-888-123-4567", "US", None),  # no mobile of China's
        ("010-1234-5678", "KR", "+821012345678"),
        ("0412345678", "AU", "+61412345678"),
        ("09876543210", "IN", "+919876543210"),
        ("212-380-0468, ext. 12", "US", "+12123800468"),
        ("2345-6789", "TW, 台北", "+886223456789"),
        ("88881234-801", "CN, address 济南", JINAN),
    ],
)
def test_the_rows_region_reads_its_numbers(text: str, region: str, value: str | None) -> None:
    (found,) = clean_value("phone", text, region=region)["values"]
    assert found["value"] == value


@pytest.mark.parametrize(
    ("text", "region", "problem", "type_"),
    [
        *((text, "CN", "hotline", "service") for text in ("10086", "95588", "12306", "1008611", "0531-12345", "11185")),
        *((text, region, "hotline", "service") for text, region in (("911", "US"), ("999", "GB"), ("1823", "HK"))),
        *((text, "CN", "machine_number", "service") for text in ("14412345678", "1064812345678", "106575001234567")),
        ("4008208820", "CN", "service_number", "service"),
        ("12345678910", "CN", "placeholder", None),
        ("1380013800", "CN", "invalid_number", None),
        ("138001380000", "CN", "too_long", None),
        ("+44 7700 900123", None, "invalid_number", None),
        ("28123456", "MO", "invalid_number", None),
        ("8.61E+12", "CN", "digits_lost", None),
        ("+13030995654", None, "invalid_number", None),  # 86 may be missing, or a digit of an American number be wrong
        ("14200001111", "CN", "invalid_number", None),  # no range of anybody's
        ("保密", "CN", "empty", None),
        ("没有手机", "CN", "no_number", None),
    ],
)
def test_nobodys_numbers(text: str, region: str | None, problem: str, type_: str | None) -> None:
    (found,) = phone.clean(text, region)
    assert (found.problem, found.type) == (problem, type_)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13800138000暂停服务", {"status": "suspended", "flags": ()}),
        ("13800138000 号码已换人", {"status": "wrong_party", "flags": ("other_person",)}),
        ("13800138000(他人接听)", {"status": "wrong_party", "flags": ("other_person",)}),
        ("13800138000(已不用)", {"status": "vacant", "flags": ()}),
        ("13800138000他妈", {"relation": "parent", "flags": ("other_person",)}),
        ("13800138000,妻子", {"relation": "spouse", "flags": ("other_person",)}),
        ("13800138000(24小时)", {"extension": None, "flags": ()}),
        ("13800138000 9:00-18:00", {"extension": None, "flags": ()}),
        ("13800138000 2024-01-01停机", {"status": "suspended"}),
        ("2楼 010-64881234", {"value": BEIJING}),
        ("138-0013-8000（张三 2020年登记）", {"value": MOBILE, "name": "张三"}),
        ("13800138000(单位)", {"name": None, "note": "单位", "flags": ()}),
        ("13800138000 王先生", {"name": "王先生", "relation": None, "flags": ()}),
        ("010-64881234(传真)", {"flags": ("fax", "hub")}),
        ("Fax: 010-64881234", {"flags": ("fax", "hub")}),
        ("电话/传真:010-64881234", {"flags": ()}),
        ("总机010-64881234", {"flags": ("hub",), "name": None}),
    ],
)
def test_notes(text: str, expected: dict[str, Any]) -> None:
    (found,) = phone.clean(text, "CN")
    assert {part: getattr(found, part) for part in expected} == expected


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("13800138000(停机)13900139000(妻)", ["停机", "妻"]),
        ("张三13800138000 李四13900139000", ["张三", "李四"]),
        ("手机13800138000 妻13900139000", [None, "妻"]),
        ("13800138000、13900139000(妻)", [None, "妻"]),
    ],
)
def test_each_number_has_its_own_note(text: str, notes: list[str | None]) -> None:
    assert [found.note for found in phone.clean(text, "CN")] == notes


def test_columns_agree_on_all_of_them() -> None:
    marks = (test_several_numbers, test_extensions, test_what_a_masked_number_tells, test_nobodys_numbers, test_notes)
    rows = [row for test in marks for row in test.pytestmark[0].args[1]]
    texts = sorted({row if isinstance(row, str) else row[0] for row in rows})
    for hint in ("CN", "US", "GB", None):
        table = phone.clean_column(pa.array(texts), pa.array([hint] * len(texts), pa.string()))
        assert table.to_pylist() == tabulate((phone.clean(text, hint) for text in texts), Phone).to_pylist()


def test_a_rounded_number_is_never_read_as_a_whole_one() -> None:
    (found,) = phone.clean("1.31014E+10", "CN")
    assert (found.value, found.known, found.precision) == (None, "+8613101******", "damaged")
