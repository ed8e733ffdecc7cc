"""Other people's points stay on their own list (synthetic numbers)."""

from graph_lender import TODAY, Happened, Seen, borrowers, graph_of

from recontact.graph.rank import rank
from recontact.graph.settings import read_ranking
from recontact.graph.third_parties import third_parties

SETTINGS = read_ranking()
OWN, WIFE, BOSS, BOTH, HERS = (f"+861380000000{digit}" for digit in range(1, 6))
SEEN = [
    Seen(0, OWN, "2025-06-01", row=1),
    Seen(0, WIFE, "2025-06-01", row=1, role="emergency_contact_1", relation="spouse"),
    Seen(0, BOSS, "2025-06-01", row=1, usage="work"),
    Seen(0, BOTH, "2025-06-01", row=2),
    Seen(0, BOTH, "2025-06-01", row=2, role="emergency_contact_2", relation="friend"),
    Seen(1, HERS, "2025-06-01", row=3),
    Seen(1, HERS, "2025-06-01", row=4, role="emergency_contact_1", relation="parent"),
]


def test_each_list_has_its_own_people() -> None:
    graph = graph_of(SEEN)
    others = third_parties(graph, borrowers(0), SETTINGS, as_of=TODAY).to_pylist()
    assert [(row["point"], row["relation"], row["party"], row["rank"]) for row in others] == [
        (WIFE, "spouse", "third-party", 1),
        (BOTH, "friend", "third-party", 2),
        (BOSS, "employer", "third-party", 3),
    ]
    assert [row["identity"] for row in others] == [0, 0, 0]
    own = rank(graph, borrowers(0), SETTINGS, as_of=TODAY).contacts.to_pylist()
    assert {row["point"] for row in own} == {OWN}


def test_probability_is_reaching_them_times_their_passing_it_on() -> None:
    row = third_parties(graph_of(SEEN), borrowers(0), SETTINGS, as_of=TODAY).to_pylist()[0]
    assert row["reaches"] > 0.7
    assert row["probability"] == row["reaches"] * SETTINGS.relay["spouse"]
    assert row["mention"] == 1


def test_what_happened_at_their_number_counts() -> None:
    def reaches(*happened: Happened) -> float:
        rows = third_parties(graph_of(SEEN, happened), borrowers(0), SETTINGS, as_of=TODAY).to_pylist()
        return {row["point"]: float(row["reaches"]) for row in rows}[WIFE]

    vacant = Happened(WIFE, "2026-05-01", "status", "vacant")
    relayed = Happened(WIFE, "2026-05-01", "outcome", "third_party_relayed", "voice", "C0")
    assert reaches(vacant) < 0.3 < reaches() < reaches(relayed)


def test_nobody_named_gives_an_empty_list() -> None:
    assert len(third_parties(graph_of(SEEN[:1]), borrowers(0, None), SETTINGS, as_of=TODAY)) == 0
