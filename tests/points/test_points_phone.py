"""Telephone numbers: synthetic, or well-known test and service numbers."""

import random

import phonenumbers
import pyarrow as pa
import pytest
from phonenumbers import PhoneNumberType

from recontact import schema
from recontact.points import phone
from recontact.points.cleaned import tabulate
from recontact.points.phone_area import area_code
from recontact.points.phone_columns import lines
from recontact.points.phone_place import issued
from recontact.points.phone_reading import Phone
from recontact.points.scientific import exact_digits, surviving_digits

LANDLINES = (PhoneNumberType.FIXED_LINE, PhoneNumberType.VOIP)
MOBILES = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.PERSONAL_NUMBER)

FULL = [
    ("13800138000", "CN", "+8613800138000", "mobile"),
    ("138 0013 8000", "CN", "+8613800138000", "mobile"),
    ("+86-138-0013-8000", None, "+8613800138000", "mobile"),
    ("008613800138000", "CN", "+8613800138000", "mobile"),
    ("(86)13800138000", "CN", "+8613800138000", "mobile"),
    ("86-13800138000", None, "+8613800138000", "mobile"),
    ("１３８００１３８０００", None, "+8613800138000", "mobile"),
    ("12593 13800138000", "CN", "+8613800138000", "mobile"),  # IP call prefix
    ("13800138000.0", "CN", "+8613800138000", "mobile"),
    ("1.3800138E+10", "CN", "+8613800138000", "mobile"),  # no digit was lost
    ("手机：13800138000", "CN", "+8613800138000", "mobile"),
    ("tel:+8613800138000", None, "+8613800138000", "mobile"),
    ("17012345678", "CN", "+8617012345678", "mobile"),
    ("14931057871", "CN", "+8614931057871", "mobile"),  # range not in the tables, but in the plan
    ("138O0138OOO", "CN", "+8613800138000", "mobile"),  # the keypad would read the letter as 6
    ("010-64881234", "CN", "+861064881234", "landline"),
    ("+86 (0)21 61485042", None, "+862161485042", "landline"),
    ("(0531)88881234", "CN", "+8653188881234", "landline"),
    ("0086-0531-88881234", "CN", "+8653188881234", "landline"),
    ("400-820-8820", "CN", "+864008208820", "service"),
    ("1-800-FLOWERS", "US", "+18003569377", "service"),
    ("9123 4567", "HK", "+85291234567", "mobile"),
    ("852-91234567", "HK", "+85291234567", "mobile"),
    ("886912345678", "TW", "+886912345678", "mobile"),
    ("+886 0912 345 678", None, "+886912345678", "mobile"),
    ("912345678", "TW", "+886912345678", "mobile"),
    ("(02)2345-6789", "TW", "+886223456789", "landline"),
    ("6612 3456", "MO", "+85366123456", "mobile"),
    ("+82 10-1234-5678", None, "+821012345678", "mobile"),
    ("98765 43210", "IN", "+919876543210", "mobile"),
    ("020 7946 0958", "GB", "+442079460958", "landline"),
    ("(212) 380-0468", None, "+12123800468", "mobile"),
    ("303.903.7551", None, "+13039037551", "mobile"),
    ("2125550123", "CN", "+12125550123", "mobile"),  # without trunk zero it is no Shanghai landline
    ("1-713-592-6060", None, "+17135926060", "mobile"),  # written the American way
    ("1 (713) 592-6060", "CN", "+17135926060", "mobile"),
    ("17135926060", "US", "+17135926060", "mobile"),
    ("17135926060", None, "+8617135926060", "mobile"),
    ("176-9422-6309", None, "+8617694226309", "mobile"),
]


@pytest.mark.parametrize(("text", "hint", "value", "type_"), FULL)
def test_one_number(text: str, hint: str | None, value: str, type_: str) -> None:
    (found,) = phone.clean(text, hint)
    assert (found.value, found.known, found.type, found.precision) == (value, value, type_, "full")
    assert phone.clean(value)[0].value == value


