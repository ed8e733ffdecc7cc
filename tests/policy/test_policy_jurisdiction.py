"""The shipped jurisdictions: each loads, cites, speaks both languages, and none loosens the floor."""

from pathlib import Path

import pytest

from recontact.errors import UsageError
from recontact.policy.jurisdiction import known, read_own, read_rules, written
from recontact.policy.rule import ELEMENTS, REFUSING


@pytest.mark.parametrize("name", known())
def test_shipped(name: str) -> None:
    rules = read_rules([name])
    for rule in rules:
        assert rule.cite
        assert rule.en.isascii()
        assert any("\u4e00" <= character <= "\u9fff" for character in rule.zh)
    for kind in set(REFUSING) - {"declare"}:
        assert rules.naming(kind)
    for element in ELEMENTS:
        assert rules.naming("declare", element)


def test_known() -> None:
    assert known() == ["au", "cn", "eu", "gb", "hk", "in", "sg", "tw", "us", "us-dc", "us-ma", "us-wa"]


def test_an_overlay_brings_what_it_extends() -> None:
    assert [place.id for place in read_rules(["us-ma"]).jurisdictions] == ["us-ma", "us"]


def test_the_strictest_holds() -> None:
    rules = read_rules(["cn", "gb"])
    assert rules.reachable("emergency_contact_1", "recontact_lost_borrower") == "gb-conc-third-party"
    assert rules.forbidden("location") == "cn-pipl-28"
    assert read_rules(["gb"]).forbidden("location") == "floor-category"
    assert rules.age()[0] == 18


def test_refusal_and_digest() -> None:
    rules = read_rules(["cn"])
    assert str(rules.refusal("cn-pipl-15")) == "The consent was withdrawn. 同意已被撤回。 (cn-pipl-15: PIPL art. 15)"
    assert rules.digest() == read_rules(["cn"]).digest() != read_rules(["cn", "hk"]).digest()
    assert not rules.find("cn-gbt-hours").enforced
    with pytest.raises(UsageError, match="no rule named"):
        rules.find("xx-1")


RULE = "{id: xx-1, kind: minor, value: 21, cite: a law, certainty: design, en: No., zh: 否。}"
FILE = "id: xx\nname: {en: X, zh: 某地}\nverified_on: 2026-01-01\nrules:\n"


def test_a_lenders_own_file_may_tighten(tmp_path: Path) -> None:
    (tmp_path / "xx.yaml").write_text(f"{FILE}  - {RULE}\n", encoding="utf-8")
    assert read_rules(["xx"], read_own(tmp_path)).age() == (21, "xx-1")


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (RULE.replace("value: 21", "value: old"), "does not fit"),
        (RULE.replace("minor", "maximum"), "unknown kind"),
        (RULE.replace("certainty: design, ", ""), "Field required"),
        (f"{RULE}\n  - {RULE}", "stands twice"),
    ],
)
def test_a_bad_file_says_what_is_wrong(tmp_path: Path, rule: str, message: str) -> None:
    (tmp_path / "xx.yaml").write_text(f"{FILE}  - {rule}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        read_rules(["xx"], read_own(tmp_path))


def test_an_age_below_the_floor_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "xx.yaml").write_text(f"{FILE}  - {RULE.replace('21', '14')}\n", encoding="utf-8")
    assert read_rules(["xx"], read_own(tmp_path)).age() == (18, "floor-minor")


def test_unknown_and_none() -> None:
    with pytest.raises(UsageError, match="Known: au, cn, eu"):
        read_rules(["atlantis"])
    with pytest.raises(UsageError, match="no jurisdiction is named"):
        read_rules([])


LOOSE = """id: cn-house
name: {en: A house, zh: 某机构}
extends: cn
verified_on: 2026-01-01
rules:
""" + "".join(
    f"  - {{id: house-{kind.replace('_', '-')}, kind: {kind}, value: {value}, "
    "cite: h, certainty: design, en: No., zh: 否。}\n"
    for kind, value in (
        ("minor", "14"),
        ("lawful_basis", "[legitimate_interest, consent, whim]"),
        ("third_party", "{roles: [employer, buyer, emergency_contact_1], purposes: [evaluation], only_if_lost: false}"),
        ("category", "[]"),
        ("window", '{open: "00:00", close: "23:59"}'),
        ("disclosure", "{identified: false}"),
    )
)


def test_a_lenders_own_file_that_loosens_has_no_effect(tmp_path: Path) -> None:
    (tmp_path / "cn-house.yaml").write_text(LOOSE, encoding="utf-8")
    loose, shipped = read_rules(["cn-house"], read_own(tmp_path)), read_rules(["cn"])
    assert [place.id for place in loose.jurisdictions] == ["cn-house", "cn"]
    assert loose.age() == shipped.age()
    for word in ("legitimate_interest", "whim"):
        assert loose.lawful(word)
    for role in ("employer", "buyer", "emergency_contact_1"):
        assert loose.reachable(role, "evaluation")
    for category in ("location", "address_book", "face"):
        assert loose.forbidden(category)
    assert loose.naming("window") == "house-window"
    assert {"cn-gbt-hours", "floor-hours"} <= {rule.id for rule in loose.of("window")}


@pytest.mark.parametrize("name", ["cn", "floor"])
def test_a_lenders_own_file_may_not_take_the_place_of_a_shipped_one(tmp_path: Path, name: str) -> None:
    (tmp_path / "mine.yaml").write_text(LOOSE.replace("cn-house", name).replace("extends: cn\n", ""), encoding="utf-8")
    with pytest.raises(UsageError, match=f"may not take the place of {name}"):
        read_rules(["cn"], read_own(tmp_path))


def test_a_folder_without_rules(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no jurisdiction file"):
        read_own(tmp_path)


def test_rules_of_an_earlier_run_are_the_same_rules() -> None:
    rules = read_rules(["us-ma", "cn"])
    assert written(rules.content()).digest() == rules.digest()
