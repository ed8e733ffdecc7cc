"""What the pages on compliance and security name exists: every test, file, command and place."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "docs" / "compliance.md", *sorted((ROOT / "docs" / "security").glob("*.md"))]
TESTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("test_*.py")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_named_tests_exist(page: Path) -> None:
    named = set(re.findall(r"`(test_\w+)`", page.read_text(encoding="utf-8")))
    assert [name for name in sorted(named) if f"def {name}(" not in TESTS] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_named_files_and_places_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for path in re.findall(r"`((?:docs|recontact|benchmarks|requirements)/[\w./]+)`", text):
        if path != "recontact/audit-key.pem":  # below the user's configuration folder
            assert (ROOT / path).exists(), path
    for target, anchor in re.findall(r"\]\(([\w./]*)(?:#([\w-]+))?\)", text):
        file = page.parent / target if target else page
        assert file.exists(), target
        headings = {_anchor(line) for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("#")}
        assert not anchor or anchor in headings, anchor


def test_all_twelve_abuse_cases_are_answered_by_a_test() -> None:
    text = (ROOT / "docs" / "compliance.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| .*$", text, re.MULTILINE)
    assert rows == [str(number) for number in range(1, 13)]
    for line in re.findall(r"^\| \d+ \| .*$", text, re.MULTILINE):
        assert "`test_" in line


def _anchor(line: str) -> str:
    return re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-")
