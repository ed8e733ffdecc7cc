"""Mistakes that a tired operator makes: each gets its message and exit code, and never a personal value."""

import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import Cli

LOANS = "data/loan_applications.csv"


def edit(path: Path, old: str, new: str) -> None:
    """Replace text that must be there, keeping the file's encoding mark."""
    text = path.read_bytes().decode("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode("utf-8"))


def run(cli: Cli, lender: Path, *more: object) -> "tuple[int, str]":
    said = cli("run", lender / "job.yaml", "--data", lender / "data", "--out", lender / "out", "--json", *more)
    assert "Traceback" not in said.err
    return said.code, said.err + said.out


def test_misspelled_key(cli: Cli, lender: Path) -> None:
    edit(lender / "job.yaml", "purpose:", "purpos:")
    edit(lender / "job.yaml", "reliability: 0", "relaibility: 0")
    code, text = run(cli, lender)
    assert code == 2
    assert re.search(r"job\.yaml:\d+:\d+: .*purpos.*purpose", text)
    assert re.search(r"job\.yaml:\d+:\d+: .*relaibility.*reliability", text), "all errors at once"


def test_missing_column(cli: Cli, lender: Path) -> None:
    edit(lender / LOANS, "申请编号", "Nummer")
    code, text = run(cli, lender)
    assert code == 0, "the other sources go on"
    assert re.search(r"loan_applications\.csv: has no column '申请编号'.*mapping", text)
    assert run(cli, lender, "--strict")[0] == 3


def test_wrong_encoding(cli: Cli, lender: Path) -> None:
    text = (lender / LOANS).read_text(encoding="utf-8-sig")
    (lender / LOANS).write_bytes(text.encode("gb18030"))
    code, said = run(cli, lender)
    assert code == 0
    assert '"encoding": "gb18030"' in said, "detected and reported"


def test_empty_file(cli: Cli, lender: Path) -> None:
    (lender / LOANS).write_bytes(b"")
    code, text = run(cli, lender)
    assert code == 0
    assert re.search(r"loan_applications\.csv: is empty", text)


def test_empty_lost_list(cli: Cli, lender: Path) -> None:
    (lender / "data/lost_contacts.csv").write_bytes(b"borrower_id,as_of\n")
    code, text = run(cli, lender)
    assert code == 3
    assert "lost_contacts" in text


def test_folder_instead_of_file(cli: Cli, lender: Path) -> None:
    (lender / LOANS).unlink()
    (lender / LOANS).mkdir()
    code, text = run(cli, lender)
    assert code == 0
    assert re.search(r"loan_applications\.csv: is a folder", text)


def test_folder_instead_of_job(cli: Cli, lender: Path) -> None:
    said = cli("run", lender)
    assert said.code == 2
    assert "folder" in said.err


def test_missing_file(cli: Cli, lender: Path) -> None:
    (lender / "data/im_accounts.jsonl").unlink()
    code, text = run(cli, lender)
    assert code == 0
    assert re.search(r"no such file: .*im_accounts\.jsonl", text)
    assert run(cli, lender, "--strict")[0] == 3


def test_a_gigabyte_of_garbage(cli: Cli, lender: Path) -> None:
    with (lender / LOANS).open("wb") as file:
        file.write(bytes(range(256)) * 64)
        file.truncate(1 << 30)
    code, text = run(cli, lender)
    assert code == 0
    assert "loan_applications.csv: " in text


def test_truncated_parquet(cli: Cli, lender: Path) -> None:
    path = lender / "data/ecommerce_partner.parquet"
    path.write_bytes(path.read_bytes()[:-500])
    code, text = run(cli, lender)
    assert code == 0
    assert "ecommerce_partner.parquet: " in text


def test_duplicate_record_ids(cli: Cli, lender: Path) -> None:
    lines = (lender / LOANS).read_text(encoding="utf-8-sig").splitlines(keepends=True)
    (lender / LOANS).write_text("".join([*lines, lines[1]]), encoding="utf-8-sig")
    code, text = run(cli, lender)
    assert code == 0
    assert '"reason": "duplicate"' in text
    withheld = pq.read_table(lender / "out/withheld.parquet")["record_id"].to_pylist()
    assert "APP-00000000~2" in withheld, "kept apart, and no basis speaks of it"


def test_dates_in_the_future(cli: Cli, lender: Path) -> None:
    edit(lender / LOANS, ",2024-11-02\n", ",2044-11-02\n")
    code, text = run(cli, lender)
    assert code == 0
    assert '"reason": "future"' in text


def test_borrower_without_records(cli: Cli, lender: Path) -> None:
    with (lender / "data/lost_contacts.csv").open("a", encoding="utf-8") as file:
        file.write("C99999999,无名,2025-01-01,,2026-06-30\n")
    code, text = run(cli, lender)
    assert code == 0
    assert re.search(r'"borrowers_without_records": [1-9]', text)
    assert "C99999999" in (lender / "out/contacts_wide.csv").read_text(encoding="utf-8-sig")


def test_borrower_listed_twice(cli: Cli, lender: Path) -> None:
    path = lender / "data/lost_contacts.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]), encoding="utf-8-sig")
    code, text = run(cli, lender)
    assert code == 0
    assert '"reason": "listed_again"' in text
    wide = (lender / "out/contacts_wide.csv").read_text(encoding="utf-8-sig")
    assert wide.count(lines[1].split(",")[0]) == 1


def test_no_day(cli: Cli, lender: Path) -> None:
    path = lender / "data/lost_contacts.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("2026-06-30", ""), encoding="utf-8-sig")
    code, text = run(cli, lender)
    assert code == 2
    assert "--as-of" in text, "never the clock"


@pytest.mark.parametrize("day", ["30.06.2026", "yesterday"])
def test_unreadable_day(cli: Cli, lender: Path, day: str) -> None:
    code, text = run(cli, lender, "--as-of", day)
    assert code == 2
    assert "YYYY-MM-DD" in text


def test_no_source_at_all(cli: Cli, lender: Path) -> None:
    for name in ("loan_applications.csv", "crm_customers.xlsx", "ecommerce_partner.parquet", "utility_accounts.psv"):
        (lender / "data" / name).unlink()
    for name in ("employer_payroll.xlsx", "im_accounts.jsonl", "agency_skip_0.csv", "agency_skip_1.csv"):
        (lender / "data" / name).unlink()
    code, text = run(cli, lender)
    assert code == 3
    assert "no source could be used" in text


def test_output_folder_of_somebody_else(cli: Cli, lender: Path) -> None:
    (lender / "out").mkdir()
    (lender / "out" / "thesis.doc").write_text("mine")
    code, text = run(cli, lender)
    assert code == 2
    assert "holds other files" in text
