"""The waterfall is the computation: its bars add up to the logit that the batch shows (synthetic numbers)."""

import math

import pytest
from graph_lender import TODAY, Happened, Seen, borrowers, graph_of

from recontact import configs
from recontact.errors import UsageError
from recontact.graph.contact_graph import ContactGraph
from recontact.graph.rank import rank
from recontact.graph.settings import read_ranking
from recontact.graph.steps import CODES
from recontact.graph.waterfall import why

SETTINGS = read_ranking()
A, B, MAIL = "+8613800000001", "+8613800000002", "x@example.org"


def lender() -> ContactGraph:
    """Return two people with a history."""
    seen = [
        Seen(0, A, "2021-03-01", row=1, belief=0.9),
        Seen(0, A, "2023-05-01", source="agency", row=2, belief=0.8),
        Seen(0, B, "2024-08-01", source="crm", row=3, belief=0.97),
        Seen(0, MAIL, "2019-01-01", type="email", row=4),
        Seen(0, MAIL, "2025-01-01", type="email", source="shop", row=5),
        Seen(0, "1 Elm St", "2025-01-01", type="address", usage="service", source="power", closed=True, row=6),
        Seen(1, A, "2025-01-01", source="crm", row=7),
    ]
    happened = [
        Happened(A, "2023-01-01", "status", "active"),
        Happened(A, "2025-06-01", "outcome", "wrong_party", "voice", "C0"),
        Happened(A, "2025-07-01", "outcome", "wrong_party", "voice", "C0"),
        Happened(B, "2026-01-01", "tenure", "band", months=(24, None)),
        Happened(MAIL, "2026-01-01", "outcome", "opened", "email", "C0", type="email"),
    ]
    return graph_of(seen, happened)


def test_bars_add_up_exactly_and_equal_the_batch() -> None:
    batch = rank(lender(), borrowers(0, 1, default="2024-01-01"), SETTINGS, as_of=TODAY)
    for row in batch.contacts.to_pylist():
        alone = rank(lender(), borrowers(row["identity"], default="2024-01-01"), SETTINGS, as_of=TODAY)
        waterfall = why(alone, row["borrower_id"], row["kind"], row["point"])
        assert waterfall.probability == row["probability"]
        assert waterfall.p_wrong == row["p_wrong"]
        assert math.fsum(bar.delta for bar in waterfall.bars) == pytest.approx(waterfall.logit, abs=1e-9)
        last = [bar.code for bar in waterfall.bars if bar.code in ("habits", "one_at_a_time")]
        assert (waterfall.bars[0].code, waterfall.bars[-1].code) == ("prior", last[-1])
        assert last == (["habits", "one_at_a_time"] if row["point"] in (A, B) and row["identity"] == 0 else ["habits"])


def test_without_other_points_the_habits_bar_is_nothing() -> None:
    graph = graph_of([Seen(0, A, "2021-03-01"), Seen(0, A, "2024-03-01", source="crm")])
    ranking = rank(graph, borrowers(0), SETTINGS, as_of=TODAY)
    bars = why(ranking, "C0", "phone", A).bars
    assert bars[-1].delta == pytest.approx(0.0, abs=1e-9)
    assert [bar.code for bar in bars] == [
        *("prior", "sighting", "time", "corroboration", "time", "lost_on_file", "habits")
    ]


def test_every_bar_of_evidence_names_its_record_and_day() -> None:
    bars = why(rank(lender(), borrowers(0), SETTINGS, as_of=TODAY), "C0", "phone", A).bars
    told = [(bar.code, bar.source, bar.record_id, str(bar.on)) for bar in bars if bar.record_id]
    assert told == [
        ("sighting", "loans", "loans-1", "2021-03-01"),
        ("copy", "agency", "agency-2", "2023-05-01"),
        ("status_active", "checks", "E0", "2023-01-01"),
        ("newer_point", "crm", "crm-3", "2024-08-01"),
        ("voice_wrong_party", "checks", "E1", "2025-06-01"),
        ("voice_wrong_party", "checks", "E2", "2025-07-01"),
    ]
    by_code = {bar.code: bar.delta for bar in bars}
    assert by_code["copy"] == 0.0
    first, again = (bar.delta for bar in bars if bar.code == "voice_wrong_party")
    assert first < again < 0, "the same answer again says little new"
    assert by_code["seen_with_other_later"] < 0


def test_a_point_that_is_not_the_borrowers_is_not_explained() -> None:
    ranking = rank(lender(), borrowers(1), SETTINGS, as_of=TODAY)
    with pytest.raises(UsageError) as error:
        why(ranking, "C1", "phone", B)
    assert B not in str(error.value)


def test_every_code_has_a_sentence_in_both_languages() -> None:
    sentences = configs.load("vocabularies/ranking_sentences.yaml")
    assert set(sentences) == {*CODES, "prior", "time", "habits", "one_at_a_time", "learned", "slope", "intercept"}
    assert all(sentence["en"].endswith(".") and sentence["zh"].endswith("。") for sentence in sentences.values())