@pytest.mark.parametrize(
    ("text", "hint", "known", "precision"),
    [
        ("138****1234", None, "+86138****1234", "masked"),
        ("138 **** 1234", None, "+86138****1234", "masked"),
        ("+86138****1234", None, "+86138****1234", "masked"),
        ("86-138****1234", None, "+86138****1234", "masked"),
        ("138***1234", None, "+86138****1234", "masked"),  # one run is often printed at a fixed width
        ("138xxxx1234", None, "+86138****1234", "masked"),
        ("*******8000", None, "+86*******8000", "masked"),
        ("617****0630", None, "+1617***0630", "masked"),
        ("(617) ***-0630", None, "+1617***0630", "masked"),
        ("010-****1234", None, "+8610****1234", "masked"),
        ("9123****", "HK", "+8529123****", "masked"),
        ("1.53430E+10", None, "+861534*******", "damaged"),  # may have been rounded up from 1.534299
        ("1.53437E+10", None, "+8615343******", "damaged"),
        ("1.38E+10", None, "+8613*********", "damaged"),
        ("2.06846E+09", None, "+120684*****", "damaged"),
    ],
)
def test_partly_known(text: str, hint: str | None, known: str, precision: str) -> None:
    (found,) = phone.clean(text, hint)
    assert (found.value, found.known, found.precision) == (None, known, precision)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("无", "empty"),
        ("n/a", "empty"),
        ("12345", "hotline"),
        ("95588", "hotline"),
        ("11111111111", "placeholder"),
        ("12345678901", "placeholder"),
        ("138001380001", "too_long"),
        ("1288123", "no_area_code"),
        ("(404) 084-4296", "invalid_number"),
        ("***********", "digits_lost"),
    ],
)
def test_rejected(text: str, problem: str) -> None:
    (found,) = phone.clean(text)
    assert (found.value, found.known, found.precision, found.problem) == (None, None, None, problem)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("13800000000", "placeholder"),
        ("13812345678", "sequence"),
        ("14931057871", "unlisted_range"),
        ("13800138000.0", "repaired"),
        ("01013800138000", "repaired"),
        ("400-820-8820", "hub"),
    ],
)
def test_flagged(text: str, flag: str) -> None:
    assert flag in phone.clean(text)[0].flags


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("13800138000/13900139000", [("+8613800138000", None, None), ("+8613900139000", None, None)]),
        ("13800138000、13900139000", [("+8613800138000", None, None), ("+8613900139000", None, None)]),
        ("1380013800013900139000", [("+8613800138000", None, None), ("+8613900139000", None, None)]),
        ("138 0013 8000 139 0013 9000", [("+8613800138000", None, None), ("+8613900139000", None, None)]),
        ("13800138000（妻）", [("+8613800138000", None, "妻")]),
        ("张三13800138000", [("+8613800138000", None, "张三")]),
        ("13800138000停机, 13900139000", [("+8613800138000", None, "停机"), ("+8613900139000", None, None)]),
        ("0531 8888 1234 转 801", [("+8653188881234", "801", None)]),
        ("0531-88881234-801", [("+8653188881234", "801", None)]),
        ("010-64881234分机12", [("+861064881234", "12", None)]),
        ("212-380-0468 ext. 12", [("+12123800468", "12", None)]),
    ],
)
def test_cells(text: str, parts: list[tuple[str, str | None, str | None]]) -> None:
    assert [(found.value, found.extension, found.note) for found in phone.clean(text)] == parts


def test_a_column_of_numbers_with_notes_agrees_with_clean() -> None:
    chance = random.Random(8)
    notes = ["（妻）", "(妻)", " 停机", "转801", " ext. 12", "x5", "家", "王小明", "ABC", " Il", "E10", "/", "/无",
        "(备用13912345678)", " (公司) 转3",
        "-母亲", "、", "转八零一", "分机 12 妻", "#8", "号", " o", "先生的", "（旧）"]  # fmt: skip
    starts = ["1391234{:04d}", "021-8319{:04d}", "212-380{:04d}", "(0755) 8319{:04d}", "+86 138 1234 {:04d}",
        "9123{:04d}", "138 1234 5678 1391234{:04d}", "138123456", "(212) 380-{:04d}", "138****{:04d}",
        "+852 9123 {:04d}"]  # fmt: skip
    texts = [chance.choice(starts).format(chance.randrange(10_000)) + chance.choice(notes) for _ in range(4000)]
    texts = sorted(set(texts))
    table = phone.clean_column(pa.array(texts)).to_pylist()
    read = [(cell, found) for cell, text in enumerate(texts) for found in phone.clean(text)]
    assert len(table) == len(read)
    for row, (cell, found) in zip(table, read, strict=True):
        expected = {part: getattr(found, part) for part in row if part != "cell"}
        assert row == expected | {"cell": cell, "flags": list(found.flags)}, texts[cell]


@pytest.mark.parametrize("hint", [None, "CN", "US"])
@pytest.mark.parametrize("text", ["1-404-870-8669", "1 (404) 870-8669", "1.404.870.8669"])
def test_a_number_in_americas_form_is_no_chinese_devices(text: str, hint: str | None) -> None:
    (found,) = phone.clean(text, hint)
    column = phone.clean_column(pa.array([text]), pa.array([hint], pa.string()))
    assert [found.value] == column["value"].to_pylist() == ["+14048708669"]


