"""At which hours people answer: tables of invented people and their calls."""

import numpy as np
import pytest

from recontact.graph.hours import Calls, Slot, answering
from recontact.graph.settings import read_ranking

SETTINGS = read_ranking().hours
LAWFUL = (8, 22)
CROWD = [(person, hour, person % 5 == 0, 0.5) for person in range(100, 200) for hour in (9, 12, 16, 20)]
"""A hundred others, a fifth of whom answers, whenever they are called."""

Row = tuple[int, int, bool, float]
"""Borrower, hour, answered, probability that the number is theirs."""


def slots(*rows: Row, lawful: tuple[int, int] = LAWFUL, borrower: int = 1) -> dict[int, Slot]:
    """Return the slots of borrower 1 by their first hour, likeliest first."""
    table = [*rows, *CROWD]
    calls = Calls(
        borrower=np.array([row[0] for row in table], np.int32),
        hour=np.array([row[1] for row in table], np.int32),
        answered=np.array([float(row[2]) for row in table]),
        weight=np.array([1.0 if row[2] else row[3] for row in table]),
    )
    return {slot.since: slot for slot in answering(calls, borrower, lawful, SETTINGS)}


@pytest.mark.parametrize(
    ("who", "rows", "best"),
    [
        ("answers in the evening", [(1, 19, True, 0.9), (1, 20, True, 0.9), (1, 10, False, 0.9)], [18]),
        ("answers more in the morning", [(1, 9, True, 0.9), (1, 10, True, 0.9), (1, 20, True, 0.9)], [8, 18]),
        ("has missed many evenings", [(1, 20, True, 1.0), *[(1, 19, False, 1.0)] * 9, (1, 12, True, 1.0)], [11, 18]),
        ("was never called", [], []),
        ("never answered", [(1, 10, False, 0.9), (1, 20, False, 0.9)], []),
        ("answered at night only", [(1, 23, True, 0.9), (1, 7, True, 0.9)], []),
        ("another one answered", [(2, 10, True, 0.9)], []),
    ],
)
def test_when_to_call(who: str, rows: list[Row], best: list[int]) -> None:
    assert list(slots(*rows)) == best, who


def test_few_calls_say_little() -> None:
    once, often = slots((1, 20, True, 1.0))[18], slots(*[(1, 20, True, 1.0)] * 20)[18]
    assert once.usual < once.chance < 0.5 < often.chance < 1.0
    assert (often.tried, often.answered) == (20, 20)


def test_a_strangers_telephone_tells_nothing_of_the_borrower() -> None:
    answered = (1, 20, True, 1.0)
    own, stranger = (slots(answered, *[(1, 19, False, p)] * 8)[18] for p in (1.0, 0.01))
    assert own.chance < stranger.chance == pytest.approx(slots(answered)[18].chance, abs=0.01)


@pytest.mark.parametrize(("lawful", "found"), [((9, 20), {18: 20}), ((19, 21), {19: 21}), ((8, 17), {}), ((0, 0), {})])
def test_only_lawful_hours_are_named(lawful: tuple[int, int], found: dict[int, int]) -> None:
    seen = slots((1, 19, True, 0.9), (1, 19, True, 0.9), lawful=lawful)
    assert {since: slot.until for since, slot in seen.items()} == found
