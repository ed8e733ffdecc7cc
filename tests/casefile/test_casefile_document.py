"""The case file's document: exact, masked, the same every time, and silent about everybody but the borrower."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import recontact
from recontact import configs
from recontact.asking import Asker
from recontact.casefile import page
from recontact.casefile.contact import curve, mark_of
from recontact.casefile.document import to_text
from recontact.casefile.sentence import told
from recontact.graph.steps import CODES

PURPOSE = "recontact_lost_borrower"
Document = dict[str, Any]


def asker(out: Path, *, reveal: bool) -> Asker:
    purpose = PURPOSE if reveal else None
    return Asker.open(out, actor="test", purpose=purpose, reveal=reveal, at=datetime(2026, 7, 1, 12, tzinfo=UTC))


def documents(finished: recontact.Result, borrowers: list[str], *, reveal: bool) -> Iterator[Document]:
    """Cases as the command makes them, from the data in the page itself."""
    asking = asker(finished.out, reveal=reveal)
    for borrower in borrowers:
        text = asking.case_file(borrower)
        yield json.loads(text.split('<script type="application/json" id="case">')[1].split("</script>")[0])


@pytest.fixture(scope="module")
def borrowers(finished: recontact.Result) -> list[str]:
    """Those with most contacts, and some whose records name third parties who may be reached."""
    most = finished.contacts.to_pandas()["borrower_id"].value_counts().sort_index().nlargest(6)
    others = sorted(set(finished.third_parties["borrower_id"].to_pylist()))[:6]
    return sorted({*most.index, *others})


@pytest.fixture(scope="module")
def masked(finished: recontact.Result, borrowers: list[str]) -> list[Document]:
    return list(documents(finished, borrowers, reveal=False))


@pytest.fixture(scope="module")
def revealed(finished: recontact.Result, borrowers: list[str]) -> list[Document]:
    return list(documents(finished, borrowers, reveal=True))


@pytest.fixture(scope="module")
def values(finished: recontact.Result) -> set[str]:
    """Every value that the run knows of anybody: points, numbers of identity, names."""
    known = set(pq.read_table(finished.out / "observations.parquet")["value"].to_pylist())
    known |= set(pq.read_table(finished.out / "events.parquet")["value"].to_pylist())
    records = pq.read_table(finished.out / "records.parquet")
    known |= {value for name in ("id", "han") for value in records[name].to_pylist() if value and "*" not in value}
    return {value for value in known if value and len(value) > 1}


def test_masked_it_holds_no_value_of_anybody(masked: list[Document], values: set[str]) -> None:
    for document in masked:
        document.pop("words")
        text = to_text(document)
        assert [value for value in values if value in text] == []
        assert re.findall(r"(?<!\d)1[3-9]\d{9}(?!\d)", text) == [], "no mobile number in any form"


def test_revealed_it_holds_the_permitted_values_and_no_other(
    revealed: list[Document], values: set[str], finished: recontact.Result
) -> None:
    rows = finished.contacts.to_pandas().groupby("borrower_id")["contact_value_normalised"].apply(list)
    for document in revealed:
        permitted = rows[document["case"]["borrower"]]
        assert [contact["value"] for contact in document["contacts"]] == permitted
        for contact in document["contacts"]:
            contact["value"] = ""
        document.pop("words")
        text = to_text(document)
        assert [value for value in values if value in text] == []


def test_it_says_who_opened_it_only_where_values_are_revealed(masked: list[Document], revealed: list[Document]) -> None:
    assert {document["case"]["actor"] for document in masked} == {""}
    assert {document["case"]["actor"] for document in revealed} == {"test"}


def test_bars_add_up_and_marks_point_at_them(masked: list[Document]) -> None:
    for contact in (contact for document in masked for contact in document["contacts"]):
        assert sum(bar["change"] for bar in contact["bars"]) == pytest.approx(contact["logit"], abs=1e-4)
        for mark in contact["marks"]:
            bar = contact["bars"][mark["bar"]]
            assert mark["on"] == bar["on"]
            assert mark["mark"] == mark_of(bar["code"])
        days = [day for day, _ in contact["curve"]]
        assert days == sorted(days)
        assert contact["curve"][-1][1] == contact["probability"]


def test_other_people_are_nodes_without_a_fact(masked: list[Document]) -> None:
    allowed = {
        "person": {"id", "kind", "word", "count"},
        "other": {"id", "kind"},
        "crowd": {"id", "kind", "count"},
        "withheld": {"id", "kind", "count"},
    }
    seen = set()
    for node in (node for document in masked for node in document["nodes"]):
        assert set(node) <= allowed.get(node["kind"], set(node))
        seen.add(node["kind"])
    assert {"borrower", "point", "record", "person", "other"} <= seen


def test_edges_connect_nodes_and_say_why(masked: list[Document]) -> None:
    for document in masked:
        known = {node["id"] for node in document["nodes"]}
        assert len(known) == len(document["nodes"])
        for edge in document["edges"]:
            assert {edge["from"], edge["to"]} <= known
            assert edge["en"]
            assert re.search("[\u4e00-\u9fff]", edge["zh"])


def test_every_contact_has_its_records_and_the_way_that_path_tells(
    masked: list[Document], finished: recontact.Result
) -> None:
    asking = asker(finished.out, reveal=False)
    document = masked[0]
    for contact in document["contacts"]:
        named = [
            edge for edge in document["edges"] if edge["relation"] == "names" and edge["to"] == f"p{contact['rank']}"
        ]
        told_by_path = asking.path(document["case"]["borrower"], contact["rank"])
        assert len(named) == told_by_path["ways"]
        best = max(named, key=lambda edge: (edge["belief"], edge["on"]))
        assert best["on"] == str(told_by_path["steps"][-1]["day"])


def test_withheld_is_counted_by_rule(masked: list[Document], finished: recontact.Result) -> None:
    asking = asker(finished.out, reveal=False)
    for document in masked[:3]:
        shown = asking.show(document["case"]["borrower"])["withheld"]
        assert document["withheld"] == [{"rule": row["rule"], "count": row["count"]} for row in shown]
        assert all(document["rules"][row["rule"]]["zh"] for row in shown)


def test_it_advises_what_next_advises_by_rank_alone(masked: list[Document], finished: recontact.Result) -> None:
    asking = asker(finished.out, reveal=False)
    helped = 0
    for document in masked:
        asked = asking.next(document["case"]["borrower"])
        for part, names in (("attempts", {"rank", "channel", "probability", "worth"}), ("hours", {"en", "zh"}),
                            ("evidence", {"rank", "worth", "en", "zh"})):  # fmt: skip
            rows = document["next"][part]
            assert all(set(row) == names for row in rows)
            assert [row.get("rank") for row in rows] == [row.get("rank") for row in asked[part]]
            assert [row.get("en") for row in rows] == [row.get("en") for row in asked[part]]
        assert [row["worth"] for row in document["next"]["evidence"]] == pytest.approx(
            [row["worth"] for row in asked["evidence"]], abs=1e-5
        )
        helped += bool(document["next"]["attempts"]) and bool(document["next"]["evidence"])
    assert helped > 3


def test_the_same_case_is_the_same_page(finished: recontact.Result, borrowers: list[str]) -> None:
    pages = [asker(finished.out, reveal=False).case_file(borrowers[0]) for _ in range(2)]
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("code", "mark"),
    [
        *[("prior", None), ("time", None), ("habits", None), ("sighting", "sighting"), ("copy", "copy")],
        *[("status_vacant", "check"), ("tenure_longer", "check"), ("three_element_match", "check")],
        *[("voice_no_answer", "attempt"), ("mail_returned", "attempt"), ("in_app_opened", "attempt")],
        *[("newer_point", "note"), ("household", "note")],
    ],
)
def test_what_a_bar_is_in_its_lane(code: str, mark: str | None) -> None:
    assert mark_of(code) == mark


def test_every_step_of_the_engine_is_a_mark() -> None:
    assert all(mark_of(code) for code in CODES)


def test_the_curve_goes_by_the_days_of_the_filter() -> None:
    bars = [
        {"code": "prior", "on": "", "change": 0.0},
        {"code": "sighting", "on": "2024-03-01", "change": 1.0},  # true some days before its record
        {"code": "time", "on": "2024-02-20", "change": -0.5},
        {"code": "newer_point", "on": "2024-12-01", "change": -1.0},  # likewise
        {"code": "time", "on": "2024-06-01", "change": -0.5},
        {"code": "habits", "on": "", "change": 0.2},
    ]
    days = [day for day, _ in curve(bars, 0.3, str(date(2024, 7, 1)))]
    assert days == ["2024-02-20", "2024-02-20", "2024-02-20", "2024-06-01", "2024-07-01"]
    assert curve(bars[:1], 0.3, "2024-07-01") == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_word_that_is_not_in_the_vocabulary_is_shown_as_it_is(lang: str) -> None:
    sentence = told("mentions", {"source": "s", "record": "r", "on": "", "word": "next_of_kin"})[lang]
    assert "next of kin" in sentence
    assert "{" not in sentence


def test_the_page_says_what_the_vocabulary_has_and_nothing_else() -> None:
    static = files("recontact.casefile").joinpath("static")
    scripts = "\n".join(static.joinpath("app", name).read_text(encoding="utf-8") for name in page.APP)
    template = static.joinpath("page.html.j2").read_text(encoding="utf-8")
    words = configs.load("vocabularies/case_file.yaml")["page"]
    asked = set(re.findall(r"\bt\('(\w+)'", scripts)) | set(re.findall(r'data-t="(\w+)"', template))
    asked |= set(re.findall(r"words\.(\w+)\.", template))
    assert asked <= set(words)
    quoted = set(re.findall(r"'(\w+)'", scripts))
    composed = tuple(re.findall(r"\bt\(`(\w+)_\$", scripts)) + ("node", "crowd", "withheld")
    assert [key for key in words if key not in asked | quoted and not key.startswith(composed)] == []
    assert all(set(entry) == {"en", "zh"} for entry in words.values())
