"""Whole columns of invented Han names are read as each of them is by itself."""

import random

import pyarrow as pa

from recontact.points import han_column, person_name
from recontact.points.pinyin import surnames

GIVEN = (
    "伟芳小敏学丽强生阿军总工哥太师先同某收々收女启妻王欧阳司马石川明佐藤健扎西卓玛乐曾单盖銘锟*老夫人公司现原女士友"
)
NAMES = (
    "欧阳修",
    "王某某",
    "王先生",
    "小王",
    "老张",
    "佐藤健",
    "张女士",
    "未知",
    "测试",
    "无名氏",
    "王小明",
    "单雄信",
    "欧*",
    "欧**",
)


def invented(chance: random.Random) -> str:
    surname = chance.choice([*surnames(), "王", "李", "张", "欧阳", "单", "乐"])
    mask = chance.choice(["", "", "*", "**", "*"])
    return chance.choice([surname, surname[0]]) + mask + "".join(chance.choices(GIVEN, k=chance.choice([0, 1, 1, 2])))


def test_a_column_of_han_names_reads_as_one_by_one() -> None:
    chance = random.Random(6)
    texts = sorted({*NAMES, *(invented(chance) for _ in range(12_000))})
    plain = [text for text, is_plain in zip(texts, han_column.plain(texts).tolist(), strict=True) if is_plain]
    assert len(plain) > 0.3 * len(texts)
    for text, row in zip(plain, han_column.read(plain).drop_columns("cell").to_pylist(), strict=True):
        (name,) = person_name.clean(text)
        assert row == {part: getattr(name, part) for part in row} | {"flags": list(name.flags)}, text


def test_a_column_may_be_empty() -> None:
    assert person_name.clean_column(pa.array([], pa.string())).num_rows == 0
