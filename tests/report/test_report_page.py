"""The HTML report of an invented run: complete, in both languages, safe to open, without an unmasked value."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import numpy as np
import pyarrow as pa
import pytest

from recontact import schema
from recontact.graph.ageing import Decay
from recontact.graph.ageing_compared import compared
from recontact.graph.settings import read_ranking
from recontact.linkage.model import Model
from recontact.policy.jurisdiction import read_rules
from recontact.report.chart import Bar, bars, columns
from recontact.report.content import Report, SourceQuality
from recontact.report.figures import identity_sizes, tenths
from recontact.report.page import html

PHONE = "+8613800001234"  # synthetic


def contact(borrower: str, rank: int, value: str, contact_type: str = "mobile", probability: float = 0.9) -> dict:
    row = {"borrower_id": borrower, "rank": rank, "contact_type": contact_type, "contact_value_normalised": value}
    more = {"probability": probability, "p_wrong": 0.05, "party": "own", "advised": probability > 0.5}
    return {**row, **more, "last_seen": date(2026, 1, 2), "rule": "cn-pipl-13:consent"}


def report() -> Report:
    contacts = [contact("C1", 1, PHONE), contact("C1", 2, "ana@example.org", "email", 0.3), contact("C2", 1, PHONE)]
    withheld = [
        {"stage": "use", "source": "forms", "record_id": "R1", "rule": "cn-pipl-15", "count": 1},
        {"stage": "use", "source": "forms", "record_id": "R2", "rule": "cn-pipl-15", "count": 1},
        {"stage": "show", "borrower_id": "C1", "contact_type": "mobile", "rule": "floor-own", "count": 4},
    ]
    rejects = [{"source": "forms", "row": 7, "field": "mobile", "kind": "phone", "reason": "too_short"}]
    rules = [{"rule": "phone", "pairs": 900, "compared": 800, "blocks_over_cap": 1, "pairs_over_cap": 40}]
    identities = [{"identity_id": f"I{number // 3}", "role": "self"} for number in range(30)]
    return Report(
        as_of=date(2026, 6, 30),
        purpose="recontact_lost_borrower",
        facts={"recontact": "0.1.0", "job": "ab12"},
        rules=read_rules(["cn"]),
        sources=[
            SourceQuality(
                "forms", "delimited", 100, 3, 250, 200, "gb18030", ("note",), ("device_fp",), ("ragged rows",)
            ),
            SourceQuality("<script>", "excel", 10, 0, 10, 10),
        ],
        rejects=pa.Table.from_pylist(rejects, schema.REJECTS),
        model=Model.default(),
        linkage={"compared": 1234, "em_iterations": 12, "em_converged": True, "rules": rules},
        links=pa.table({"probability": np.linspace(0.5, 1, 40)}),
        identities=pa.Table.from_pylist(identities),
        borrowers=pa.array(["C1", "C2", "C3"]),
        contacts=pa.Table.from_pylist(contacts, schema.CONTACTS),
        third_parties=pa.Table.from_pylist([contact("C1", 1, "+8613900005678")], schema.CONTACTS),
        withheld=pa.Table.from_pylist(withheld, schema.WITHHELD),
        ageing=compared(read_ranking(), Decay({"mobile": 2.0}, pairs={"mobile": 1234}, reissued={"mobile": 6.0})),
        notes=["an earlier run was killed"],
    )


class Outline(HTMLParser):
    """Collects what must balance and what must not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.ids: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.seen.append(tag)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.outside += [
            value for name, value in attrs if name in ("src", "href") and not (value or "").startswith("#")
        ]
        if tag not in ("meta", "link", "br", "rect", "line"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("rect", "line"):
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def page() -> str:
    return html(report())


def test_it_is_whole_offline_and_without_scripts(page: str) -> None:
    outline = Outline()
    outline.feed(page)
    assert page.startswith("<!doctype html>")
    assert outline.open == []
    assert outline.outside == []
    assert not {"script", "iframe", "img", "object"} & set(outline.seen)
    assert outline.seen.count("table") == outline.seen.count("caption")
    assert outline.seen.count("svg") == 6
    assert {"summary", "quality", "linkage", "ranking", "withheld", "duties", "reading"} <= set(outline.ids)
    assert "url(" not in page


def test_no_value_is_unmasked_and_texts_are_escaped(page: str) -> None:
    for value in (PHONE, "ana@example.org", "+8613900005678", "13800001234", "<script>"):
        assert value not in page
    assert "+86138****1234" in page
    assert "&lt;script&gt;" in page


def test_figures_add_up(page: str) -> None:
    text = re.sub(r"\s+", " ", page)
    assert "97 / 100" in text  # accepted of read
    assert "200 (80%)" in text
    assert "2 (67%)" in text  # borrowers reached of three
    assert "device_fp" in text
    assert "gb18030" in text
    assert "an earlier run was killed" in text


def test_refusals_have_rule_citation_and_both_languages(page: str) -> None:
    row = next(part for part in page.split("<tr>") if "cn-pipl-15" in part)
    assert '<td class="n">2</td>' in row
    assert "PIPL art. 15" in row
    assert "The consent was withdrawn." in row
    assert "同意已被撤回。" in row


def test_unverified_values_are_marked(page: str) -> None:
    row = next(part for part in page.split("<tr>") if "cn-gbt-hours" in part)
    assert "not verified" in row
    assert "open: 08:00, close: 22:00" in row
    assert "2026-11-22" in row


def test_the_same_run_gives_the_same_page(page: str) -> None:
    assert html(report()) == page


def test_a_run_without_anything() -> None:
    nothing = replace(
        report(),
        sources=[],
        linkage={},
        borrowers=pa.array([], pa.string()),
        identities=report().identities.slice(0, 0),
        **{
            name: getattr(report(), name).slice(0, 0)
            for name in ("rejects", "links", "contacts", "third_parties", "withheld")
        },
    )
    assert "Nothing was withheld" in html(nothing)


def test_training_that_did_not_converge_is_said() -> None:
    assert "did not converge in 12 rounds" in html(
        replace(report(), linkage={**report().linkage, "em_converged": False})
    )


def test_identity_sizes() -> None:
    names = ["A"] * 1 + ["B"] * 2 + ["C"] * 7 + ["D"] * 25
    table = pa.table({"identity_id": names, "role": ["self"] * len(names)})
    assert identity_sizes(table) == [1, 1, 0, 0, 0, 1, 0, 1]


def test_charts_say_what_they_show() -> None:
    drawn = bars("A & B", [Bar("x<y", 10, 5, "5 / 10"), Bar("none", 0, 0, "0")])
    assert "<desc>x&lt;y: 5 / 10; none: 0</desc>" in drawn
    assert 'width="180.0"' in drawn
    assert "1.2M" in columns("C", ["a", "b"], [1_200_000, 12_345])
    assert columns("empty", [], []).count("<rect") == 0
    assert 'width="90.0"' in bars("D", [Bar("a", 1, 1, "1")], full=4)


def test_a_tenth_begins_with_its_own_number() -> None:
    assert tenths(pa.chunked_array([[0.0, 0.1, 0.3, 0.6, 0.7, 1.0]])) == [1, 1, 0, 1, 0, 0, 1, 1, 0, 1]
