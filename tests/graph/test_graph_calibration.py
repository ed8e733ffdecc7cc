"""Property 14: probabilities hold on invented lenders drawn from the ranking's own model, lives and answers by lot."""

from datetime import date, timedelta

import numpy as np
from graph_lender import SOURCES, TODAY, Happened, Seen, borrowers, graph_of
from hypothesis import given, settings
from hypothesis import strategies as st

from recontact.graph.ageing import Decay, habit_prior, rates
from recontact.graph.rank import rank
from recontact.graph.settings import read_ranking
from recontact.schema import CONTACT_TYPES

SHIPPED = read_ranking()
SUMS = [sum(row[state] for row in SHIPPED.voice.values()) for state in range(6)]
SETTINGS = SHIPPED.model_copy(
    update={
        "voice": {
            answer: tuple(said / whole for said, whole in zip(row, SUMS, strict=True))
            for answer, row in SHIPPED.voice.items()
        }
    }
)
"""The shipped ranking with answers that add up to one in every state, so that they can be drawn by lot."""
BORROWERS, STRIDE, YEAR = 3000, 30, 365.25
OWN, SILENT, RESTING, VOID, OTHER, STRANGER = range(6)
MOBILE = CONTACT_TYPES.index("mobile")
USAGE = "alternate"  # of a first number it would say something, too, that the borrower is on the list
WORST = 0.06
"""Expected calibration error; of 15 bins of 200 numbers chance alone makes about .02."""


def chances(habit: int) -> np.ndarray:
    """Return how a stride changes the states of a mobile number, (from, to), read off the settings."""
    loss, silent, ends, back, rests, again, _, strange, _ = rates(SETTINGS, Decay())[MOBILE, habit]
    lost, ended, back, rested, again, strange = (
        1 - np.exp(-rate * STRIDE / YEAR) for rate in (loss, ends, back, rests, again, strange)
    )
    step = np.eye(6)
    step[OWN] = [1 - lost, lost * silent, lost * (1 - silent), 0, 0, 0]
    step[SILENT] = [back * (1 - ended), (1 - back) * (1 - ended), ended, 0, 0, 0]
    step[RESTING, RESTING], step[RESTING, VOID] = 1 - rested, rested
    step[VOID, VOID], step[VOID, OTHER] = 1 - again, again
    step[STRANGER, STRANGER], step[STRANGER, RESTING] = 1 - strange, strange
    return step


def life(chance: np.random.Generator, step: np.ndarray, strides: int) -> list[int]:
    """Return the states of one number at the end of every stride since a record gave it."""
    state = OWN if chance.random() < SOURCES["shop"].reliability * SETTINGS.usage[USAGE] else STRANGER
    states = [state]
    for _ in range(strides):
        state = int(chance.choice(6, p=step[state]))
        states.append(state)
    return states


def lender(seed: int) -> tuple[list[Seen], list[Happened], np.ndarray]:
    """Return one record each of many people, a call to half of them, and whether the number reaches them today."""
    chance = np.random.default_rng(seed)
    steps = [chances(habit) for habit in range(3)]
    habits = chance.choice(3, p=habit_prior(SETTINGS, 0.0), size=BORROWERS)
    answers = sorted(SETTINGS.voice)
    said = np.array([SETTINGS.voice[answer] for answer in answers])
    seen, happened, reaches = [], [], []
    for person, habit in enumerate(habits.tolist()):
        strides = int(chance.integers(0, 60))
        states = life(chance, steps[habit], strides)
        point, begin = f"+86139{person:08d}", TODAY - timedelta(days=STRIDE * strides)
        seen.append(Seen(person, point, begin.isoformat(), source="shop", usage=USAGE, customer=f"C{person}"))
        if chance.random() < 0.5:
            at = int(chance.integers(0, strides + 1))
            answer = answers[int(chance.choice(len(answers), p=said[:, states[at]]))]
            on: date = begin + timedelta(days=STRIDE * at)
            happened.append(Happened(point, on.isoformat(), "outcome", answer, "voice", f"C{person}"))
        reaches.append(states[-1] == OWN)
    return seen, happened, np.array(reaches, float)


def error(probability: np.ndarray, reaches: np.ndarray) -> float:
    """Return the expected calibration error over 15 bins of equal numbers."""
    bins = np.array_split(np.argsort(probability, kind="stable"), 15)
    return float(sum(len(b) * abs(probability[b].mean() - reaches[b].mean()) for b in bins) / len(probability))


@given(st.integers(0, 10_000))
@settings(deadline=None, max_examples=3)
def test_probabilities_hold_on_lenders_drawn_from_the_model(seed: int) -> None:
    seen, happened, reaches = lender(seed)
    table = rank(graph_of(seen, happened), borrowers(*range(BORROWERS)), SETTINGS, as_of=TODAY).contacts
    person = np.array([int(name[1:]) for name in table["borrower_id"].to_pylist()])
    probability = table["probability"].to_numpy()
    assert len(probability) == BORROWERS
    assert error(probability, reaches[person]) < WORST
