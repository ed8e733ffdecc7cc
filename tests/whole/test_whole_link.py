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


JUDGED = "left_record_id,right_record_id,judgement\n"


@pytest.mark.parametrize(
    ("judged", "groups"),
    [
        ("3,c,same\n", SAME | {frozenset("3c")}),
        ("1,a,different\n", SAME - {frozenset("1a")}),
        ("1,a,different\n1,a,same\n", SAME),
        ("1,a,unsure\n", SAME),
        ("", SAME),
    ],
)
def test_judgements_win(cli: Cli, tables: tuple[Path, Path], tmp_path: Path, judged: str, groups: object) -> None:
    (tmp_path / "judged.csv").write_text(JUDGED + judged, encoding="utf-8")
    said = cli("link", *tables, "--id", "nr", "--judgements", tmp_path / "judged.csv", "--out", tmp_path / "out")
    assert said.code == 0, said.err
    assert identities(tmp_path / "out") == groups


def test_judgements_of_a_run_are_heard(cli: Cli, tables: tuple[Path, Path], tmp_path: Path) -> None:
    line = {"left": ["club", "c"], "right": ["shop", "3"], "verdict": "same", "actor": "a", "at": "2026-07-01T12:00:00"}
    (tmp_path / "out.judgements.jsonl").write_text(json.dumps({**line, "case": "x", "reason": ""}) + "\n")
    said = cli(
        "link", *tables, "--id", "nr", "--judgements", tmp_path / "out.judgements.jsonl", "--out", tmp_path / "out"
    )
    assert said.code == 0, said.err
    assert identities(tmp_path / "out") == SAME | {frozenset("3c")}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (JUDGED + "1,a,maybe\n", "judged.csv:2: a judgement is one of same, different, unsure"),
        (JUDGED + "1,a,same\n1,z,same\n", "judged.csv:3: right_record_id is on no table"),
        (JUDGED + "1,1,same\n", "judged.csv:2: a record cannot be judged against itself"),
        (JUDGED + "1,a,same\n2,a,same\n1,2,different\n", "and by others the same: take one of them out"),
        ("left,right,judgement\n", "judged.csv:1: judgements need the columns left_record_id"),
        ("left_record_id,left_source,right_record_id,judgement\n1,club,a,same\n", "left_record_id is on no table"),
        (None, "judged.csv: cannot be read as a table of judgements"),
    ],
)
def test_wrong_judgements(cli: Cli, tables: tuple[Path, Path], tmp_path: Path, text: str | None, message: str) -> None:
    if text is not None:
        (tmp_path / "judged.csv").write_text(text, encoding="utf-8")
    said = cli("link", *tables, "--id", "nr", "--judgements", tmp_path / "judged.csv", "--out", tmp_path / "out")
    assert said.code == 2
    assert message in said.err.replace("\n", " ")
    assert not (tmp_path / "out").exists()


def test_a_record_on_two_tables_needs_its_table(cli: Cli, tables: tuple[Path, Path], tmp_path: Path) -> None:
    twice = [tables[0], tmp_path / "again.csv"]
    twice[1].write_text(SHOP, encoding="utf-8")
    (tmp_path / "judged.csv").write_text(JUDGED + "1,2,same\n", encoding="utf-8")
    said = cli("link", *twice, "--id", "nr", "--judgements", tmp_path / "judged.csv", "--out", tmp_path / "out")
    assert "judged.csv:2: left_record_id is on several tables: say which in left_source" in said.err.replace("\n", " ")


def test_a_model_in_yaml(cli: Cli, tables: tuple[Path, Path], tmp_path: Path) -> None:
    model = tmp_path / "strict.yaml"
    model.write_text("thresholds: {link: 0.999999}\ncomparisons: [name, address]\n", encoding="utf-8")
    said = cli("link", *tables, "--id", "nr", "--model", model, "--out", tmp_path / "out")
    assert said.code == 0, said.err
    assert not identities(tmp_path / "out")
    assert json.loads(cli("link", *tables, "--id", "nr", "--model", model, "--plan", "--json").out)["pairs"] >= 2


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("m.yaml", "thresholds:\n  link: [", "m.yaml: this cannot be read as a linkage model: no YAML in line 2"),
        ("m.yaml", "thresholds: {join: 1}", "unknown thresholds: join. Known: link, keep, ambiguous"),
        ("m.yaml", "thresholds: 0.5", "thresholds of a linkage model has names and numbers, such as link: 0.5"),
        ("m.json", "{}", "m.json: not a model.json of this version"),
        ("m.yml", "shoes: 1", "unknown keys: shoes"),
    ],
)
def test_a_wrong_model(cli: Cli, tables: tuple[Path, Path], tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    said = cli("link", *tables, "--id", "nr", "--model", tmp_path / name, "--out", tmp_path / "out")
    assert said.code == 2
    assert message in said.err.replace("\n", " ")
