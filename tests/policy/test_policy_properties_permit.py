"""What must hold of every contact: generated acts and logs; tokens stand for invented people."""

from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recontact.policy.act import Act, Attempt
from recontact.policy.act_rule import VALUES
from recontact.policy.jurisdiction import Rules, known, read_rules
from recontact.policy.local_time import instants, zone
from recontact.policy.permit import objections, permit
from recontact.policy.rule import Jurisdiction, Rule
from recontact.policy.vocabulary import Channel, Fact, Role, State

RULES = {name: read_rules([name]) for name in known()}
ZONES = ("Asia/Shanghai", "America/New_York", "America/Los_Angeles", "Europe/London", "Pacific/Kiritimati")
moments = st.integers(0, 60 * 24 * 500).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
places = st.lists(st.sampled_from(known()), min_size=1, max_size=3, unique=True)
VULNERABLE = ("elderly", "declared_disability", "safe_contact", "mental_health_crisis", "incapacity", "unemployed")


@st.composite
def attempts(draw: st.DrawFn, before: datetime) -> Attempt:
    back = draw(st.integers(1, 60 * 24 * 40))
    return Attempt(
        at=before - timedelta(minutes=back),
        channel=draw(st.sampled_from(get_args(Channel))),
        outcome=draw(st.sampled_from(["right_party", "no_answer", "busy", "hung_up", "delivered"])),
        debtor=draw(st.sampled_from(["D1", "D2"])),
        point=draw(st.sampled_from(["P1", "P2"])),
        debt=draw(st.sampled_from(["L1", "L2"])),
        role=draw(st.sampled_from(["self", "emergency_contact_1"])),
        by=draw(st.sampled_from(["", "agency A", "agency B"])),
    )


@st.composite
def acts(draw: st.DrawFn) -> Act:
    at = draw(moments)
    role = draw(st.sampled_from(["self", "self", *get_args(Role)]))
    return Act(
        at=at,
        channel=draw(st.sampled_from(get_args(Channel))),
        purpose=draw(st.sampled_from(["recontact_lost_borrower", "legal_notice"])),
        debtor="D1",
        person=None if role == "self" else "T1",
        point=draw(st.sampled_from(["P1", "P2"])),
        debt="L1",
        role=role,
        usage=draw(st.sampled_from(["own", "own", "work"])),
        zones=tuple(draw(st.lists(st.sampled_from(ZONES), min_size=1, max_size=2, unique=True))),
        attempts=tuple(draw(st.lists(attempts(at), max_size=9))),
        states=dict.fromkeys(draw(st.lists(st.sampled_from(get_args(State)), max_size=1))),
        facts={
            fact: at.date() - timedelta(days=2) for fact in draw(st.lists(st.sampled_from(get_args(Fact)), max_size=12))
        },
        lost=draw(st.sampled_from([True, True, False, None])),
        robot=draw(st.booleans()),
        discloses=draw(st.booleans()),
        identified=draw(st.booleans()),
        safe_point=draw(st.booleans()),
        accessible=draw(st.booleans()),
    )


def refused(act: Act, rules: Rules) -> set[str]:
    return {refusal.rule for refusal in objections(act, rules)}


@given(acts(), places, st.sampled_from(known()))
@settings(deadline=None)
def test_one_more_place_only_adds_refusals(act: Act, names: list[str], more: str) -> None:
    assert refused(act, read_rules(names)) <= refused(act, read_rules([*names, *({more} - set(names))]))


TIGHTER: dict[str, list[dict[str, Any]]] = {
    "window": [{"open": "10:00", "close": "12:00"}, {"after": "10:00", "before": "12:00"}],
    "cap": [{"max": 0}, {"max": 1}],
    "cooldown": [{"days": 30}],
    "third_party": [{"roles": []}, {"purposes": []}, {"only_if_lost": True}],
    "needs": [{"channels": [], "roles": [], "robot": False, "first_contact": False}],
    "state": [{"unless": None}],
    "disclosure": [{"identified": True}],
}


@given(acts(), places, st.data())
@settings(deadline=None, max_examples=200)
def test_tightening_any_rule_never_permits_more(act: Act, names: list[str], data: st.DataObject) -> None:
    rules = read_rules(names)
    chosen = data.draw(st.sampled_from([rule for rule in rules if rule.kind in TIGHTER]))
    change = data.draw(st.sampled_from(TIGHTER[chosen.kind]))
    if chosen.kind == "window":
        change = {name: bound for name, bound in change.items() if name in chosen.value}
        start = chosen.reads.open or chosen.reads.after
        end = chosen.reads.close or chosen.reads.before
        if not change or str(start) > "10:00" or str(end) < "12:00":
            return
    if chosen.kind == "cap" and change["max"] > chosen.value["max"]:
        return
    tight = chosen.model_copy(update={"value": {**chosen.value, **change}})
    VALUES[chosen.kind].model_validate(tight.value)
    tightened = _with(rules, chosen, tight)
    assert refused(act, rules) <= refused(act, tightened)


