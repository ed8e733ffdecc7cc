"""The README keeps its word: its Python runs, its commands exist, both languages say the same."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.S)


@pytest.mark.parametrize("name", READMES)
def test_python_examples_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    for block in blocks(name, "python"):
        exec(compile(block, name, "exec"), {})


@pytest.mark.parametrize("name", READMES)
def test_every_command_exists(name: str) -> None:
    import typer

    from recontact.cli.main import app

    known = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    named = {
        line.split()[1] for block in blocks(name, "sh") for line in block.splitlines() if line.startswith("recontact")
    }
    assert named <= known
    assert len(named) >= 7


@pytest.mark.parametrize("name", READMES)
def test_every_link_leads_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert (ROOT / target).exists(), target


def test_both_languages_have_the_same_parts() -> None:
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in READMES)
    assert english.count("\n## ") == chinese.count("\n## ")
    assert (
        blocks("README.md", "python")[0].split("contacts = ")[0]
        == blocks("README.zh-CN.md", "python")[0].split("contacts = ")[0]
    )
    strip = re.compile(r"\s*#.*")
    commands = [
        [strip.sub("", line) for block in blocks(name, "sh") for line in block.splitlines()] for name in READMES
    ]
    assert commands[0] == commands[1]
