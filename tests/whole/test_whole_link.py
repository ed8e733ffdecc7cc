"""`recontact link`: tables of invented persons with any headers, untuned; its mapping is proposed and can be told."""

import csv
import json
from collections import defaultdict
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import Cli

SHOP = """nr;first name;last name;birth date;e-mail;town
1;Robert;Miller;25/04/1980;bob.miller@example.org;Leeds
2;Ana María;Ortiz;13/01/1990;;Hull
3;John;Smith;02/11/1975;john@example.org;York
4;Wei;Wang;30/12/1988;;Leeds
5;Susan;Clark;17/06/1969;s.clark@example.org;York
"""
CLUB = """nr,name,dob,mail,city
a,"MILLER, BOB",1980-04-25,bob.miller@example.org,Leeds
b,Ana Maria Ortiz,1990-01-13,,Hull
c,John Smith,1951-08-30,,Hull
d,WANG WEI,1988-12-30,,Leeds
e,Peter Clark,1999-02-02,,York
"""
SAME = {frozenset({"1", "a"}), frozenset({"2", "b"}), frozenset({"4", "d"})}
"""John Smith is two people: another birth date, another town."""


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "shop.csv").write_text(SHOP, encoding="utf-8")
    (tmp_path / "club.csv").write_text(CLUB, encoding="utf-8")
    return tmp_path / "shop.csv", tmp_path / "club.csv"


def identities(out: Path) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    with (out / "identities.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            groups[row["identity_id"]].add(row["record_id"])
    return {frozenset(group) for group in groups.values() if len(group) > 1}


def test_persons_of_two_tables_meet(cli: Cli, tables: tuple[Path, Path], tmp_path: Path) -> None:
    said = cli("link", *tables, "--id", "nr", "--out", tmp_path / "out", "--json")
    assert said.code == 0, said.err
    answer = json.loads(said.out)
    assert answer["mapping"]["shop.csv"]["last name"] == "surname"
    assert answer["mapping"]["club.csv"]["name"] == "name"
    assert identities(tmp_path / "out") == SAME
    links = pq.read_table(tmp_path / "out/links.parquet")
    assert {"left_record_id", "right_record_id", "weight", "probability"} <= set(links.column_names)


def test_the_mapping_is_printed_and_can_be_told(cli: Cli, tables: tuple[Path, Path], tmp_path: Path) -> None:
    said = cli("link", *tables, "--id", "nr", "--map", "ignore=town", "--out", tmp_path / "out")
    assert said.code == 0
    assert "town                     ignore" in said.out
    assert "birth date               born" in said.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--id", "number"), "no column 'number' for --id. It has: nr"),
        (("--id", "nr", "--map", "surnam=last name"), "no field 'surnam'"),
        (("--id", "nr", "--map", "surname=family"), "--map names columns that no file has: family"),
        (("--id", "nr", "--map", "surname"), "--map takes field=column"),
    ],
)
def test_mistakes(
    cli: Cli, tables: tuple[Path, Path], tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    said = cli("link", *tables, *arguments, "--out", tmp_path / "out")
    assert said.code == 2
    assert message in said.err


def test_a_missing_file(cli: Cli, tmp_path: Path) -> None:
    said = cli("link", tmp_path / "nobody.csv", "--id", "nr")
    assert said.code == 3
    assert "nobody.csv" in said.err


def test_a_memory_cap_changes_nothing(cli: Cli, tables: tuple[Path, Path], tmp_path: Path) -> None:
    cli("link", *tables, "--id", "nr", "--out", tmp_path / "out")
    cli("link", *tables, "--id", "nr", "--out", tmp_path / "capped", "--memory", "8GiB")
    for name in ("identities.csv", "links.parquet"):
        assert (tmp_path / "capped" / name).read_bytes() == (tmp_path / "out" / name).read_bytes()


@pytest.mark.parametrize(
    ("memory", "code", "said"), [("1MiB", 1, "MiB even in the smallest partitions"), ("much", 2, "such as 2GiB")]
)
def test_too_little_memory(
    cli: Cli, tables: tuple[Path, Path], tmp_path: Path, memory: str, code: int, said: str
) -> None:
    answer = cli("link", *tables, "--id", "nr", "--out", tmp_path / "out", "--memory", memory)
    assert answer.code == code
    assert said in answer.err


def test_a_plan_compares_nothing_and_writes_nothing(cli: Cli, tables: tuple[Path, Path], tmp_path: Path) -> None:
    said = cli("link", *tables, "--id", "nr", "--out", tmp_path / "out", "--plan")
    assert "10 records: about" in said.out
    assert "name+born" in said.out
    told = json.loads(cli("link", *tables, "--id", "nr", "--plan", "--json").out)
    assert told["pairs"] >= 2
    assert not (tmp_path / "out").exists()