def _with(rules: Rules, old: Rule, new: Rule) -> Rules:
    def changed(place: Jurisdiction) -> Jurisdiction:
        return place.model_copy(update={"rules": tuple(new if rule is old else rule for rule in place.rules)})

    return Rules(tuple(changed(place) for place in rules.jurisdictions), changed(rules.floor))


@given(acts(), places, st.sampled_from(VULNERABLE))
@settings(deadline=None)
def test_what_is_known_of_a_vulnerable_person_only_takes_away(act: Act, names: list[str], state: str) -> None:
    rules = read_rules(names)
    more = act.model_copy(update={"states": {**act.states, state: None}})
    assert refused(act, rules) <= refused(more, rules)


@given(acts(), places, st.data())
@settings(deadline=None)
def test_one_more_attempt_only_takes_away(act: Act, names: list[str], data: st.DataObject) -> None:
    """But for the first contact, in which the person is told where the data came from."""
    rules = read_rules(names)
    more = act.model_copy(update={"attempts": (*(act.attempts or ()), data.draw(attempts(act.at)))})
    first = {rule.id for rule in rules.of("needs") if rule.reads.first_contact}
    assert refused(act, rules) - first <= refused(more, rules)


@given(acts(), places)
@settings(deadline=None)
def test_unknown_zone_or_log_means_no(act: Act, names: list[str]) -> None:
    rules = read_rules(names)
    if act.channel != "mail":
        assert "floor-zone" in refused(act.model_copy(update={"zones": ()}), rules)
        assert "floor-zone" in refused(act.model_copy(update={"zones": ("Nowhere/Land",)}), rules)
        assert "floor-attempt-log" in refused(act.model_copy(update={"attempts": None}), rules)


@given(acts(), places)
@settings(deadline=None)
def test_caps_are_pooled_over_numbers_and_agencies(act: Act, names: list[str]) -> None:
    """What agency tried makes no difference, nor does the number where a rule counts by person, debt or debtor."""
    rules = read_rules(names)
    tries = act.attempts or ()
    other = act.model_copy(update={"attempts": tuple(a.model_copy(update={"by": "another"}) for a in tries)})
    assert refused(act, rules) == refused(other, rules)
    moved = act.model_copy(update={"attempts": tuple(a.model_copy(update={"point": "P9"}) for a in tries)})
    per_point = {rule.id for rule in rules.of("cap") if "point" in rule.reads.per}
    assert refused(act, rules) - per_point == refused(moved, rules) - per_point


@given(acts(), places, st.permutations(range(9)))
@settings(deadline=None)
def test_the_order_of_the_log_does_not_matter(act: Act, names: list[str], order: list[int]) -> None:
    tries = act.attempts or ()
    mixed = tuple(tries[at] for at in order if at < len(tries))
    rules = read_rules(names)
    assert refused(act, rules) == refused(act.model_copy(update={"attempts": mixed}), rules)


@given(acts(), places)
@settings(deadline=None)
def test_nobody_but_the_borrower_hears_of_the_debt(act: Act, names: list[str]) -> None:
    if act.third_party and act.discloses:
        assert "floor-disclosure" in refused(act, read_rules(names))


@given(acts(), places, st.sampled_from(["cease", "refused", "minor"]))
@settings(deadline=None)
def test_who_said_stop_is_left_alone_whatever_else_holds(act: Act, names: list[str], state: str) -> None:
    stopped = act.model_copy(update={"states": {**act.states, state: None}})
    assert permit(stopped, read_rules(names)) is not None


@given(acts(), places)
@settings(deadline=None)
def test_json_says_the_same(act: Act, names: list[str]) -> None:
    again = Act.model_validate_json(act.model_dump_json())
    rules = read_rules(names)
    assert refused(again, rules) == refused(act, rules)


@pytest.mark.parametrize("name", ZONES)
@given(minutes=st.integers(0, 60 * 24 * 365))
@settings(deadline=None, max_examples=50)
def test_wall_clock_and_instants_agree(name: str, minutes: int) -> None:
    place = zone(name)
    assert place is not None
    local = datetime(2026, 1, 1) + timedelta(minutes=minutes)
    found = instants(local, place)
    assert len(found) <= 2
    assert all(each.astimezone(place).replace(tzinfo=None, fold=0) == local for each in found)


def test_the_hour_that_comes_twice_and_the_one_left_out() -> None:
    place = zone("America/New_York")
    assert place is not None
    twice = instants(datetime(2026, 11, 1, 1, 30), place)
    assert [each.isoformat() for each in twice] == ["2026-11-01T05:30:00+00:00", "2026-11-01T06:30:00+00:00"]
    assert instants(datetime(2026, 3, 8, 2, 30), place) == []
    assert zone("Asia") is None
    assert zone("../etc/passwd") is None
