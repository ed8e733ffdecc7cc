"""May this contact be made? Every rule of every place that may apply is asked; one refusal is enough."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from recontact.policy.act import REPRESENTATIVES, Act
from recontact.policy.act_rule import AT_ONCE, Disclosure, InState, Needs, ThirdParties, Window
from recontact.policy.counting import exhausted, resting
from recontact.policy.jurisdiction import Rules
from recontact.policy.local_time import local_times
from recontact.policy.rule import Refusal

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Forbids = Callable[[Any, Act], bool]
"""Whether a rule of one kind, by its value, forbids the act."""


def permit(act: Act, rules: Rules) -> Refusal | None:
    """Return the first rule that forbids the contact, or None if it is permitted."""
    return next(objections(act, rules), None)


def objections(act: Act, rules: Rules) -> Iterator[Refusal]:
    """Yield every rule that forbids the contact, by kind in the order of QUESTIONS, the law's before the floor's."""
    for kind, forbids in QUESTIONS:
        yield from (rules.refusal(rule.id) for rule in rules.of(kind) if forbids(rule.reads, act))


def in_state(value: InState, act: Act) -> bool:
    """Whether person, point or debt is in the state, and nothing excepts the act."""
    excepted = {
        None: False,
        "representative": act.role in REPRESENTATIVES,
        "estate": act.role == "estate",
        "accessible": act.accessible,
        "human": not act.robot,
        "safe_point": act.safe_point,
        "own_point": act.usage != "work",
    }
    return _holds(value.state, act) and not excepted[value.unless]


def out_of_hours(value: Window, act: Act) -> bool:
    """Whether it is out of hours in any zone where the person may be; an unknown zone is out of hours."""
    if act.channel not in value.channels or value.unless in act.agreed:
        return False
    times = local_times(act.at, act.zones)
    if times is None or (not value.holidays and act.holiday is not False):
        return True
    return any(_WEEKDAYS[each.weekday()] in value.days and not _open(value, each.time()) for each in times)


def wants(value: Needs, act: Act) -> bool:
    """Whether something has not happened, or too long ago, that must come first."""
    concerned = (
        (not value.channels or act.channel in value.channels)
        and (not value.roles or act.role in value.roles)
        and (act.robot or not value.robot)
        and (not value.first_contact or _first(act))
    )
    return concerned and not any(_fresh(act, act.facts.get(fact), days) for fact, days in value.any_of.items())


def beside_the_borrower(value: ThirdParties, act: Act) -> bool:
    """Whether the act reaches a third party whom nothing allows to be reached."""
    allowed = act.role in value.roles and act.purpose in value.purposes and (act.lost is True or not value.only_if_lost)
    return act.third_party and not allowed


def _unzoned(value: None, act: Act) -> bool:
    return act.channel in AT_ONCE and local_times(act.at, act.zones) is None


def _tells(value: Disclosure, act: Act) -> bool:
    """Whether something about the debt would be said to somebody who is not, or is not known to be, the borrower."""
    return act.discloses and (act.third_party or (value.identified and not act.identified))


QUESTIONS: tuple[tuple[str, Forbids], ...] = (
    ("do_not_contact", lambda value, act: _holds("cease", act)),
    ("stop", lambda value, act: _holds("refused", act)),
    ("minor", lambda value, act: _holds("minor", act)),
    ("state", in_state),
    ("employer", lambda value, act: act.usage == "work"),
    ("third_party", beside_the_borrower),
    ("unwanted_channel", lambda value, act: act.channel in act.refused_channels),
    ("disclosure", _tells),
    ("needs", wants),
    ("zone", _unzoned),
    ("window", out_of_hours),
    ("attempt_log", lambda value, act: act.attempts is None and act.channel in AT_ONCE),
    ("cap", exhausted),
    ("cooldown", resting),
)
"""Kinds of rule about contact, in the order in which they are asked."""


def _holds(state: str, act: Act) -> bool:
    """Whether a state holds in some zone on the day of the act; its last day belongs to it."""
    if state not in act.states:
        return False
    until = act.states[state]  # type: ignore[index]
    return until is None or _today(act) <= until


def _fresh(act: Act, on: date | None, days: int | None) -> bool:
    return on is not None and on <= _today(act) and (days is None or _latest(act) - on <= timedelta(days=days))


def _first(act: Act) -> bool:
    return act.attempts is None or not any((a.person or a.debtor) == act.whom for a in act.attempts)


def _open(value: Window, at: Any) -> bool:
    if value.open is not None and value.close is not None:
        return bool(value.open <= at < value.close)
    assert value.after is not None
    assert value.before is not None
    return bool(value.after < at < value.before)


def _today(act: Act) -> date:
    """Return the earliest calendar day that it is in any zone."""
    times = local_times(act.at, act.zones)
    return min(each.date() for each in times) if times else (act.at - timedelta(hours=14)).date()


def _latest(act: Act) -> date:
    times = local_times(act.at, act.zones)
    return max(each.date() for each in times) if times else (act.at + timedelta(hours=14)).date()
