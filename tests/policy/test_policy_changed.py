"""A changed contact is proposed, verified, and only then ranked first; persons and numbers are invented."""

from datetime import date
from pathlib import Path

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from recontact.policy.changed import PROPOSED, in_order, levels_of
from recontact.policy.jurisdiction import Rules, read_own, read_rules
from recontact.policy.verification import LEVELS, VERIFICATION

RULES = read_rules(["cn"])
DAYS = {"+1": date(2020, 1, 1), "+2": date(2024, 1, 1), "+3": date(2025, 1, 1), "a@b": date(2025, 1, 1)}


def contacts(*points: str, borrower: str = "C1") -> pa.Table:
    return pa.Table.from_pylist([
        {"borrower_id": borrower, "kind": "email" if "@" in point else "phone", "point": point,
         "first_seen": DAYS[point]}
        for point in points
    ])  # fmt: skip


def known(**levels: str) -> pa.Table:
    rows = [
        {"customer": "C1", "kind": "phone", "point": point.replace("n", "+"), "level": level, "on": date(2025, 6, 1)}
        for point, level in levels.items()
    ]
    return pa.Table.from_pylist(rows, VERIFICATION)


def shown(table: pa.Table, verification: pa.Table, rules: Rules = RULES) -> tuple[list, list]:
    level = levels_of(table, verification, rules)
    order = in_order(table, level, rules)
    return level.take(pa.array(order)).to_pylist(), table["point"].take(pa.array(order)).to_pylist()


def test_a_newer_number_stands_behind_the_verified_one_until_it_is_verified() -> None:
    ranked = contacts("+2", "+1")
    assert shown(ranked, known(n1="claimed", n2="claimed")) == (["claimed", "claimed"], ["+2", "+1"])
    for level in LEVELS[1:]:
        assert shown(ranked, known(n1=level)) == ([level, PROPOSED], ["+1", "+2"])
        assert shown(ranked, known(n1="spoke", n2=level)) == ([level, "spoke"], ["+2", "+1"])


def test_only_of_one_kind_and_only_what_came_later() -> None:
    levels, points = shown(contacts("a@b", "+3", "+1", "+2"), known(n2="spoke"))
    assert points == ["a@b", "+1", "+2", "+3"]
    assert levels == ["claimed", "claimed", "spoke", PROPOSED]


def test_a_house_may_ask_for_more(tmp_path: Path) -> None:
    (tmp_path / "cn-house.yaml").write_text(
        "id: cn-house\nname: {en: A house, zh: 某机构}\nextends: cn\nverified_on: 2026-01-01\nrules:\n"
        "  - {id: house-changed, kind: changed, value: {verified_by: [spoke]},"
        " cite: house, certainty: design, en: Spoken to., zh: 须通话核实。}\n",
        encoding="utf-8",
    )
    rules = read_rules(["cn-house"], read_own(tmp_path))
    ranked, matched = contacts("+2", "+1"), known(n1="spoke", n2="three_element")
    assert shown(ranked, matched)[1] == ["+2", "+1"]
    assert shown(ranked, matched, rules) == (["spoke", PROPOSED], ["+1", "+2"])


@given(st.permutations(list(DAYS)), st.dictionaries(st.sampled_from(["n1", "n2", "n3"]), st.sampled_from(LEVELS)))
def test_nothing_unverified_and_newer_stands_before_what_is_verified(order: list[str], levels: dict) -> None:
    said, points = shown(contacts(*order), known(**levels))
    sure = [at for at, level in enumerate(said) if level in LEVELS[1:]]
    for at, level in enumerate(said):
        if level == PROPOSED:
            assert at > max(sure)
            assert any(DAYS[points[other]] < DAYS[points[at]] for other in sure)
    rest = [point for point, level in zip(points, said, strict=True) if level != PROPOSED]
    assert rest == [point for point in order if point in rest]  # the others keep their order
