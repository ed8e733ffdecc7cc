"""`recontact policy` as a user calls it; tokens stand for invented people."""

import json
from pathlib import Path

import pytest
from conftest import Cli

US = ("--jurisdiction", "us,us-ma", "--channel", "voice", "--zone", "America/New_York")


def test_rules_say_value_citation_and_certainty_in_both_languages(cli: Cli) -> None:
    said = cli("policy", "rules", "--jurisdiction", "cn")
    assert said.code == 0
    assert "cn-gbt-hours [window] No contact between 22:00 and 08:00 unless agreed." in said.out
    assert "GB/T 45251-2025" in said.out
    assert "not read in the text of the law" in said.out
    assert "checked on 2026-11-22" in said.out
    assert "未经同意" in cli("policy", "rules", "--jurisdiction", "cn", "--lang", "zh").out
    rows = json.loads(cli("policy", "rules", "--jurisdiction", "gb, eu", "--json").out)
    assert {row["rule"].split("-")[0] for row in rows} == {"gb", "eu", "floor"}
    assert all(row["cite"] and row["en"] and row["zh"] for row in rows)


def test_permit(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "log.jsonl").write_text("", encoding="utf-8")
    log = ("--attempts", tmp_path / "log.jsonl")
    assert cli("policy", "permit", *US, *log, "--at", "2026-07-01T12:00").code == 0
    night = cli("policy", "permit", *US, *log, "--at", "2026-11-01T01:30", "--json")  # comes twice
    assert night.code == 4
    answer = json.loads(night.out)
    assert [row["rule"] for row in answer["refused_by"]] == ["us-hours", "us-ma-hours", "floor-hours"]
    assert answer["refused_by"][0]["cite"].startswith("15 USC 1692c")
    no_log = cli("policy", "permit", *US, "--at", "2026-07-01T12:00")
    assert (no_log.code, "floor-attempt-log" in no_log.out) == (4, True)


def test_permit_reads_a_contact_and_a_log(cli: Cli, tmp_path: Path) -> None:
    act = {"at": "2026-07-01T12:00:00-04:00", "channel": "voice", "debtor": "D", "point": "P", "debt": "L"}
    calls = [{**act, "at": f"2026-06-{day}T12:00:00-04:00", "outcome": "no_answer"} for day in range(25, 31)]
    (tmp_path / "act.json").write_text(json.dumps({**act, "zones": ["America/New_York"]}), encoding="utf-8")
    for count, code in ((6, 0), (7, 4)):
        rows = [calls[each % 6] for each in range(count)]
        (tmp_path / "log.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        said = cli(
            "policy", "permit", tmp_path / "act.json", "--jurisdiction", "us", "--attempts", tmp_path / "log.jsonl"
        )
        assert said.code == code, said.out + said.err
    assert "Refused by us-7in7-calls: At most seven call attempts" in said.out
    assert "连续七日内拨打不超过七次" in said.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((*US, "--at", "2026-03-08T02:30"), "does not exist in America/New_York"),
        ((*US, "--at", "noon"), "takes a time such as"),
        ((*US,), "say when"),
        (("--jurisdiction", "us", "--channel", "voice", "--at", "2026-07-01T12:00"), "exactly one --zone"),
        (("--jurisdiction", "us", "--channel", "fax", "--at", "2026-07-01T12:00Z"), "channel: Input should be"),
        (("--jurisdiction", "atlantis", "--at", "2026-07-01T12:00Z"), "no jurisdiction named 'atlantis'"),
        (("missing.json", "--jurisdiction", "us"), "is no readable JSON"),
    ],
)
def test_mistakes_are_said(cli: Cli, arguments: tuple, says: str) -> None:
    said = cli("policy", "permit", *arguments)
    assert (said.code, says in said.err) == (2, True), said.err


def test_a_lenders_own_rules(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "us-house.yaml").write_text(
        "id: us-house\nname: {en: A house, zh: 某机构}\nextends: us\nverified_on: 2026-01-01\nrules:\n"
        '  - {id: house-hours, kind: window, value: {open: "10:00", close: "12:00"}, cite: house policy,'
        " certainty: design, en: Mornings only., zh: 仅限上午。}\n",
        encoding="utf-8",
    )
    (tmp_path / "log.jsonl").write_text("", encoding="utf-8")
    own = ("--rules", tmp_path, "--jurisdiction", "us-house", "--attempts", tmp_path / "log.jsonl", *US[2:])
    assert cli("policy", "permit", *own, "--at", "2026-07-01T11:00").code == 0
    assert "house-hours" in cli("policy", "permit", *own, "--at", "2026-07-01T13:00").out
