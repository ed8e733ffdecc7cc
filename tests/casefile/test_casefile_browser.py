"""The case file in real Chromium: views that follow each other, keyboard only, narrow, dark, printed, and silent."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import recontact
from recontact.asking import Asker

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine; apt-get install chromium")

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """A Chromium of this machine, with a profile of its own that is thrown away."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def case_file(finished: recontact.Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the borrower with most contacts."""
    borrower = str(finished.contacts.to_pandas()["borrower_id"].value_counts().sort_index().idxmax())
    at = datetime(2026, 7, 1, 12, tzinfo=UTC)
    asker = Asker.open(finished.out, actor="test", purpose=None, reveal=False, at=at)
    path = tmp_path_factory.mktemp("case") / "case.html"
    path.write_text(asker.case_file(borrower), encoding="utf-8")
    return path


class Reader:
    """Somebody with the page open; what the page says to the console or asks of the network is kept."""

    def __init__(self, browser: "Browser", case_file: Path) -> None:
        self.browser, self.case_file = browser, case_file
        self.said: list[str] = []

    def open(self, width: int = 1280, scheme: str = "light", locale: str = "en-US") -> "Page":
        size = {"width": width, "height": 900}
        self.context = self.browser.new_context(viewport=size, color_scheme=scheme, locale=locale)  # type: ignore[arg-type]
        page = self.context.new_page()
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda asked: self.said.append(asked.url) if asked.url != self.case_file.as_uri() else None)
        page.goto(self.case_file.as_uri())
        page.locator(".ranked").wait_for()
        page.locator("[data-lane]").first.wait_for()
        return page


@pytest.fixture
def reader(browser: "Browser", case_file: Path) -> Iterator[Reader]:
    """Opens the page; at the end nothing may have been said, violated or asked for."""
    reader = Reader(browser, case_file)
    yield reader
    reader.context.close()
    assert reader.said == []


def picked_lane(page: "Page") -> str | None:
    return page.locator("[data-lane].picked").get_attribute("data-lane")


def test_a_row_selects_its_node_and_its_lane_and_opens_its_reasons(reader: Reader) -> None:
    page = reader.open()
    page.locator("#open-2").click()
    assert page.locator("#why-2 .waterfall").is_visible()
    assert picked_lane(page) == "2"
    assert page.locator("#evidence h3").first.inner_text().startswith("#2 ")
    assert page.locator("#said").inner_text().startswith("#2 ")
    page.locator("#open-2").click()
    assert page.locator("#why-2").is_hidden()


def test_what_to_do_next_leads_to_its_contact(reader: Reader) -> None:
    page = reader.open()
    lines = page.locator("#advice li")
    assert lines.count() > 1
    said = page.locator("#advice").inner_text()
    page.locator("[data-advice]").first.focus()
    page.keyboard.press("Enter")
    rank = page.locator("[data-advice]").first.get_attribute("data-advice")
    assert page.locator(f"#row-{rank}.picked").count() == 1
    assert picked_lane(page) == rank
    page.locator("#language").click()
    other = page.locator("#advice").inner_text()
    assert other != said
    assert "最有帮助" in other


def test_a_lane_and_a_mark_select_the_row_and_the_bar(reader: Reader) -> None:
    page = reader.open()
    page.locator("#lane-3").click()
    assert page.locator("#row-3.picked").count() == 1
    mark = page.locator("[data-mark].sighting").first
    rank = str(mark.get_attribute("data-mark")).partition("-")[0]
    mark.click()
    assert page.locator(f"#row-{rank}.picked").count() == 1
    assert page.locator(f"#why-{rank} .waterfall tr.picked").count() == 1
    assert page.locator(".edges [aria-pressed=true]").count() == 1, "the record's edge is the one in the graph"


def test_the_graph_opens_shows_the_path_and_clears_by_keyboard(reader: Reader) -> None:
    page = reader.open()
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#evidence h3").first.inner_text().startswith("Borrower")
    page.keyboard.press("ArrowRight")
    assert page.locator("#row-1.picked").count() == 1
    page.keyboard.press("Enter")
    assert page.locator("[data-tool=open]").inner_text() == "Close"
    page.keyboard.press("p")
    assert page.locator("[data-tool=path]").inner_text() == "Hide the path"
    page.keyboard.press("Escape")
    assert page.locator(".picked").count() == 0
    assert page.locator("#said").inner_text() == "Nothing selected"


