"""A home telephone goes with the dwelling that a record names together with it (synthetic numbers and people)."""

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pytest
from graph_lender import TODAY, Happened, Seen, borrowers, graph_of

from recontact.graph.contact_graph import ContactGraph
from recontact.graph.home import lines_and_homes
from recontact.graph.rank import Ranking, rank
from recontact.graph.settings import read_ranking
from recontact.graph.waterfall import why

SETTINGS = read_ranking()
LINE, HERE, THERE = "+862100000001", "1 Elm St", "2 Oak St"
GIVEN = (
    Seen(0, LINE, "2022-06-30", usage="home", type="landline", row=1),
    Seen(0, HERE, "2022-06-30", usage="current", type="address", row=1),
)


def lender(later: Sequence[Seen] = (), happened: Sequence[Happened] = (), *, together: bool = True) -> ContactGraph:
    """Return a graph of a record that names a line and a dwelling (not `together`: two records), and of later ones."""
    graph = graph_of([*GIVEN, *later], happened)
    mention = [0, 0 if together else 1, *range(2, 2 + len(later))]
    return replace(graph, observations=graph.observations.set_column(0, "mention", pa.array(mention, pa.int32())))


def ranked(graph: ContactGraph, follows: float = SETTINGS.goes_with_home) -> Ranking:
    """Return the ranking when lines follow their homes so far."""
    settings = SETTINGS.model_copy(update={"goes_with_home": follows})
    return rank(graph, borrowers(0), settings, as_of=TODAY)


def belief(graph: ContactGraph, follows: float = SETTINGS.goes_with_home) -> float:
    """Return the probability that the line still reaches the borrower."""
    rows = ranked(graph, follows).contacts.to_pylist()
    return next(float(row["probability"]) for row in rows if row["point"] == LINE)


AGAIN = Seen(0, HERE, "2026-03-01", source="power", usage="service", type="address")
MOVED = Seen(0, THERE, "2026-03-01", source="power", usage="service", type="address")
COPIED = Seen(0, HERE, "2026-03-01", source="agency", usage="current", type="address")


@pytest.mark.parametrize(
    ("later", "happened", "low", "high"),
    [
        ([AGAIN], [], 0.2, 0.6),  # still there: so is the line
        ([MOVED], [], -0.6, -0.2),  # moved: the line stayed behind
        ([replace(AGAIN, closed=True, on="2022-08-01")], [], -0.5, -0.1),  # the supply was ended
        ([], [Happened(HERE, "2026-03-01", "outcome", "signed", "mail", "C0", type="address")], 0.02, 0.5),
        ([], [Happened(HERE, "2026-03-01", "outcome", "returned", "mail", "C0", type="address")], -0.5, -0.02),
        ([COPIED], [], -0.001, 0.001),  # a copy says nothing
    ],
)
def test_what_is_known_of_the_dwelling_is_told_to_the_line(
    later: list[Seen], happened: list[Happened], low: float, high: float
) -> None:
    assert low < belief(lender(later, happened)) - belief(lender()) < high


def test_a_dwelling_that_no_record_names_with_the_line_says_little_of_it() -> None:
    apart, with_it = (belief(lender([MOVED], together=together)) for together in (False, True))
    assert with_it < apart - 0.2


def test_a_line_follows_its_home_as_far_as_lines_do() -> None:
    left = [belief(lender([MOVED]), follows) for follows in (0.0, 0.5, 0.95)]
    assert left == sorted(left, reverse=True)
    assert left[0] > left[2] + 0.2


def test_a_record_that_names_both_again_counts_once() -> None:
    later = [replace(each, on="2026-03-01", source="crm", row=3) for each in GIVEN]
    graph = lender(later)
    both = graph.observations.set_column(0, "mention", pa.array([0, 0, 2, 2], pa.int32()))
    ranking = ranked(replace(graph, observations=both))
    codes = [bar.code for bar in why(ranking, "C0", "phone", LINE).bars]
    assert "home_kept" not in codes
    assert "corroboration" in codes


def test_the_bar_names_the_record_that_told_of_the_dwelling() -> None:
    ranking = ranked(lender([AGAIN]))
    bar = next(bar for bar in why(ranking, "C0", "phone", LINE).bars if bar.code == "home_kept")
    assert (bar.source, bar.record_id, str(bar.on)) == ("power", "power-3", "2026-03-01")
    assert bar.delta > 0.3


def test_the_parents_home_is_not_the_dwelling_of_a_line() -> None:
    graph = graph_of([GIVEN[0], replace(GIVEN[1], usage="registered")])
    both = graph.observations.set_column(0, "mention", pa.array([0, 0], pa.int32()))
    line, home = lines_and_homes(ranked(replace(graph, observations=both)).scene)
    assert len(line) == len(home) == 0


def test_the_latest_record_that_names_both_tells_the_dwelling() -> None:
    graph = graph_of([*GIVEN, replace(GIVEN[0], on="2024-01-01", row=2), replace(GIVEN[1], point=THERE, row=2)])
    both = graph.observations.set_column(0, "mention", pa.array([0, 0, 2, 2], pa.int32()))
    scene = ranked(replace(graph, observations=both)).scene
    line, home = lines_and_homes(scene)
    shown = [scene.graph.observations["point"][int(row)].as_py() for row in scene.holdings.observation[[*line, *home]]]
    assert shown == [LINE, THERE]
