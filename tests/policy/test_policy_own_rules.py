"""A lender's own rules in a job: they tighten the run, and a bad file is said with its place."""

from pathlib import Path

import pytest
from conftest import Cli, run_example

import recontact

HOUSE = """id: cn-house
name: {en: A house, zh: 某机构}
extends: cn
verified_on: 2026-01-01
rules:
  - id: house-nobody
    kind: third_party
    value: {roles: [], purposes: []}
    cite: house policy
    certainty: design
    en: We ask nobody else.
    zh: 本机构不联系第三人。
"""


def adopt(lender: Path, rules: str, place: str = "cn-house") -> Path:
    (lender / "rules").mkdir()
    (lender / "rules" / "house.yaml").write_text(rules, encoding="utf-8")
    job = lender / "job.yaml"
    text = job.read_text(encoding="utf-8").replace("jurisdiction: cn\n", f"jurisdiction: {place}\nrules: rules\n")
    job.write_text(text, encoding="utf-8")
    return job


def test_they_tighten_the_run(lender: Path, finished: recontact.Result, tmp_path: Path) -> None:
    adopt(lender, HOUSE)
    found = run_example(lender, tmp_path / "out")
    assert finished.third_parties.num_rows > 0 == found.third_parties.num_rows
    assert found.contacts.drop_columns(["rule"]).equals(finished.contacts.drop_columns(["rule"]))
    assert "house-nobody" in found.withheld["rule"].to_pylist()
    assert [place["id"] for place in found.summary["rules"]] == ["cn-house", "cn", "floor"]


@pytest.mark.parametrize(
    ("rules", "place", "says"),
    [
        (HOUSE.replace("cn-house", "cn"), "cn", "may not take the place of cn"),
        (HOUSE.replace("third_party", "whatever"), "cn-house", "unknown kind of rule"),
        (HOUSE, "cn-mouse", "no jurisdiction named 'cn-mouse'"),
        ("rules: [", "cn-house", "no readable YAML"),
    ],
)
def test_what_is_wrong_is_said(cli: Cli, lender: Path, rules: str, place: str, says: str) -> None:
    job = adopt(lender, rules, place)
    said = cli("run", job, "--data", lender / "data", "--out", lender / "out")
    assert (said.code, says in said.err) == (2, True), said.err
    assert not (lender / "out" / "contacts.csv").exists()


def test_several_places_in_one_job(lender: Path, tmp_path: Path) -> None:
    job = lender / "job.yaml"
    text = job.read_text(encoding="utf-8").replace("jurisdiction: cn\n", "jurisdiction: [cn, hk]\n")
    job.write_text(text, encoding="utf-8")
    assert recontact.read_job(job).places == ["cn", "hk"]
    found = run_example(lender, tmp_path / "out")
    assert found.third_parties.num_rows == 0
    assert "hk-code-43" in found.withheld["rule"].to_pylist()
