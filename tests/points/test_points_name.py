"""Names of invented people: parts, masks, slips of typing, and the levels on which two names agree."""

import pyarrow as pa
import pytest

from recontact.points import person_name
from recontact.points.name_agreement import LEVELS
from recontact.points.name_part import formal
from recontact.schema import CLEANED

HAN = [
    ("王小明", "wang", "xiaoming"),
    ("東方朔", "dongfang", "shuo"),
    ("上官婉儿", "shangguan", "waner"),
    ("万俟卨", "moqi", "xie"),
    ("單田芳", "shan", "tianfang"),
    ("仇小明", "qiu", "xiaoming"),
    ("曾国藩", "zeng", "guofan"),
    ("解缙", "xie", "jin"),
    ("查良镛", "zha", "liangyong"),
    ("任我行", "ren", "woxing"),
    ("区瑞强", "ou", "ruiqiang"),
    ("华罗庚", "hua", "luogeng"),
    ("覃明", "qin", "ming"),
    ("缪荃孙", "miao", "quansun"),
    ("薄熙来", "bo", "xilai"),
    ("种师道", "chong", "shidao"),
    ("乐毅", "yue", "yi"),
    ("折可适", "she", "keshi"),
    ("呂明", "lv", "ming"),
    ("阿卜杜拉·买买提", "maimaiti", "abudula"),
    ("阿卜杜拉.买买提", "maimaiti", "abudula"),
]


@pytest.mark.parametrize(("text", "surname", "given"), HAN)
def test_han_name_is_divided_and_read(text: str, surname: str, given: str) -> None:
    name = person_name.clean(text)[0]
    assert (name.surname, name.given, name.type, name.precision) == (surname, given, "han", "full")
    assert (name.value, name.han) == (name.known, (name.known or "").replace("·", ""))


@pytest.mark.parametrize(
    ("text", "han"),
    [
        ("陳大文", "陈大文"),
        ("鍾楚紅", "钟楚红"),
        ("锺明", "钟明"),
        ("於明", "于明"),
        ("李乾坤", "李乾坤"),
        ("王　小明", "王小明"),
        ("王 小 明", "王小明"),
        ("王小明先生", "王小明"),
        ("联系人:王小明", "王小明"),
        ("王小明（妻）", "王小明"),
        ("王小明13800138000", "王小明"),
        ("山田太郎", "山田太郎"),
    ],
)
def test_han_name_is_written_one_way(text: str, han: str) -> None:
    assert person_name.clean(text)[0].han == han


@pytest.mark.parametrize(
    ("text", "known", "surname", "precision"),
    [
        ("张*伟", "张*伟", "zhang", "masked"),
        ("姚**", "姚**", "yao", "masked"),
        ("王某某", "王**", "wang", "masked"),
        ("王XX", "王**", "wang", "masked"),
        ("欧*悦敏", "欧*悦敏", "ouyang", "masked"),
        ("欧**", "欧**", None, "masked"),  # 欧 or 欧阳: not known
        ("小王", "王*", "wang", "partial"),
        ("王先生", "王*", "wang", "partial"),
    ],
)
def test_masked_han_name_says_what_is_known(text: str, known: str, surname: str | None, precision: str) -> None:
    name = person_name.clean(text)[0]
    assert (name.known, name.value, name.surname, name.given) == (known, None, surname, None)
    assert name.precision == precision


def test_former_name_is_a_second_name() -> None:
    present, former = person_name.clean("王小明 曾用名 王大明")
    assert (present.han, present.flags, former.han, former.flags) == ("王小明", (), "王大明", ("former",))


def test_married_name_keeps_both_surnames() -> None:
    name = person_name.clean("陳李美玲")[0]
    assert (name.surname, name.middle, name.given) == ("chen", "li", "meiling")


