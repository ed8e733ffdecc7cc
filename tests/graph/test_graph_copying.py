"""A source that copies another without saying so is found; independent ones and honest copies are not suspected."""

from dataclasses import replace

import numpy as np
import pytest
from graph_lender import SOURCES, TODAY, Seen, graph_of

from recontact.graph.build import build
from recontact.graph.copying import copying, suspicions
from recontact.graph.scene import Scene
from recontact.graph.settings import read_ranking

SETTINGS = read_ranking()


def scene(source: str, *, copies: bool) -> Scene:
    """Three hundred people who change their number every four years; `source` repeats loans, or asks for itself."""
    random = np.random.default_rng(9)
    seen = []
    for person in range(300):
        days = np.sort(random.integers(0, 3200, 2))
        number = f"+8613{person:04d}0000"
        moved = random.random() < 1.0 - np.exp(-(days[1] - days[0]) / 1460)
        later = number if copies or not moved else f"+8613{person:04d}1111"
        on = [str(np.datetime64("2017-01-01") + int(day)) for day in days]
        seen += [Seen(person, number, on[0]), Seen(person, later, on[1], source=source)]
    graph = graph_of(seen)
    plain = {name: replace(each, derived_from=()) for name, each in SOURCES.items() if name != "agency"}
    return build(replace(graph, sources={**SOURCES, **plain}), np.arange(300), SETTINGS, as_of=TODAY)


@pytest.mark.parametrize(
    ("source", "copies", "suspected"),
    [("broker", True, ["broker"]), ("broker", False, []), ("agency", True, [])],  # the agency says that it derives
)
def test_agreement_that_does_not_fall_is_suspected(source: str, copies: bool, suspected: list[str]) -> None:
    found = copying(scene(source, copies=copies), SETTINGS.copying.model_copy(update={"least_pairs": 20}))
    assert [pair.source for pair in found if pair.suspected] == suspected
    assert len(suspicions(found)) == len(suspected)
