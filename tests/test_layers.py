"""Imports point one way, files stay small, and nobody below the rim touches a clock."""

import ast
from pathlib import Path

import pytest

import recontact

ROOT = Path(recontact.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))

LAYERS = {
    "errors": (),
    "schema": (),
    "compiled": (),
    "configs": (),
    "points": ("schema", "configs"),
    "adapters": ("points", "schema", "configs", "errors"),
    "linkage": ("points", "schema", "configs", "errors", "compiled"),
    "graph": ("linkage", "points", "schema", "configs", "errors", "compiled"),
    "policy": ("points", "schema", "configs", "errors"),
    "audit": ("schema", "configs", "errors"),
}
"""Who may import whom; every package may import itself. What is not named here is above all of these."""


def imported(path: Path) -> set[str]:
    """Return the parts of recontact that the file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found |= {name.split(".")[1] for name in names if name.startswith("recontact.")}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    part = path.relative_to(ROOT).parts[0].removesuffix(".py")
    allowed = LAYERS.get(part)
    if allowed is not None:
        assert imported(path) <= {part, *allowed}
    elif part != "cli":
        assert "cli" not in imported(path), "nobody imports the command line"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_is_small_and_says_what_it_knows(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    assert ast.get_docstring(ast.parse(text)), "a module says in one line what it knows"


@pytest.mark.parametrize("path", [p for p in FILES if p.relative_to(ROOT).parts[0] in LAYERS], ids=str)
def test_no_clock_and_no_socket_below_the_rim(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for forbidden in ("datetime.now", "date.today", "time.time(", "utcnow", "import socket", "urllib.request"):
        assert forbidden not in text