def test_every_edge_says_why_it_is_there_and_selects_its_evidence(reader: Reader) -> None:
    page = reader.open()
    page.locator("#open-1").click()
    edges = page.locator(".edges button")
    sentences = edges.all_inner_texts()
    at = next(place for place, sentence in enumerate(sentences) if sentence.startswith("Record "))
    edges.nth(at).focus()
    page.keyboard.press("Enter")
    assert edges.nth(at).get_attribute("aria-pressed") == "true"
    assert page.locator("#why-1 tr.picked").count() == 1
    assert page.locator("#said").inner_text().startswith("#1 ")
    assert page.evaluate("document.activeElement.dataset.edge"), "the focus stays where it was"
    page.locator("#why-1 .path-button").click()
    assert page.locator("[data-tool=path]").inner_text() == "Hide the path"


def test_a_click_on_a_node_selects_its_row(reader: Reader) -> None:
    page = reader.open()
    box = page.locator("#canvas").bounding_box()
    assert box
    seen = set()
    for step in range(24):  # the borrower is in the middle, the contacts around it
        page.mouse.click(
            box["x"] + box["width"] * (0.1 + 0.8 * (step % 6) / 5),
            box["y"] + box["height"] * (0.15 + 0.2 * (step // 6)),
        )
        seen.add(page.locator("#said").inner_text().split(" ")[0])
    assert seen - {"Nothing"}


def test_the_table_and_the_timeline_by_keyboard_only(reader: Reader) -> None:
    page = reader.open()
    page.locator("#open-1").focus()
    page.keyboard.press("ArrowDown")
    assert picked_lane(page) == "2"
    page.keyboard.press("Enter")
    assert page.locator("#why-2 .waterfall").is_visible()
    page.locator("#why-2 button.from").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#why-2 tr.picked").count() == 1
    marks = page.locator("[data-lane] .mark[tabindex='0']")
    marks.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator(".mark.picked").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".mark.picked").count() == 0


def test_everything_is_reached_by_tab(reader: Reader) -> None:
    page = reader.open()
    reached = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "document.activeElement.id || document.activeElement.dataset.tool || document.activeElement.tagName"
            )
        )
    assert {"language", "theme", "print", "open-1", "canvas", "all", "lane-1", "g"} <= reached


def test_sources_and_days_filter_the_timeline_and_not_the_ranking(reader: Reader) -> None:
    page = reader.open()
    rows, marks = page.locator("tr.row").count(), page.locator("[data-mark]").count()
    page.locator("#filter summary").click()
    page.locator(".chips input").first.uncheck()
    assert page.locator("[data-mark]").count() <= marks
    page.locator("#filter-from").fill("2026-01-01")
    page.locator("#filter-from").dispatch_event("change")
    assert 0 < page.locator("[data-mark]").count() < marks
    assert page.locator("tr.row.out").count() > 0
    assert page.locator("tr.row").count() == rows
    page.locator("#filter-reset").click()
    assert page.locator("[data-mark]").count() == marks
    assert page.locator("tr.row.out").count() == 0


def test_both_languages_and_three_themes(reader: Reader) -> None:
    page = reader.open(locale="zh-CN")
    assert page.locator("#contacts-title").inner_text() == "联系方式排序"
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    page.locator("#open-1").click()
    page.locator("#language").click()
    assert page.locator("#contacts-title").inner_text() == "Ranked contacts"
    assert page.locator("#why-1 .waterfall").is_visible(), "what was open stays open"
    colours = set()
    for _ in range(3):
        page.locator("#theme").click()
        colours.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(colours) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_overflows(reader: Reader, width: int, scheme: str) -> None:
    page = reader.open(width, scheme)
    page.locator("#open-1").click()
    page.locator("[data-tool=all]").click()
    page.locator("#filter summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_all_can_be_opened_and_closed(reader: Reader) -> None:
    page = reader.open()
    page.locator("[data-tool=all]").click()
    assert page.locator("[data-tool=all]").inner_text() == "Close all"
    page.locator("[data-tool=all]").click()
    assert page.locator("[data-tool=all]").inner_text() == "Open all"


def test_on_paper_every_reason_is_open(reader: Reader, tmp_path: Path) -> None:
    page = reader.open(scheme="dark")
    page.pdf(path=tmp_path / "case.pdf")
    assert (tmp_path / "case.pdf").read_bytes().startswith(b"%PDF")
    assert page.locator(".details:not([hidden])").count() == 0, "afterwards the page is as it was"
    page.emulate_media(media="print")
    assert page.locator(".controls").is_hidden()
    assert page.locator("#selection").is_hidden()
