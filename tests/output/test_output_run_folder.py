"""The folder of a run: all or nothing, one run at a time, and what a killed run leaves."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from recontact import run_folder
from recontact.errors import BusyError, UsageError
from recontact.output import write_text
from recontact.run_folder import RunFolder, settle


def publish(path: Path, **files: str) -> list[str]:
    with RunFolder(path) as folder:
        for name, text in files.items():
            write_text(text, folder / name)
    return folder.notes


def visible(path: Path) -> dict[str, str]:
    return {entry.name: entry.read_text() for entry in path.iterdir() if not entry.name.startswith(".")}


def test_files_appear_together_and_replace_those_of_the_run_before(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    with RunFolder(out) as folder:
        write_text("1", folder / "a")
        assert visible(out) == {}
    publish(out, a="2", b="2")
    (out / "mine").write_text("kept")
    assert publish(out, a="3") == []
    assert visible(out) == {"a": "3", "mine": "kept"}
    assert out.stat().st_mode & 0o777 == 0o700
    assert (out / "a").stat().st_mode & 0o777 == 0o600


def test_a_run_that_fails_leaves_the_one_before(tmp_path: Path) -> None:
    publish(tmp_path / "out", a="good")

    def fail() -> None:
        with RunFolder(tmp_path / "out") as folder:
            write_text("bad", folder / "a")
            raise ValueError("halfway")

    with pytest.raises(ValueError, match="halfway"):
        fail()
    assert visible(tmp_path / "out") == {"a": "good"}
    assert publish(tmp_path / "out", a="next") == []


def test_what_is_not_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="a file stands"):
        publish(tmp_path / "file", a="1")
    with pytest.raises(UsageError, match="holds other files"):
        publish(tmp_path, a="1")
    assert (tmp_path / "file").read_text() == "x"
    with pytest.raises(UsageError, match="not the output folder"):
        settle(tmp_path)


def test_a_second_run_is_told_to_wait(tmp_path: Path) -> None:
    with RunFolder(tmp_path / "out"):
        with pytest.raises(BusyError, match="another run"):
            publish(tmp_path / "out", a="1")
        began = time.monotonic()
        with pytest.raises(BusyError), RunFolder(tmp_path / "out", wait=0.3):
            pass
        assert time.monotonic() - began >= 0.3
        assert settle(tmp_path / "out") == []  # a reader is not disturbed


KILLED = """
import sys, time
from pathlib import Path
from recontact.output import write_text
from recontact.run_folder import RunFolder
with RunFolder(Path(sys.argv[1])) as folder:
    write_text("half", folder / "a")
    print("ready", flush=True)
    time.sleep(60)
"""


def test_a_killed_run_leaves_nothing_and_the_next_says_so(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(out, a="good")
    run = subprocess.Popen([sys.executable, "-c", KILLED, str(out)], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    assert run.stdout.readline() == "ready\n"
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    run.stdout.close()
    assert visible(out) == {"a": "good"}
    (note,) = publish(out, a="next")
    assert "unfinished files were removed" in note
    assert visible(out) == {"a": "next"}


def test_a_run_killed_while_publishing_is_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    publish(out, a="old", b="old", c="old")
    real, renamed = os.replace, []

    def dying(source: Path, target: Path) -> None:
        if len(renamed) == 2:
            raise KeyboardInterrupt
        renamed.append(target)
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(run_folder.os, "replace", dying)
        with pytest.raises(KeyboardInterrupt):
            publish(out, a="new", b="new")
    assert visible(out) == {"a": "new", "b": "old", "c": "old"}
    (note,) = settle(out)
    assert "complete now" in note
    assert visible(out) == {"a": "new", "b": "new"}
    assert json.loads((out / ".contents.json").read_text()) == ["a", "b"]
    assert settle(out) == []