def test_column_agrees_with_clean() -> None:
    chance = random.Random(7)
    forms = ["{}", "+86{}", "86-{}", "0{}", "(0{}", "+86 {}", "+1{}", "1-{}", "{}.0", "00{}"]
    texts = [text for text, *_ in FULL]
    for _ in range(3000):
        digits = "".join(chance.choice("0123456789") for _ in range(chance.choice([7, 8, 10, 10, 11, 11, 12])))
        digits = chance.choice(["", "1", "13", "21", "531", "212"]) + digits
        cuts = chance.choice([(), (3, 7), (3, 6), (2,), (3,), (4,)])
        for cut in reversed(cuts):
            digits = digits[:cut] + chance.choice("- ).") + digits[cut:]
        texts.append(chance.choice(forms).format(digits))
        area = f"{chance.randrange(310, 999)}"
        local = f"{chance.randrange(10**7)}{chance.choice(['', '4'])}"
        texts.append(chance.choice([f"0{area}-{local}", f"(0{area}){local}", f"+86 {area} {local}", f"0{area}{local}"]))
        start = f"{chance.choice(['', '', '1', '86', '+1'])}{chance.randrange(100, 999)}"
        texts.append(f"{start}{chance.choice(['*', ' *', '-*'])}{'*' * chance.randrange(1, 5)}{digits[-4:]}")
    texts = list(dict.fromkeys(texts))
    hints = [chance.choice([None, "CN", "US", "HK"]) for _ in texts]
    table = phone.clean_column(pa.array(texts), pa.array(hints, pa.string()))
    assert table.schema.names[: len(schema.CLEANED)] == schema.CLEANED.names
    expected = [
        (cell, found.value, found.known, found.type, found.precision, list(found.flags), found.problem, found.national)
        for cell, (text, hint) in enumerate(zip(texts, hints, strict=True))
        for found in phone.clean(text, hint)
    ]
    names = ["cell", "value", "known", "type", "precision", "flags", "problem", "national"]
    assert [tuple(row[name] for name in names) for row in table.to_pylist()] == expected


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        ("+8613800138000", "+8613800138000", "same"),
        ("+8613800138000", "+86138****8000", "visible_same"),
        ("+86138****8000", "+86*******8000", "compatible"),
        ("+86138****8000", "+8613*********", "unknown"),
        ("+8613800138000", "+8613800138001", "near"),
        ("+8613800138000", "+8613800130800", "near"),
        ("+8613800138000", "+86139****8000", "different"),
        ("+8613800138000", "+8613912345670", "different"),
        ("+8613800138000", None, "unknown"),
    ],
)
def test_compare(left: str, right: str | None, code: str) -> None:
    assert phone.LEVELS[phone.compare(left, right)].code == code
    assert phone.LEVELS[phone.compare(right, left)].code == code


def test_shown_and_masked() -> None:
    assert phone.show("+8613800138000") == "+86 138 0013 8000"
    assert phone.mask("+8613800138000") == "+86138****8000"
    assert phone.mask("+12123800468") == "+1212***0468"


@pytest.mark.parametrize(
    ("text", "exact", "surviving"),
    [
        ("1.3800138E+10", "13800138000", "1380013****"),
        ("1.5343E+10", None, "1534*******"),
        ("9.32004164E+08", "932004164", "932004164"),
        ("1.10101199003078E+17", None, "11010119900307****"),
        ("138", None, None),
    ],
)
def test_scientific(text: str, exact: str | None, surviving: str | None) -> None:
    assert (exact_digits(text), surviving_digits(text)) == (exact, surviving)


@pytest.mark.parametrize(
    ("text", "hint", "area", "known", "precision"),
    [
        ("64881234", "CN", "10", ["+861064881234"], "full"),
        ("6488-1234", "CN", "10", ["+861064881234"], "full"),
        ("64881234", "CN", None, ["+86**64881234", "+86***64881234"], "ambiguous"),
        ("8812345", "CN", None, ["+86***8812345"], "partial"),
        ("5550123", "US", None, ["+1***5550123"], "partial"),
        ("91234567", "CN", None, ["+85291234567", "+6591234567"], "ambiguous"),
        ("23411789", "TW", "2", ["+886223411789"], "full"),
    ],
)
def test_without_area_code(text: str, hint: str, area: str | None, known: list[str], precision: str) -> None:
    found = phone.clean(text, hint, area=area)
    assert [one.known for one in found][: len(known)] == known
    assert {one.precision for one in found} == {precision}
    assert all((one.value is None) == (precision != "full") for one in found)


