"""Whole columns of invented Chinese addresses are read as each of them is by itself."""

import random

import pyarrow as pa

from recontact.points import chinese_column, postal, script_column
from recontact.points.address import FIELDS, row_of

HEADS = """
    深圳市南山区 广东省深圳市南山区 广东深圳南山区 上海市浦东新区 北京朝阳区 鼓楼区 吉林市船营区
    内蒙古呼和浩特市新城区 济南市市中区 东莞市 昆山市 苏州工业园区 香港湾仔区 沙区
    广西壮族自治区南宁市兴宁区 台北市大安区 莱芜市莱城区 南海区 城区 高新区 四川省南充市南部县 长沙县
    雨花区 河南省周口市项城市 广东东莞 耒阳市 湖南衡阳耒阳市 安徽省阜阳市临泉县 县
"""
ROADS = """
    学府路 深南大道 人民南路 中山北路 科技园路 工业园区大道 三元里大街 五一路 解放街 二巷 街道口路
    新镇路 十里河巷 市南路 政府路 东路 八一路西 县前街 城关路 新区大道
"""
PLACES = """
    学府花园 阳光小区 三号院 桃花村 南区 五组 万达广场 城市花园 华府 十段家园 之江公寓 东区 县城花园
    镇中小区 一单元 保利
"""
MARKS = ("号楼", "栋", "幢", "#", "#-", "座", "-", "号", "楼")
UNITS = ("", "", "2单元", "3-", "一单元", "十单元", "十一单元", "两单元", "四 单元", "乙单元")
GAPS = ("", "", "", " ", "  ", ",", "　")
AROUND = (*[""] * 12, "518000", "(东门)", " 邮编518000")


def invented(chance: random.Random) -> str:
    gap = chance.choice(GAPS)
    house = f"{chance.choice(ROADS.split())}{chance.randrange(1, 1200)}号"
    room = chance.choice([*[f"{chance.randrange(10, 99_999)}"] * 9, "1 02"])
    door = f"{chance.randrange(1, 40)}{chance.choice(MARKS)}{chance.choice(UNITS)}{room}"
    inside = f"{chance.choice(PLACES.split())}{door}{chance.choice(['', '室', '房', '号', '户'])}"
    parts = chance.choice(((house,), (inside,), (house, inside)))
    return gap.join((chance.choice(HEADS.split()), *parts)) + chance.choice(AROUND)


def test_a_column_of_chinese_addresses_reads_as_one_by_one() -> None:
    chance = random.Random(5)
    texts = sorted({invented(chance) for _ in range(10_000)})
    usual, _ = chinese_column.read(script_column.simplify(pa.array(texts), 400))
    assert usual.mean() > 0.08
    table = postal.clean_column(pa.array(texts))
    assert table["cell"].to_pylist() == list(range(len(texts)))
    rows = zip(*(table[name].to_pylist() for name in FIELDS), strict=True)
    for text, is_usual, row in zip(texts, usual.tolist(), rows, strict=True):
        if is_usual:
            (address,) = postal.clean(text)
            assert row == tuple([list(part) if isinstance(part, tuple) else part for part in row_of(address)]), text