LATIN = [
    ("Xu Binping", "xu", "binping"),
    ("binping xu", "xu", "binping"),
    ("XU BIN PING", "xu", "binping"),
    ("WANG, XIAOMING", "wang", "xiaoming"),
    ("lijian", "li", "jian"),
    ("fanyongping", "fan", "yongping"),
    ("liaochun", "liao", "chun"),
    ("ouyangjianguo", "ouyang", "jianguo"),
    ("Ou Yang Jian Guo", "ouyang", "jianguo"),
    ("Lü Ming", "lv", "ming"),
    ("Emily Chen", "chen", "emily"),
    ("Anna Wang", "wang", "anna"),
    ("SMITH, JOHN", "smith", "john"),
    ("John Smith, Jr.", "smith", "john"),
    ("Laura T. Flores", "flores", "laura"),
    ("Donna O’Brien", "obrien", "donna"),
    ("O'BRIEN, James", "obrien", "james"),
    ("Anna Müller", "muller", "anna"),
    ("María José García Márquez", "garcia marquez", "maria jose"),
    ("van der Berg Jan", "vanderberg", "jan"),
    ("Jan Vanderberg", "vanderberg", "jan"),
    ("Dr. Juan de la Cruz", "delacruz", "juan"),
    ("Nguyễn Văn Đức", "nguyen", "duc"),
    ("CHAN Tai Man David", "chan", "taiman"),
    ("Tsai Ing-wen", "tsai", "ingwen"),
    ("Hsieh Chang-ting", "hsieh", "changting"),
    ("general ricky byrne haking", "haking", "ricky"),
    ("ABUDULA MAIMAITI", "maimaiti", "abudula"),
]


@pytest.mark.parametrize(("text", "surname", "given"), LATIN)
def test_latin_name_is_divided(text: str, surname: str, given: str) -> None:
    name = person_name.clean(text)[0]
    assert (name.surname, name.given, name.type, name.precision) == (surname, given, "latin", "full")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ThomasMyers", "Thomas Myers"),
        ("PatriciaG ray", "Patricia Gray"),
        ("Kathleen lCark", "Kathleen Clark"),
        ("Jonatha nThomas", "Jonathan Thomas"),
        ("Amand aJ. Clark", "Amanda J. Clark"),
        ("Sharon F.R ichardson", "Sharon F. Richardson"),
        ("Mark .C Novak", "Mark C. Novak"),
        ("JacobX. Novak", "Jacob X. Novak"),
        ("Emily . Foster", "Emily Foster"),
        ("Rebecca McDonald", "Rebecca McDonald"),
    ],
)
def test_slip_of_the_space_bar_is_put_right(text: str, value: str) -> None:
    name = person_name.clean(text)[0]
    assert name.value == value
    assert ("repaired" in name.flags) == (text != value)


@pytest.mark.parametrize(
    ("text", "surname", "given", "precision"),
    [
        ("Amy R.", "r", "amy", "masked"),
        ("J*** S***", "s", "j", "masked"),
        ("J. P. Kowalski", "kowalski", "j", "partial"),
        ("P*ng Wu", "wu", "p", "masked"),
        ("Z*ANG XUANWEI", "zhang", "xuanwei", "masked"),
        ("Q*angcheng Chen", "chen", "qiangcheng", "masked"),
        ("l*huanxiu", "l", "huanxiu", "masked"),
        ("reverend haking", "haking", None, "partial"),
        ("lisa", None, "lisa", "partial"),
    ],
)
def test_masked_latin_name_says_what_is_known(
    text: str, surname: str | None, given: str | None, precision: str
) -> None:
    name = person_name.clean(text)[0]
    assert (name.surname, name.given, name.precision, name.value) == (surname, given, precision, None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("测试", "placeholder"),
        ("未知", "placeholder"),
        ("先生/女士", "placeholder"),
        ("n/a", "placeholder"),
        ("test", "placeholder"),
        ("***", "not_a_name"),
        ("12345", "not_a_name"),
        ("南山文化梁和电子有限公司", "organisation"),
        ("Northwind Exports Ltd", "organisation"),
    ],
)
def test_what_is_no_name_is_rejected(text: str, problem: str) -> None:
    (name,) = person_name.clean(text)
    assert (name.problem, name.value, name.known, name.precision) == (problem, None, None, None)


@pytest.mark.parametrize("text", ["محمد علي", "やまだ太郎", "สมชาย ใจดี"])
def test_other_scripts_are_kept_and_not_guessed(text: str) -> None:
    name = person_name.clean(text)[0]
    assert (name.value, name.surname, name.given, name.flags) == (text, None, None, ("script_unread",))


