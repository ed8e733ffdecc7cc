"""Every rule of every jurisdiction at its boundary: what is just permitted, what is just refused, and its citation."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from test_policy_lost import lender
from test_policy_show import contact, sightings

from recontact import schema
from recontact.policy.act import Act, Attempt
from recontact.policy.changed import verifying
from recontact.policy.jurisdiction import Rules, known, read_rules
from recontact.policy.lost import lost_contact
from recontact.policy.permit import QUESTIONS
from recontact.policy.rule import ACTING, ELEMENTS, ORDERING, REFUSING, REPORTED, Rule
from recontact.policy.show import permit_show
from recontact.policy.stop import Stops
from recontact.policy.use import Use, permit_age, permit_category, permit_use
from recontact.schema import Declaration, Source

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)  # a Wednesday
TODAY = date(2026, 6, 30)
ASKED = dict(QUESTIONS)
UNIT = {"effective_call": "right_party"}
FULL = Declaration("consent", "n", "e", "Lender", ("Lender",), ("voice",), ("phone", "name"))
NOBODY = pa.array([], pa.string())
ALL = [(place, rule) for place in known() for rule in next(
    each for each in read_rules([place]).jurisdictions if each.id == place).rules]  # fmt: skip
ALL += [("cn", rule) for rule in read_rules(["cn"]).floor.rules]


def act(**changes: Any) -> Act:
    base = {"at": NOON, "channel": "voice", "purpose": "recontact_lost_borrower", "debtor": "C1", "point": "P1",
            "debt": "D1", "zones": ("UTC",), "attempts": (), "holiday": False, "identified": True}  # fmt: skip
    return Act.model_validate({**base, **changes})


def decides(rule: Rule, permitted: Act, refused: Act) -> None:
    assert not ASKED[rule.kind](rule.reads, permitted)
    assert ASKED[rule.kind](rule.reads, refused)


def window(rule: Rule, place: str) -> None:
    value, second = rule.reads, timedelta(seconds=1)
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    monday = date(2026, 6, 29)
    day = monday + timedelta(days=days.index(value.days[0]))
    start, end = (value.open, value.close) if value.open else (value.after, value.before)
    first, last = (datetime.combine(day, each, UTC) for each in (start, end))
    first += timedelta(0) if value.open else second
    said = {"channel": value.channels[0], "purpose": "recontact_lost_borrower"}
    for inside, outside in ((first, first - second), (last - second, last)):
        decides(rule, act(at=inside, **said), act(at=outside, **said))


def cap(rule: Rule, place: str) -> None:
    value = rule.reads
    third = value.unit == "third_party_contact"
    said = {"usage": value.usages[0] if value.usages else "own", "role": "emergency_contact_1" if third else "self"}
    tried = Attempt(at=NOON - timedelta(minutes=5), channel="voice", debtor="C1", point="P1", debt="D1",
                    outcome=UNIT.get(value.unit, "hung_up"), **said)  # type: ignore[arg-type] # fmt: skip
    said |= {"states": {value.state: None} if value.state else {}}
    decides(rule, act(attempts=(tried,) * (value.max - 1), **said), act(attempts=(tried,) * value.max, **said))
    assert ASKED["cap"](value, act(attempts=None, **said)), "what cannot be counted is too much"


def cooldown(rule: Rule, place: str) -> None:
    value = rule.reads
    rest = value.days - 1 if value.day_of_event_counts else value.days
    talks = [Attempt(at=NOON - timedelta(days=days), channel="voice", debtor="C1", point="P1", debt="D1",
                     outcome="right_party") for days in (rest + 1, rest)]  # fmt: skip
    decides(rule, *(act(attempts=(talk,), channel=value.channels[0]) for talk in talks))


def needs(rule: Rule, place: str) -> None:
    value = rule.reads
    said = {"channel": value.channels[0] if value.channels else "voice", "robot": value.robot}
    said |= {"role": value.roles[0]} if value.roles else {}
    for fact, days in value.any_of.items():
        on = NOON.date() - timedelta(days=days or 0)
        old = {} if days is None else {fact: on - timedelta(days=1)}
        decides(rule, act(facts={fact: on}, **said), act(facts=old, **said))


def third_party(rule: Rule, place: str) -> None:
    value = rule.reads
    assert ASKED["third_party"](value, act(role="employer", lost=True))
    for role in value.roles:
        for purpose in value.purposes:
            said = {"role": role, "purpose": purpose}
            decides(rule, act(lost=True, **said), act(lost=True, **{**said, "purpose": "evaluation"}))
            assert ASKED["third_party"](value, act(lost=None, **said)) is value.only_if_lost


def lost(rule: Rule, place: str) -> None:
    many = rule.reads.failures_in_a_row
    tries = [(f"06-{day:02d}", "no_answer", "+1") for day in range(1, many + 1)]
    for some, is_lost in ((tries[:-1], False), (tries, True)):
        found = lost_contact(pa.array(["C1"]), lender("+1", *some), read_rules([place]), TODAY).to_pylist()[0]
        assert found["lost"] is is_lost


def used(place: str, declared: Declaration = FULL, **basis: Any) -> str | None:
    mention = {"source": "forms", "row": 1, "record_id": "R1", "role": basis.pop("role", "self")}
    row = {"source": "forms", "record_id": "R1", "subject": "self", "purpose": "p", "granted": TODAY, **basis}
    tables = pa.Table.from_pylist([mention], schema.MENTIONS), pa.Table.from_pylist([row], schema.BASES)
    use = Use("p", TODAY, read_rules([place]))
    found = permit_use(*tables, {"forms": Source(id="forms", declaration=declared)}, use)[0].as_py()
    return None if found is None else str(found)


def basis(**refused: Any) -> Callable[[Rule, str], None]:
    def case(rule: Rule, place: str) -> None:
        assert used(place) is None
        assert used(place, **refused) == read_rules([place]).naming(rule.kind)

    return case


def declare(rule: Rule, place: str) -> None:
    empty = () if isinstance(getattr(FULL, rule.value), tuple) else None
    lacking = Declaration(**{**{name: getattr(FULL, name) for name in ("lawful_basis", *ELEMENTS)}, rule.value: empty})
    assert used(place, lacking) == read_rules([place]).naming("declare", rule.value)


def lawful_basis(rule: Rule, place: str) -> None:
    only = Rules((), read_rules([place]).floor.model_copy(update={"rules": (rule,)}))
    assert [only.lawful(word) for word in rule.value] == [None] * len(rule.value)
    assert {only.lawful(word) for word in ("", None, "because")} == {rule.id}


def category(rule: Rule, place: str) -> None:
    only = Rules((), read_rules([place]).floor.model_copy(update={"rules": (rule,)}))
    assert {only.forbidden(word) for word in rule.value} <= {rule.id}
    kinds = pa.array(["phone", "email"])
    found = permit_category(pa.array(["forms"] * 2), kinds, {"forms": Source(id="forms", declaration=FULL)}, only)
    assert found.to_pylist() == [None, rule.id]  # e-mail was not declared


def minor(rule: Rule, place: str) -> None:
    decides(rule, act(), act(states={"minor": None}))
    years = read_rules([place]).age()[0]
    born = pa.array([f"{TODAY.year - years}-06-30", f"{TODAY.year - years}-07-01"])
    assert years >= rule.value
    assert pa.compute.is_null(permit_age(born, Use("p", TODAY, read_rules([place])))).to_pylist() == [True, False]


def shown(row: dict, stopped: Stops | None = None) -> Callable[[Rule, str], None]:
    def case(rule: Rule, place: str) -> None:
        use = Use("recontact_lost_borrower", TODAY, read_rules([place]))
        nothing = Stops(*[NOBODY] * 3, lost=pa.array(["C1"]))
        ask = lambda one, halt: permit_show(pa.Table.from_pylist([one]), sightings(), halt, use)["refused"][0].as_py()  # noqa: E731
        assert ask(contact("+861"), nothing) is None
        assert ask(row, stopped or nothing) == use.rules.naming(rule.kind)

    return case


def ordered(rule: Rule, place: str) -> None:
    """`test_policy_changed` and `test_policy_properties_namesake` hold the boundary; here the value is in force."""
    rules = read_rules([place])
    if rule.kind == "changed":
        assert set(verifying(rules)) <= set(rule.reads.verified_by)
    else:
        assert rule.reads.rest_days >= min(each.reads.rest_days for each in rules.of("revived"))


def namesake(rule: Rule, place: str) -> None:
    from test_policy_properties_namesake import grouped

    for facts in rule.reads.alone:
        assert grouped([(0, 1, set(facts))], [list(each) for each in rule.reads.alone])[1] == 1
        assert grouped([(0, 1, {*facts, "phones"})], [list(each) for each in rule.reads.alone])[1] == 0


def reported(rule: Rule, place: str) -> None:
    assert any(rule.id == each["id"] for part in read_rules([place]).content() for each in part["rules"])
    assert rule.value


def asked(**refused: Any) -> Callable[[Rule, str], None]:
    return lambda rule, place: decides(rule, act(), act(**refused))


CASES: dict[str, Callable[[Rule, str], None]] = {
    "window": window, "cap": cap, "cooldown": cooldown, "needs": needs, "third_party": third_party, "lost": lost,
    "state": lambda rule, place: decides(rule, act(), act(states={rule.reads.state: NOON.date()}, usage="work",
                                                          robot=True)),
    "disclosure": asked(discloses=True, identified=False), "unwanted_channel": asked(refused_channels={"voice"}),
    "zone": asked(zones=("Mars/Olympus",)), "attempt_log": asked(attempts=None),
    "do_not_contact": asked(states={"cease": None}), "stop": asked(states={"refused": None}),
    "employer": asked(usage="work"), "minor": minor, "declare": declare, "lawful_basis": lawful_basis,
    "category": category, "basis": basis(record_id="R2"), "purpose": basis(purpose="q"),
    "granted": basis(granted=TODAY + timedelta(days=1)), "expiry": basis(expires=TODAY - timedelta(days=1)),
    "withdrawal": basis(withdrawn=TODAY), "third_party_basis": basis(role="guarantor"),
    "own": shown(contact("+869")), "hub": shown(contact("+861", hub=True)),
    "presumed_other": shown(contact("+861", presumed_other=True)), "channel": shown(contact("+864")),
    "listed": lambda rule, place: None, "namesake": namesake, "changed": ordered, "revived": ordered,
    "require": reported, "retain": reported,
}  # fmt: skip
"""Per kind of rule what its boundary is. A floor without a value of its own (`listed`): test_audit_release."""


def test_every_kind_has_a_boundary() -> None:
    assert set(CASES) == {*REFUSING, *ACTING, *ORDERING, *REPORTED}


@pytest.mark.parametrize(("place", "rule"), ALL, ids=[rule.id for _, rule in ALL])
def test_boundary(place: str, rule: Rule) -> None:
    CASES[rule.kind](rule, place)
    told = str(read_rules([place]).refusal(rule.id))
    assert rule.id in told
    assert rule.cite in told
    assert rule.en in told
    assert rule.zh in told
