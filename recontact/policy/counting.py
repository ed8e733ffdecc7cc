"""How often a person, point or debt was tried: caps and cool-downs, over all numbers and agencies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from recontact.policy.act import REPRESENTATIVES, Act, Attempt
from recontact.policy.act_rule import AT_ONCE, Cap, Cooldown
from recontact.policy.local_time import days_between
from recontact.policy.vocabulary import Channel

_ANSWERED = ("right_party", "hung_up")
_CONVERSATION = ("right_party",)


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a unit of a cap counts."""

    channels: tuple[Channel, ...]
    outcomes: tuple[str, ...] = ()
    third_parties: bool = False


_UNITS = {
    "attempt": _Counted(tuple(channel for channel in AT_ONCE if channel != "in_app")),
    "voice_attempt": _Counted(("voice",)),
    "effective_call": _Counted(("voice",), _ANSWERED),
    "phone_or_text_attempt": _Counted(("voice", "sms")),
    "third_party_contact": _Counted((*AT_ONCE, "mail"), third_parties=True),
}


def restrains(cap: Cap, act: Act) -> bool:
    """Return whether the cap has anything to say of the act."""
    unit = _UNITS[cap.unit]
    return (
        act.channel in unit.channels
        and (act.third_party or not unit.third_parties)
        and (not cap.usages or act.usage in cap.usages)
        and (cap.state is None or cap.state in act.states)
    )


def remaining(cap: Cap, act: Act) -> int | None:
    """Return how many acts of this kind the cap still allows; None where it cannot be counted."""
    if act.attempts is None:
        return None
    return max(0, cap.max - sum(_within(cap, act, attempt) for attempt in _alike(cap, act)))


def exhausted(cap: Cap, act: Act) -> bool:
    """Return whether the cap forbids one more; what cannot be counted is too much."""
    if cap.unless in act.agreed or not restrains(cap, act):
        return False
    return not remaining(cap, act)


def resting(cooldown: Cooldown, act: Act) -> bool:
    """Return whether the act falls within the days of rest after a conversation."""
    if act.channel not in cooldown.channels:
        return False
    if act.attempts is None:
        return True
    rest = cooldown.days - 1 if cooldown.day_of_event_counts else cooldown.days
    talks = [a for a in act.attempts if a.outcome in _CONVERSATION and _same(cooldown.per, act, a)]
    return any(_days_apart(talk, act) <= rest for talk in talks if talk.at <= act.at)


def _alike(cap: Cap, act: Act) -> Iterator[Attempt]:
    unit = _UNITS[cap.unit]
    for attempt in act.attempts or ():
        if (
            attempt.channel in unit.channels
            and (not unit.outcomes or attempt.outcome in unit.outcomes)
            and (not unit.third_parties or _third_party(attempt))
            and (not cap.usages or attempt.usage in cap.usages)
            and attempt.outcome not in cap.not_counted
            and not (attempt.agreed and "agreed" in cap.not_counted)
            and _same(cap.per, act, attempt)
        ):
            yield attempt


def _within(cap: Cap, act: Act, attempt: Attempt) -> bool:
    if cap.period == "lifetime":
        return True
    if cap.period.rolling_days is not None:
        return act.at - attempt.at < timedelta(days=cap.period.rolling_days)
    assert cap.period.calendar_days is not None, "a period is one or the other"
    return _days_apart(attempt, act) < cap.period.calendar_days


def _days_apart(attempt: Attempt, act: Act) -> int:
    """Return the calendar days since an attempt, the fewest of all zones; 0 where no zone is known."""
    apart = days_between(attempt.at, act.at, act.zones)
    return min(days.days for days in apart) if apart else 0


def _same(per: tuple[str, ...], act: Act, attempt: Attempt) -> bool:
    keys = {
        "debtor": (act.debtor, attempt.debtor),
        "person": (act.whom, attempt.person or attempt.debtor),
        "point": (act.point, attempt.point),
        "debt": (act.debt, attempt.debt),
    }
    return all(keys[key][0] == keys[key][1] for key in per)


def _third_party(attempt: Attempt) -> bool:
    return attempt.role != "self" and attempt.role not in REPRESENTATIVES
