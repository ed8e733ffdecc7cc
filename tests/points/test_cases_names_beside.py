"""Hard cases of cells that hold more than one plain name (our own cases, Apache-2.0; invented people)."""

import pytest

from recontact.points import person_name
from recontact.points.name import Name

CELLS: list[tuple[str, list[tuple[str | None, tuple[str, ...]]]]] = [
    ("张伟、李娜", [("张伟", ("several_persons",)), ("李娜", ("several_persons",))]),
    ("张伟和李娜", [("张伟", ("several_persons",)), ("李娜", ("several_persons",))]),
    ("张伟 李娜", [("张伟", ("several_persons",)), ("李娜", ("several_persons",))]),
    ("李雷&韩梅梅", [("李雷", ("several_persons",)), ("韩梅梅", ("several_persons",))]),
    ("欧阳 娜娜", [("欧阳娜娜", ())]),
    ("王和平", [("王和平", ())]),
    ("John & Mary Smith", [("John Smith", ("several_persons",)), ("Mary Smith", ("several_persons",))]),
    ("John Smith / Mary Jones", [("John Smith", ("several_persons",)), ("Mary Jones", ("several_persons",))]),
    ("Mr. & Mrs. John Smith", [("John Smith", ())]),
    ("王小明（曾用名：王大明）", [("王小明", ()), ("王大明", ("former",))]),
    ("王小明(原名王大明)", [("王小明", ()), ("王大明", ("former",))]),
    ("王大明 改名 王小明", [("王小明", ()), ("王大明", ("former",))]),
    ("Mary Smith née Jones", [("Mary Smith", ()), ("Mary Jones", ("former",))]),
    ("Mary Smith (nee Jones)", [("Mary Smith", ()), ("Mary Jones", ("former",))]),
    ("Mary Smith f.k.a. Mary Jones", [("Mary Smith", ()), ("Mary Jones", ("former",))]),
    ("Mary Smith formerly Jones", [("Mary Smith", ()), ("Mary Jones", ("former",))]),
    ("CHEN Wei-Ting (陳偉廷)", [("陈伟廷", ())]),
    ("【王小明】", [("王小明", ())]),
    ("姓名:王小明 电话:13900000000", [("王小明", ("repaired",))]),
]

NOTED: list[tuple[str, str, str | None]] = [
    ("王小明(妻)", "王小明", "妻"),
    ("王小明-已离职", "王小明", "已离职"),
    ("李红 妻", "李红", "妻"),
    ("王小明(北京某公司)", "王小明", "北京某公司"),
    ("John Smith - deceased", "John Smith", "deceased"),
    ("John Smith (deceased)", "John Smith", "deceased"),
    ("John Smith c/o Mary Jones", "John Smith", "Mary Jones"),
    ("王小明 亲启", "王小明", None),
    ("王小明收", "王小明", None),
    ("王小明", "王小明", None),
]

REFUSED = [
    ("微信用户", "placeholder"),
    ("未知用户", "placeholder"),
    ("暂无姓名", "placeholder"),
    ("测试账号", "placeholder"),
    ("某先生", "placeholder"),
    ("asdfgh", "placeholder"),
    ("aaa aaa", "placeholder"),
    ("N/A", "placeholder"),
    ("公司", "placeholder"),
    ("XX小学", "organisation"),
    ("顺丰快递", "organisation"),
    ("Estate of John Smith", "organisation"),
    ("王小明老婆", "other_person"),
    ("锟斤拷", "mojibake"),
    ("王\ufffd明", "mojibake"),
]

MENDED = [("å¼\xa0ä¼Ÿ", "张伟"), ("ÍõÐ¡Ã÷", "王小明"), ("寮犱紵", "张伟"), ("MÃ¼ller", "Müller"), ("JosÃ©", "José")]


def names(text: str) -> list[Name]:
    """Return the names in a cell."""
    return person_name.clean(text)


@pytest.mark.parametrize(("text", "expected"), CELLS)
def test_a_cell_is_taken_apart(text: str, expected: list[tuple[str | None, tuple[str, ...]]]) -> None:
    assert [(name.value, name.flags) for name in names(text)] == expected


@pytest.mark.parametrize(("text", "value", "note"), NOTED)
def test_a_note_is_taken_off_and_kept(text: str, value: str, note: str | None) -> None:
    assert [(name.value, name.note) for name in names(text)] == [(value, note)]


@pytest.mark.parametrize(("text", "problem"), REFUSED)
def test_what_names_nobody_is_refused(text: str, problem: str) -> None:
    assert [(name.known, name.problem) for name in names(text)] == [(None, problem)]


@pytest.mark.parametrize(("text", "known"), MENDED)
def test_mojibake_is_mended_where_that_is_certain(text: str, known: str) -> None:
    (name,) = names(text)
    assert (name.known, "repaired" in name.flags) == (known, True)


@pytest.mark.parametrize(
    ("text", "region", "surname", "given"),
    [
        ("山田太郎", "JP", None, None),
        ("中山明", "JP", None, None),
        ("金哲秀", "KR", None, None),
        ("Kim Minsu", "KR", "kim", "minsu"),
        ("Minsu Kim", "KR", "kim", "minsu"),
        ("Nguyen Duc", "VN", "nguyen", "duc"),
        ("Nagy László", "HU", "nagy", "laszlo"),
        ("Lau Marina", "HK", "lau", "marina"),
        ("Wei Wang", "CN", "wei", "wang"),
        ("John Smith", "CN", "smith", "john"),
    ],
)
def test_the_region_decides_what_is_in_doubt(text: str, region: str, surname: str | None, given: str | None) -> None:
    (name,) = person_name.clean(text, region)
    assert (name.surname, name.given) == (surname, given)
