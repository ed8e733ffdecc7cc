"""May this contact be made: each rule at its boundary. Tokens stand for invented people; no number is anybody's."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from recontact.policy.act import Act, Attempt
from recontact.policy.jurisdiction import known, read_own, read_rules
from recontact.policy.permit import objections, permit

RULES = {name: read_rules([name]) for name in known()}
ZONE = {"cn": "Asia/Shanghai", "us": "America/New_York", "us-ma": "America/New_York", "gb": "Europe/London",
        "us-dc": "America/New_York", "us-wa": "America/Los_Angeles",
        "eu": "Europe/Berlin", "hk": "Asia/Hong_Kong", "in": "Asia/Kolkata",
        "au": "Australia/Sydney", "tw": "Asia/Taipei", "sg": "Asia/Singapore"}  # fmt: skip
NOON = "2026-06-30T12:00:00"
DONE = {
    "opt_out_offered": date(2026, 6, 30),
    "sms_consent": date(2026, 6, 30),
    "email_consent": date(2026, 6, 30),
    "informed_of_source": date(2026, 6, 1),
    "self_identified": date(2026, 6, 30),
}


def local(text: str, zone: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


def act(place: str = "cn", at: str = NOON, **changes: Any) -> Act:
    zone = ZONE[place]
    return Act(
        **{
            "at": local(at, zone),
            "channel": "voice",
            "purpose": "recontact_lost_borrower",
            "debtor": "D1",
            "point": "P1",
            "debt": "L1",
            "zones": (zone,),
            "attempts": (),
            "facts": DONE,
            "holiday": False,
            **changes,
        }  # fmt: skip
    )


def tried(place: str, at: str, outcome: str = "no_answer", **changes: Any) -> Attempt:
    told = {"channel": "voice", "outcome": outcome, "debtor": "D1", "point": "P1", "debt": "L1", **changes}
    return Attempt(at=local(at, ZONE[place]), **told)


def named(what: Act, *places: str) -> str | None:
    refusal = permit(what, read_rules(places))
    return refusal.rule if refusal else None


@pytest.mark.parametrize("place", known())
def test_noon_with_all_known_is_permitted(place: str) -> None:
    assert named(act(place), place) is None


@pytest.mark.parametrize(
    ("place", "clock", "rule"),
    [
        ("cn", "07:59:59.999999", "cn-gbt-hours"),
        ("cn", "08:00:00", None),
        ("cn", "21:59:59", None),
        ("cn", "22:00:00", "cn-gbt-hours"),
        ("us", "08:00:00", "us-hours"),  # after 8:00 and before 21:00: both ends excluded
        ("us", "08:00:01", None),
        ("us", "20:59:59", None),
        ("us", "21:00:00", "us-hours"),
        ("us-ma", "08:00:00", "us-hours"),  # the overlay would allow it, the federal rule does not
        ("gb", "08:00:00", None),
        ("gb", "20:59:59", None),
        ("gb", "21:00:00", "gb-conc-time"),
        ("hk", "07:59:59", "hk-hours"),
        ("hk", "08:00:00", None),
        ("eu", "06:59:59", "floor-hours"),
        ("eu", "07:00:00", None),
        ("eu", "22:00:00", "floor-hours"),
        ("in", "18:59:59", None),
        ("in", "19:00:00", "in-hours"),
        ("tw", "21:59:59", None),
        ("sg", "22:00:00", "floor-hours"),
        ("au", "07:29:59", "au-hours-week"),  # a Tuesday
        ("au", "07:30:00", None),
        ("au", "21:00:00", "au-hours-week"),
    ],
)
def test_hours(place: str, clock: str, rule: str | None) -> None:
    assert named(act(place, f"2026-06-30T{clock}"), place) == rule


def test_hours_are_the_persons_own_in_every_zone_where_they_may_be() -> None:
    early = act("us", "2026-06-30T10:30:00")
    assert named(early, "us") is None
    both = early.model_copy(update={"zones": ("America/New_York", "America/Los_Angeles")})
    assert named(both, "us") == "us-hours"  # 7:30 in Los Angeles
    assert named(early.model_copy(update={"zones": ()}), "us") == "floor-zone"
    assert named(early.model_copy(update={"zones": ("America/New_York", "Mars/Olympus")}), "us") == "floor-zone"
    letter = early.model_copy(update={"zones": (), "channel": "mail"})
    assert named(letter, "us") is None  # a letter has no hour


def test_hours_may_be_agreed_where_the_law_says_so() -> None:
    late = act("cn", "2026-06-30T22:00:00", agreed={"hours"})
    assert named(late, "cn") == "floor-hours"  # but not at night
    assert named(act("cn", "2026-06-30T07:30:00", agreed={"hours"}), "cn") is None
    assert named(act("us", "2026-06-30T07:30:00", agreed={"hours"}), "us") == "us-hours"


def test_windows_intersect() -> None:
    assert named(act("hk", "2026-06-30T21:30:00"), "cn") is None
    assert named(act("hk", "2026-06-30T21:30:00"), "cn", "hk") == "hk-hours"


def test_weekends_and_holidays() -> None:
    saturday = "2026-06-27T{}"
    assert named(act("au", saturday.format("08:59:59")), "au") == "au-hours-weekend"
    assert named(act("au", saturday.format("09:00:00")), "au") is None
    for holiday in (True, None):  # unknown means no
        assert named(act("au", holiday=holiday), "au") == "au-hours-week"


def test_summer_time() -> None:
    # 12:30 UTC is 8:30 in New York in summer and 7:30 in winter
    for day, rule in (
        ("2026-10-31", None),
        ("2026-11-01", "us-hours"),
        ("2026-03-07", "us-hours"),
        ("2026-03-08", None),
    ):
        at = datetime.fromisoformat(f"{day}T12:30:00").replace(tzinfo=UTC)
        assert named(act("us").model_copy(update={"at": at}), "us") == rule


@pytest.mark.parametrize(
    ("tries", "rule"),
    [
        (6, None),
        (7, "us-7in7-calls"),  # the eighth is the one too many
    ],
)
def test_seven_calls_in_seven_days_over_all_numbers_and_agencies(tries: int, rule: str | None) -> None:
    calls = tuple(
        tried("us", f"2026-06-{24 + day}T10:00:00", point=f"P{day % 3}", by=f"agency {day % 2}") for day in range(tries)
    )
    assert named(act("us", attempts=calls), "us") == rule


def test_rolling_days_are_counted_by_the_clock() -> None:
    calls = tuple(tried("us", "2026-06-23T12:00:00") for _ in range(7))
    assert named(act("us", "2026-06-30T11:59:59", attempts=calls), "us") == "us-7in7-calls"
    assert named(act("us", "2026-06-30T12:00:00", attempts=calls), "us") is None


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, "us-7in7-calls"),
        ({"outcome": "busy"}, None),  # not connected
        ({"agreed": True}, None),
        ({"debt": "L2"}, None),  # per person and debt
        ({"debtor": "D2"}, None),
        ({"channel": "sms"}, None),
    ],
)
def test_which_calls_count(changes: dict, rule: str | None) -> None:
    calls = tuple(tried("us", "2026-06-29T12:00:00", **changes) for _ in range(7))
    assert named(act("us", attempts=calls), "us") == rule


@pytest.mark.parametrize(("place", "day", "rule"), [
    ("us", "2026-06-29T23:00:00", "us-7in7-conversation"),  # the day of the conversation is the first
    ("us", "2026-06-24T09:00:00", "us-7in7-conversation"),  # the seventh
    ("us", "2026-06-23T23:59:59", None),  # the eighth
    ("gb", "2026-06-29T23:00:00", None),
])  # fmt: skip
def test_rest_after_a_conversation(place: str, day: str, rule: str | None) -> None:
    assert named(act(place, attempts=(tried(place, day, "right_party"),)), place) == rule


def test_effective_calls_a_day_with_one_debtor() -> None:
    day = [f"2026-06-30T{hour:02d}:00:00" for hour in (0, 9, 10)]
    for outcome, rule in (("right_party", "cn-gbt-freq"), ("hung_up", "cn-gbt-freq"), ("no_answer", None)):
        talks = tuple(tried("cn", at, outcome, point=f"P{at}", debt=f"L{at}", by=at) for at in day)
        assert named(act("cn", attempts=talks), "cn") == rule
    yesterday = (tried("cn", "2026-06-29T23:59:59", "right_party"), *(tried("cn", at, "hung_up") for at in day[1:]))
    assert named(act("cn", attempts=yesterday), "cn") is None  # by the calendar, not by the clock
    assert named(act("cn", "2026-06-30T12:00:00", channel="sms", attempts=talks), "cn") is None


def test_six_tries_a_day_on_one_point() -> None:
    tries = tuple(tried("cn", f"2026-06-30T08:0{minute}:00") for minute in range(6))
    assert named(act("cn", attempts=tries[:5]), "cn") is None
    assert named(act("cn", attempts=tries), "cn") == "cn-cba-freq"
    assert named(act("cn", attempts=tries, point="P2"), "cn") is None
    assert named(act("cn", attempts=tries, agreed={"frequency"}), "cn") is None


def test_a_day_of_25_hours_is_one_day(tmp_path: Any) -> None:
    (tmp_path / "us-acme.yaml").write_text(
        "id: us-acme\nname: {en: A house, zh: 某机构}\nextends: us\nverified_on: 2026-01-01\nrules:\n"
        "  - {id: acme-a, kind: cap, value: {unit: attempt, max: 2, per: [debtor], period: {calendar_days: 1}},"
        " cite: house, certainty: design, en: No., zh: 否。}\n"
        '  - {id: acme-b, kind: window, value: {after: "01:45", before: "21:00", channels: [in_app]},'
        " cite: house, certainty: design, en: No., zh: 否。}\n",
        encoding="utf-8",
    )
    rules = read_rules(["us-acme"], read_own(tmp_path))
    zone = ZONE["us"]
    # 1:50 comes twice on 2026-11-01, an hour apart
    for fold in (0, 1):
        night = act("us").model_copy(update={"at": local("2026-11-01T01:50:00", zone, fold), "channel": "in_app"})
        assert "acme-b" not in [refusal.rule for refusal in objections(night, rules)]
        early = night.model_copy(update={"at": local("2026-11-01T01:40:00", zone, fold)})
        assert "acme-b" in [refusal.rule for refusal in objections(early, rules)]
    calls = tuple(
        Attempt(at=local("2026-11-01T01:30:00", zone, fold), channel="voice", debtor="D1", point="P1", debt="L1")
        for fold in (0, 1)
    )
    assert calls[1].at.astimezone(UTC) - calls[0].at.astimezone(UTC) == timedelta(hours=1)
    assert permit(act("us", "2026-11-01T20:00:00", attempts=calls), rules).rule == "acme-a"  # type: ignore[union-attr]
    assert permit(act("us", "2026-11-02T08:00:01", attempts=calls), rules) is None


def test_massachusetts_two_calls_or_texts_in_seven_days() -> None:
    tries = (tried("us-ma", "2026-06-29T12:00:00"), tried("us-ma", "2026-06-28T12:00:00", "delivered", channel="sms"))
    assert named(act("us-ma", attempts=tries[:1]), "us-ma") is None
    assert named(act("us-ma", attempts=tries), "us-ma") == "us-ma-frequency"
    assert named(act("us", attempts=tries), "us") is None


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"reassigned_check": date(2026, 5, 1)}, None),  # sixty days before
        ({"reassigned_check": date(2026, 4, 30)}, "us-sms-60"),
        ({"inbound_sms": date(2026, 5, 1)}, None),
        ({"inbound_sms": date(2026, 7, 1)}, "us-sms-60"),  # not yet
        ({}, "us-sms-60"),
    ],
)
def test_a_text_needs_a_fresh_check(facts: dict, rule: str | None) -> None:
    text = act("us", channel="sms", facts={"opt_out_offered": date(2026, 6, 30), **facts})
    assert named(text, "us") == rule


def test_other_needs() -> None:
    today = date(2026, 6, 30)
    assert named(act("us", channel="sms", facts={"sms_consent": today}), "us") == "us-opt-out"
    assert named(act("us", channel="email", facts={"opt_out_offered": today}), "us") == "us-email"
    assert named(act("us", robot=True), "us") == "us-tcpa-robot"
    assert named(act("us", robot=True, facts={"robot_consent": date(2020, 1, 1)}), "us") is None
    assert named(act("eu", facts={}), "eu") == "eu-gdpr-14"
    assert named(act("eu", facts={}, attempts=(tried("eu", NOON),)), "eu") is None  # told at the first contact
    assert named(act("cn", channel="visit"), "cn") == "cn-gbt-visit"
    assert named(act("gb", role="representative", person="A1"), "gb") == "floor-mandate"
    assert named(act("gb", role="representative", person="A1", facts={"mandate": today}), "gb") is None


ATTORNEY = {"role": "representative", "person": "A1", "facts": {"mandate": date(2026, 1, 1)}}
CONTACT = {"role": "emergency_contact_1", "person": "T1", "lost": True}


@pytest.mark.parametrize(
    ("place", "changes", "rule"),
    [
        ("cn", {}, None),
        ("cn", {"lost": None}, "cn-gbt-contact"),  # unknown means no
        ("cn", {"lost": False}, "cn-gbt-contact"),
        ("cn", {"role": "relative"}, "cn-gbt-contact"),
        ("cn", {"purpose": "legal_notice"}, "cn-gbt-contact"),
        ("cn", {"states": {"refused": None}}, "cn-gbt-stop"),
        ("cn", {"discloses": True, "identified": True}, "cn-cba-disclose"),
        ("us", {}, None),
        ("us", {"facts": {}}, "us-location-form"),
        ("gb", {}, "gb-conc-third-party"),
        ("eu", {}, "eu-third-party"),
        ("hk", {}, "hk-code-43"),
    ],
)
def test_third_parties(place: str, changes: dict, rule: str | None) -> None:
    assert named(act(place, **{**CONTACT, **changes}), place) == rule


def test_a_third_party_once() -> None:
    asked = tried("us", "2020-01-01T12:00:00", "third_party_relayed", role="emergency_contact_1", person="T1")
    assert named(act("us", **CONTACT, attempts=(asked,)), "us") == "us-location-once"
    assert named(act("us", **{**CONTACT, "person": "T2"}, attempts=(asked,)), "us") is None
    assert named(act("us", attempts=(asked,)), "us") is None  # the borrower's own contacts are not counted there


@pytest.mark.parametrize(
    ("place", "state", "excepted", "rule"),
    [
        ("cn", "cease", {}, "cn-civil-1033"),
        ("us", "cease", {}, "us-cease"),
        ("gb", "minor", {}, "floor-minor"),
        ("us", "represented", ATTORNEY, "us-represented"),
        ("cn", "deceased", {**ATTORNEY, "role": "estate"}, "cn-pipl-49"),
        ("cn", "incapacity", ATTORNEY, "cn-gbt-limited"),
        ("gb", "identity_disputed", {}, "gb-conc-identity"),
        ("hk", "identity_theft", {}, "floor-identity-theft"),
        ("hk", "disputed", {}, "floor-disputed"),
        ("hk", "insolvent", {}, "floor-insolvent"),
        ("hk", "settled", {}, "floor-settled"),
        ("us", "reassigned", {}, "us-rnd"),
        ("cn", "declared_disability", {"accessible": True}, "floor-accessible"),
        ("cn", "safe_contact", {"safe_point": True}, "floor-safe-contact"),
    ],
)
def test_states(place: str, state: str, excepted: dict, rule: str) -> None:
    assert named(act(place, states={state: None}), place) == rule
    if excepted:
        assert named(act(place, states={state: None}, **excepted), place) is None


def test_a_state_ends_with_its_last_day() -> None:
    breath = act("gb", states={"breathing_space": date(2026, 6, 30)})
    assert named(breath, "gb") == "gb-breathing-space"
    over = breath.model_copy(update={"states": {"breathing_space": date(2026, 6, 29)}})
    assert named(over, "gb") is None


def test_the_elderly_once_a_day_and_by_a_human() -> None:
    old: dict[str, Any] = {"states": {"elderly": None}}
    assert named(act("cn", **old), "cn") is None
    assert named(act("cn", **old, robot=True), "cn") == "floor-elderly-human"
    assert named(act("cn", **old, attempts=(tried("cn", "2026-06-30T08:00:00"),)), "cn") == "floor-elderly-frequency"
    assert named(act("cn", **old, attempts=(tried("cn", "2026-06-29T20:00:00"),)), "cn") is None


def test_work_channels_disclosure_and_the_log() -> None:
    assert named(act("us", usage="work"), "us") == "us-place"
    assert named(act("us", refused_channels={"voice"}), "us") == "us-medium"
    assert named(act("gb", discloses=True), "gb") == "gb-conc-identified"
    assert named(act("gb", discloses=True, identified=True), "gb") is None
    assert named(act("cn", attempts=None), "cn") == "floor-attempt-log"
    assert named(act("hk", attempts=None), "hk") == "floor-attempt-log"
    assert named(act("hk", attempts=None, channel="mail"), "hk") is None  # nobody counts letters


def test_a_refusal_names_its_rule_in_both_languages_and_cites() -> None:
    refusal = permit(act("us", "2026-06-30T21:00:00"), RULES["us"])
    assert refusal is not None
    assert refusal.cite == "15 USC 1692c(a)(1); 12 CFR 1006.6(b)(1)(i)"
    assert "21:00" in refusal.reason
    assert "消费者当地时间" in refusal.zh


def test_what_is_not_known_is_no_act() -> None:
    with pytest.raises(ValidationError):
        act("cn", states={"poor": None})
    with pytest.raises(ValidationError):
        act("cn", purpose="marketing")
    with pytest.raises(ValidationError):
        act("cn", at=NOON).model_validate(
            {**act("cn").model_dump(), "at": "2026-06-30T12:00:00"}
        )  # no zone, no instant