@pytest.mark.parametrize(("text", "_surname", "_given"), HAN + LATIN)
def test_cleaning_twice_changes_nothing(text: str, _surname: str, _given: str) -> None:
    once = person_name.clean(text)[0]
    twice = person_name.clean(once.value or "")[0]
    assert (twice.value, twice.precision) == (once.value, "full")


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("王小明", "王小明", "same"),
        ("王小明", "Wang Xiaoming", "same_reading"),
        ("王小明", "WANG XIAO MING", "same_reading"),
        ("覃明", "Tan Ming", "same_reading"),
        ("覃明", "Qin Ming", "same_reading"),
        ("呂明", "LU MING", "same_reading"),
        ("呂明", "Lyu Ming", "same_reading"),
        ("陳大文", "陈大文", "same"),
        ("王小明", "王*明", "as_far_as_known"),
        ("王*明", "王*明", "as_far_as_known"),
        ("王小明", "张*明", "different"),
        ("王小明", "王**", "as_far_as_known"),
        ("王小明", "小王", "surname_agrees"),
        ("王小明", "王晓明", "homophone"),
        ("张伟", "章伟", "homophone"),
        ("王小明", "王大明", "near"),
        ("王小明", "王建国", "same_surname"),
        ("王小明", "李建国", "different"),
        ("王小明", "Wang Xiaomin", "near"),
        ("Bob Smith", "Robert Smith", "nickname"),
        ("Jack Brown", "John Brown", "nickname"),
        ("O'Brien, Donna", "Donna OBrien", "same"),
        ("Amy Reed", "Amy R.", "as_far_as_known"),
        ("Mary Smith", "Mary Jones", "same_given"),
        ("Katherine Wilson", "Katherine Wilon", "near"),
        ("Mary Smith", "未知", "unknown"),
        ("김철수", "김철수", "same"),
        ("สมชาย ใจดี", "Somchai Jaidee", "unknown"),
    ],
)
def test_levels(left: str, right: str, level: str) -> None:
    one, other = person_name.clean(left)[0], person_name.clean(right)[0]
    assert LEVELS[person_name.compare(one, other)].code == level
    assert LEVELS[person_name.compare(other, one)].code == level


def test_parts_that_changed_places_are_seen() -> None:
    table = person_name.clean_parts(pa.array(["armstrong", "eva"]), pa.array(["eva", "armstrong"])).to_pylist()
    left, right = (person_name.Name(surname=row["surname"], given=row["given"]) for row in table)
    assert LEVELS[person_name.compare(left, right)].code == "swapped"


def test_every_level_is_a_sentence_in_two_languages() -> None:
    assert len({level.code for level in LEVELS}) == len(LEVELS)
    assert all(level.en.endswith(".") and level.zh.endswith("。") for level in LEVELS)
    assert (LEVELS[0].code, LEVELS[-1].code) == ("unknown", "different")


def test_nickname_stands_for_several_names() -> None:
    assert {"albert", "herbert", "robert"} <= formal("bert")
    assert formal("zebulon") == {"zebulon"}


def test_parts_given_apart_are_not_guessed() -> None:
    given = pa.array(["Armstrong", "general", "小明", None, "n/a", "Mary Ann"])
    surname = pa.array(["Eva", "haking", "王", "O'Brien", None, "van der Berg"])
    table = person_name.clean_parts(given, surname, pa.array([None, None, None, "J", None, None]))
    rows = table.select(["given", "surname", "middle", "han"]).to_pylist()
    assert [tuple(row.values()) for row in rows] == [
        ("armstrong", "eva", None, None),
        (None, "haking", None, None),
        ("xiaoming", "wang", None, "王小明"),
        (None, "obrien", "j", None),
        (None, None, None, None),
        ("mary ann", "vanderberg", None, None),
    ]
    assert table["cell"].to_pylist() == list(range(6))
    assert table["problem"].to_pylist()[4] == "placeholder"


def test_column_has_a_row_for_every_cell() -> None:
    table = person_name.clean_column(pa.array(["王小明", "未知", "王小明 曾用名 王大明", "line\nbreak", ""]))
    assert table.schema.names[: len(CLEANED.names)] == CLEANED.names
    assert table["cell"].to_pylist() == [0, 1, 2, 2, 3, 4]
    assert table["precision"].to_pylist() == ["full", None, "full", "full", "full", None]
    assert person_name.clean_column(pa.array([], pa.string())).num_rows == 0


def test_mask_for_reports() -> None:
    assert person_name.mask("王小明") == "王**"
    assert person_name.mask("John Smith") == "J*** S***"
    assert person_name.show("王*明") == "王*明"