@pytest.mark.parametrize(
    ("text", "region", "area"),
    [
        ("北京市朝阳区建国路88号", "CN", "10"),
        ("吉林省四平市", "CN", "434"),  # not Jilin, the city
        ("address Xi'an", "CN", "29"),
        ("上海分行", "CN", "21"),
        ("臺北市", "TW", "2"),
        ("鼓楼区北京路1号", "CN", None),  # a street of that name is no city
        ("Fuzhou", "CN", None),  # two cities
        ("", "CN", None),
    ],
)
def test_area_code_of_a_place(text: str, region: str, area: str | None) -> None:
    assert area_code(text, region) == area


@pytest.mark.parametrize(
    ("text", "relation", "name", "status", "flags"),
    [
        ("13800138000（妻）", "spouse", None, None, ("other_person",)),
        ("张三13800138000", None, "张三", None, ()),
        ("父亲 李建国 13800138000", "parent", "李建国", None, ("other_person",)),
        ("13800138000 (Mary Smith)", None, "Mary Smith", None, ()),
        ("13800138000停机", None, None, "suspended", ()),
        ("13800138000 非本人", None, None, "wrong_party", ("other_person",)),
        ("13800138000 晚上打", None, None, None, ()),
        ("一三八零零一三八零零零", None, None, None, ("repaired",)),
    ],
)
def test_notes(text: str, relation: str | None, name: str | None, status: str | None, flags: tuple[str, ...]) -> None:
    (found,) = phone.clean(text)
    assert found.value == "+8613800138000"
    assert (found.relation, found.name, found.status, found.flags) == (relation, name, status, flags)


def test_issued() -> None:
    assert (issued("+8675588881234").province, issued("+8675588881234").city) == ("广东省", "深圳市")
    assert issued("+8617012345678").virtual
    assert issued("+442079460958").place == "London"


def _invented(region: str, chance: random.Random, count: int) -> list[str]:
    """Return national numbers near those of a region's plan, valid or not."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
    kinds = ("fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "voip", "personal_number", "uan")
    plans = [getattr(metadata, kind) for kind in kinds]
    examples = [plan.example_number for plan in plans if plan is not None and plan.example_number]
    found = []
    for _ in range(count):
        digits = list(chance.choice(examples))
        for _ in range(chance.choice([0, 1, 2, 3, 5])):
            digits[chance.randrange(len(digits))] = chance.choice("0123456789")
        found.append("".join(digits if chance.random() > 0.1 else digits[:-1]))
    return found


def test_columns_of_every_region_agree_with_phonenumbers() -> None:
    chance = random.Random(3)
    written = {}
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        code = phonenumbers.country_code_for_region(region)
        for national in _invented(region, chance, 24):
            written[f"{code}{national}"] = phonenumbers.parse(f"+{code}{national}")
    taken = 0
    for number, row in zip(written.values(), lines(pa.array(list(written))).to_pylist(), strict=True):
        if row["region"] is not None:
            taken += 1
            assert phonenumbers.is_valid_number(number)
            assert row["region"] == phonenumbers.region_code_for_number(number)
            assert row["national"] == phonenumbers.national_significant_number(number)
            assert row["type"] == ("landline" if phonenumbers.number_type(number) in LANDLINES else "mobile")
    assert taken > 0.95 * sum(map(_of_a_person, written.values())), "the fast path takes nearly all that are valid"


def test_cells_of_every_region_are_read_alike_in_columns_and_alone() -> None:
    chance = random.Random(4)
    cells: dict[tuple[str, str | None], None] = {}
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        code = phonenumbers.country_code_for_region(region)
        trunk = phonenumbers.PhoneMetadata.metadata_for_region(region).national_prefix or ""
        for national in _invented(region, chance, 12):
            cut = chance.randrange(1, len(national))
            spaced = national[:cut] + chance.choice(" -.") + national[cut:]
            text = chance.choice(["+{c}{n}", "+{c} {s}", "00{c}{n}", "{n}", "{t}{n}", "{s}", "{c}{n}", "+{c}-{s}"])
            cells[text.format(c=code, n=national, s=spaced, t=trunk), chance.choice([region, region, None])] = None
    texts, hints = zip(*cells, strict=True)
    table = phone.clean_column(pa.array(texts), pa.array(hints, pa.string()))
    alone = tabulate((phone.clean(text, hint) for text, hint in cells), Phone)
    assert table.to_pylist() == alone.to_pylist()


def _of_a_person(number: phonenumbers.PhoneNumber) -> bool:
    return phonenumbers.number_type(number) in (*LANDLINES, *MOBILES)
