"""No leak: a third party's number is never the borrower's, and no third party's value stands where people read."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from conftest import EXAMPLE

import recontact
from recontact.adapters import find
from recontact.adapters.reading import Request
from recontact.audit.log import audit_folder
from recontact.points import phone

DATA = EXAMPLE / "data"
THIRD = ("紧急联系人1电话", "紧急联系人2电话")
OWN = ("手机号码", "备用手机", "住宅电话", "单位电话")


def rows(name: str) -> list[dict[str, str | None]]:
    path = DATA / name
    return list(find("auto", path).read(path, Request()).table.to_pylist())


def numbers(cells: list[str | None]) -> set[str]:
    return {found.value for cell in cells if cell for found in phone.clean(cell) if found.value}


@pytest.fixture(scope="module")
def third_party_numbers() -> set[str]:
    """Every number that some row gives as another person's."""
    cells = [row[column] for row in rows("loan_applications.csv") for column in THIRD]
    for path in sorted(DATA.glob("agency_skip_*.csv")):
        cells += [row["contact_phone"] for row in rows(path.name)]
    return numbers(cells)


def test_a_number_named_only_as_another_persons_is_never_the_borrowers(finished: recontact.Result) -> None:
    named: dict[str, set[str]] = defaultdict(set)
    own: dict[str, set[str]] = defaultdict(set)
    for row in rows("loan_applications.csv"):
        named[str(row["客户号"])] |= numbers([row[column] for column in THIRD])
        own[str(row["客户号"])] |= numbers([row[column] for column in OWN])
    records, seen = finished.out / "records.parquet", finished.out / "observations.parquet"
    assert records.exists()
    assert seen.exists()
    contacts = finished.contacts.to_pandas()
    assert len(contacts)
    for row in contacts.itertuples():
        value, borrower = row.contact_value_normalised, row.borrower_id
        assert value not in named[borrower] - own[borrower], "only the certain word of an own record could do that"


@pytest.mark.parametrize(
    "name", ["report.html", "run.json", "timings.json", "DATA.md", "withheld.parquet", "rejects.parquet"]
)
def test_what_people_read_holds_no_third_partys_number(
    finished: recontact.Result, third_party_numbers: set[str], name: str
) -> None:
    text = (finished.out / name).read_bytes().decode("utf-8", errors="replace")
    found = [value for value in third_party_numbers if value in text or value.removeprefix("+86") in text]
    assert found == []


def test_report_and_log_hold_no_value_at_all(finished: recontact.Result) -> None:
    values = set(finished.contacts["contact_value_normalised"].to_pylist())
    values |= set(finished.third_parties["contact_value_normalised"].to_pylist())
    texts = [(finished.out / name).read_text(encoding="utf-8") for name in ("report.html", "run.json")]
    texts += [path.read_text(encoding="utf-8") for path in _files(audit_folder(finished.out))]
    for text in texts:
        assert [value for value in values if value in text] == []
        assert re.findall(r"(?<![\w.])1[3-9]\d{9}(?!\w)", text) == [], "no mobile number in any form"


def test_third_parties_stand_on_their_own_basis(finished: recontact.Result) -> None:
    frame = finished.third_parties.to_pandas()
    assert set(frame["party"]) <= {"third-party"}
    assert frame["rule"].str.contains(":").all(), "each names the rule and the basis that permit it"


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_file()]
