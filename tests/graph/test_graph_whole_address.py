"""An address that leaves a part out is told by the person's whole one (invented people, synthetic addresses)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest
from graph_lender import Happened, Seen, graph_of

from recontact.graph.whole_address import whole_addresses

HOUSE, FLAT, OTHER_FLAT, NO_TOWN = "8|oak st||denver", "8|oak st|3|denver", "8|oak st|4|denver", "8|oak st|3|"
TOWER, ENTRANCE = "翠湖花园|18||2002", "翠湖花园|18|1|2002"


def told(
    points: Sequence[str], happened: Sequence[Happened] = (), named: Sequence[str] = (), **changed: Any
) -> tuple[list[str], list[str]]:
    """Return the points of one person's records (`changed`: of the last one), and of the events, afterwards."""
    seen = [Seen(0, point, "2025-01-01", type="address", usage="current") for point in points]
    seen[-1] = replace(seen[-1], **changed)
    observations, events = whole_addresses(graph_of(seen, happened), pa.array(named, pa.string()))
    assert observations["value"].to_pylist() == observations["point"].to_pylist()
    return observations["point"].to_pylist(), events["value"].to_pylist()


@pytest.mark.parametrize(
    ("points", "afterwards"),
    [
        ([HOUSE, FLAT], [FLAT, FLAT]),
        ([FLAT, HOUSE, HOUSE], [FLAT, FLAT, FLAT]),
        ([TOWER, ENTRANCE], [ENTRANCE, ENTRANCE]),
        ([HOUSE, FLAT, OTHER_FLAT], [HOUSE, FLAT, OTHER_FLAT]),  # either may be meant
        (["8|oak st||", NO_TOWN, FLAT], [FLAT, FLAT, FLAT]),  # the fullest, since the others fit into it
        ([HOUSE, NO_TOWN], [HOUSE, NO_TOWN]),  # each knows what the other does not
        ([HOUSE, "8|elm st|3|denver"], [HOUSE, "8|elm st|3|denver"]),
        (["|oak st||denver", FLAT], ["|oak st||denver", FLAT]),  # a road is no house
        ([HOUSE], [HOUSE]),
    ],
)
def test_a_partial_address_means_the_only_whole_one(points: list[str], afterwards: list[str]) -> None:
    assert told(points)[0] == afterwards


@pytest.mark.parametrize("changed", [{"identity": 1}, {"usage": "work"}, {"role": "spouse"}])
def test_only_the_persons_own_homes_count(changed: dict[str, Any]) -> None:
    assert told([HOUSE, FLAT], **changed)[0] == [HOUSE, FLAT]


def test_what_somebody_gives_as_another_persons_stays_what_it_is() -> None:
    assert told([HOUSE, FLAT], named=[HOUSE])[0] == [HOUSE, FLAT]


def test_a_letter_to_the_house_went_to_the_flat() -> None:
    mine = Happened(HOUSE, "2025-06-01", "outcome", "returned", "mail", "C0", type="address")
    theirs = Happened(HOUSE, "2025-06-01", "outcome", "returned", "mail", "C9", type="address")
    assert told([FLAT], [mine, theirs])[1] == [FLAT, HOUSE]


def test_nothing_known_is_nothing_told() -> None:
    graph = graph_of([])
    observations, events = whole_addresses(graph, pa.array([], pa.string()))
    assert observations.equals(graph.observations)
    assert events.equals(graph.events)
