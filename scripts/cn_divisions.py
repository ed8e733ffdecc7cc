"""Write the tables of China's divisions: `python cn_divisions.py FOLDER`, the `dist` folder of china-division 2.7.0."""

import csv
import re
import sys
from collections import defaultdict
from pathlib import Path

VOCABULARIES = Path(__file__).parents[1] / "recontact/configs/vocabularies"
ORIGIN = """\
# Written by scripts/cn_divisions.py from china-division 2.7.0 by modood (LICENSE: WTFPL 2; package.json: MIT),
# https://github.com/modood/Administrative-divisions-of-China: the public division codes (GB/T 2260) of 2023.
"""
DIVISIONS = """\
# Provinces, prefectures and counties of mainland China: code, province, city, its counties each after its code.
# `=` gives the short name where it is not the name less 省 市 地区 盟. A county under no city stands as a city.
# `*` is a city without districts: its short name alone may begin an address (not 中山, a name of roads).
"""
MOVED = """\
# Towns that went to a new county when theirs was divided: town, city, the county that old papers name, its code today.
"""
_PEOPLES = re.compile(
    "(?:蒙古族|蒙古(?=自治州)|回族|壮族|藏族|维吾尔|朝鲜族|土家族|苗族|羌族|彝族|布依族|侗族|哈尼族|傣族|白族|傈僳族|柯尔克孜|哈萨克|景颇族)*"
    "自治[区州]$|林区$"
)
SHORT = {"海南藏族自治州": "海南州"}
"""Short names that do not follow from the full one less the peoples' names: 海南 is the province."""
UNDIVIDED = ("东莞市", "儋州市", "嘉峪关市")
DIVIDED = {"余杭区": ("330113",), "萧山区": ("330114",), "江干区": ("330102", "330114"), "下城区": ("330105",),
    "宝安区": ("440309", "440311"), "龙岗区": ("440310",), "罗湖区": ("440308",)}  # fmt: skip
"""Counties as old papers name them, and those that have had towns of theirs since."""


def read(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of one of the package's tables."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def divisions(folder: Path) -> list[str]:
    """Return the lines of the table of divisions."""
    provinces = {row["code"]: row["name"] for row in read(folder, "provinces")}
    cities = {row["code"]: row["name"] for row in read(folder, "cities")}
    counties: dict[tuple[str, str, str], list[str]] = {}
    for row in read(folder, "areas"):
        province, city, code = provinces[row["provinceCode"]], cities[row["cityCode"]], row["code"]
        if 71 <= int(code[4:]) <= 79 and row["name"].endswith(("区", "示范区", "新城", "园区", "管委会")):
            continue  # a zone of statistics, no division
        if city in ("市辖区", "县"):
            key = (row["provinceCode"] + "0000", province, province)
        elif "直辖" in city:
            key = (code, province, row["name"])
        else:
            key = (row["cityCode"] + "00", province, city)
        below = counties.setdefault(key, [])
        if key[0] != code and row["name"] != city and not row["name"].endswith("海域"):
            below.append(code + row["name"])
    return [
        "\t".join((code, named(province), named(city), " ".join(["*"] * (city in UNDIVIDED) + below)))
        for (code, province, city), below in counties.items()
    ]


def named(name: str) -> str:
    """Return a name with its short form, where that does not follow from it."""
    short = SHORT.get(name) or _PEOPLES.sub("", name)
    return name if short == name else f"{name}={short}"


def moved(folder: Path) -> list[str]:
    """Return the lines of the table of towns."""
    cities = {row["code"]: row["name"] for row in read(folder, "cities")}
    olds = defaultdict(list)
    for old, codes in DIVIDED.items():
        for code in codes:
            olds[code].append(old)
    return [
        "\t".join((row["name"], cities[row["cityCode"]], old, row["areaCode"]))
        for row in read(folder, "streets")
        for old in olds[row["areaCode"]]
        if row["name"].endswith(("街道", "镇", "乡"))
    ]


if __name__ == "__main__":
    source = Path(sys.argv[1])
    for target, header, lines in (
        ("cn_divisions.tsv", DIVISIONS, divisions(source)),
        ("cn_towns_moved.tsv", MOVED, moved(source)),
    ):
        (VOCABULARIES / target).write_text(header + ORIGIN + "\n".join(lines) + "\n", encoding="utf-8")
