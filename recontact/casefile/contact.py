"""One ranked contact of a case: what it is, how sure, why, and the marks of its lane."""

import math
from collections.abc import Mapping
from typing import Any

from recontact.casefile.case import Key
from recontact.graph.rank import Ranking
from recontact.graph.waterfall import Bar, why
from recontact.release import VALUE

DIGITS = 6
"""Decimals of probabilities and log-odds in the document: finer than anybody reads, the same on every machine."""

_SIGHTINGS = ("sighting", "corroboration", "repeated")
_CHECKS = ("status_", "tenure_", "three_element_")
_ATTEMPTS = ("voice_", "sms_", "email_", "mail_", "in_app_")


def contact(row: Mapping[str, Any], ranking: Ranking, key: Key, as_of: str) -> dict[str, Any]:
    """Return a released row of schema.CONTACTS with its waterfall. `bars` are in time order and add up to `logit`."""
    found = why(ranking, row["borrower_id"], *key)
    bars = [_bar(bar) for bar in found.bars]
    return {
        "rank": row["rank"],
        "type": row["contact_type"],
        "value": row[VALUE],
        "probability": round(row["probability"], DIGITS),
        "p_wrong": round(row["p_wrong"], DIGITS),
        "advised": row["advised"],
        "first_seen": _iso(row["first_seen"]),
        "last_seen": _iso(row["last_seen"]),
        "sources": row["sources"],
        "rule": row["rule"],
        "logit": round(found.logit, DIGITS),
        "bars": bars,
        "marks": marks(bars),
        "curve": curve(bars, row["probability"], as_of),
    }


def curve(bars: list[dict[str, Any]], probability: float, as_of: str) -> list[list[Any]]:
    """Return what was believed day by day as pairs (ISO day, probability), days never falling; empty without a day.

    A bar shows its record's day, which may be later than the day on which it was true; the bars of time between them
    say up to which day the filter has come.
    """
    days = [bar["on"] for bar in bars if bar["on"]]
    if not days:
        return []
    day = min(days[0], next((bar["on"] for bar in bars if bar["code"] == "time"), days[0]))
    level, points = 0.0, []
    for bar in bars:
        level += bar["change"]
        if bar["code"] == "time":
            day = max(day, bar["on"])
        if bar["on"]:
            points.append([day, round(1.0 / (1.0 + math.exp(-level)), DIGITS)])
    return [*points, [max(day, as_of), round(probability, DIGITS)]]


def marks(bars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what a lane shows: one mark per bar that stands for something that happened on a day."""
    kinds = ((at, mark_of(bar["code"]), bar["on"]) for at, bar in enumerate(bars))
    return [{"bar": at, "mark": mark, "on": on} for at, mark, on in kinds if mark and on]


def mark_of(code: str) -> str | None:
    """Return sighting, copy, check, attempt or note for the code of a bar; None for time, prior and habits."""
    if code in ("prior", "time", "habits"):
        return None
    if code in _SIGHTINGS or code == "copy":
        return "copy" if code == "copy" else "sighting"
    if code.startswith(_CHECKS):
        return "check"
    return "attempt" if code.startswith(_ATTEMPTS) else "note"


def _bar(bar: Bar) -> dict[str, Any]:
    told = {"code": bar.code, "change": round(bar.delta, DIGITS), "on": _iso(bar.on)}
    return {**told, "source": bar.source or "", "record": bar.record_id or ""}


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""
