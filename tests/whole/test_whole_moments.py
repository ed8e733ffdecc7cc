"""What came since, all that is known of a contact, and the graph of an earlier day: of the invented lender's run."""

import json
import shutil
from pathlib import Path

import pytest
from conftest import Cli

import recontact
from recontact import configs
from recontact.audit.log import audit_folder
from recontact.schema import EVENT_RESULTS


@pytest.fixture
def out(finished: recontact.Result, tmp_path: Path) -> Path:
    shutil.copytree(finished.out, tmp_path / "out")
    shutil.copytree(audit_folder(finished.out), tmp_path / "out.audit")
    return tmp_path / "out"


@pytest.fixture
def who(finished: recontact.Result) -> str:
    """The borrower with most contacts."""
    return str(finished.contacts.to_pandas()["borrower_id"].value_counts().sort_index().idxmax())


def test_all_that_came_is_the_permitted_contacts(cli: Cli, out: Path, who: str, finished: recontact.Result) -> None:
    rows = finished.contacts.to_pandas().query("borrower_id == @who")
    found = json.loads(cli("changes", out, who, "--since", "1990-01-01", "--json").out)
    assert [row["rank"] for row in found["appeared"]] == sorted(rows["rank"])
    assert found["records"] > 0
    later = json.loads(cli("changes", out, who, "--since", "2026-06-01", "--json").out)
    assert len(later["appeared"]) < len(found["appeared"])
    assert "不予展示" in cli("changes", out, who, "--since", "2020-01-01", "--lang", "zh").out


def test_a_contact_in_time_names_nobody_else(cli: Cli, out: Path, who: str) -> None:
    found = json.loads(cli("point", out, who, "--rank", "1", "--json").out)
    days = [row["on"] for row in found["moments"] if row["on"]]
    assert days == sorted(days)
    assert {"named"} <= {row["what"] for row in found["moments"]}
    others = [row for row in found["moments"] if row["what"] in ("other_person", "named_for_other", "tried_for_other")]
    assert all(row["source"] is None and row["record_id"] is None for row in others)
    assert "Other people with it" in cli("point", out, who).out


def test_the_graph_of_an_earlier_day_is_smaller(cli: Cli, out: Path, who: str) -> None:
    then, now = (json.loads(cli("graph", out, who, *day).out)["nodes"] for day in (("--as-of", "2024-01-01"), ()))
    assert len(then) < len(now)


@pytest.mark.parametrize(
    "asked",
    [
        ("changes", "--since", "2026-06-01", "--until", "2020-01-01"),
        ("changes", "--since", "last week"),
        ("point", "--rank", "99"),
        ("point", "--reveal"),
        ("graph", "--format", "html", "--as-of", "2024-01-01"),
    ],
)
def test_mistakes_are_said(cli: Cli, out: Path, who: str, asked: tuple[str, ...]) -> None:
    said = cli(asked[0], out, who, *asked[1:])
    assert (said.code, said.out) == (2, "")
    assert said.err


def test_every_event_has_its_words() -> None:
    words = configs.load("vocabularies/moments.yaml")["words"]
    needed = {result for results in EVENT_RESULTS.values() for result in results}
    needed |= {"status", "tenure", "three_element", "voice", "sms", "email", "mail", "im", "in_app"}
    assert needed <= set(words)
