"""What several tests share: the example lender's run, and the command line called as a user calls it."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

import recontact

EXAMPLE = Path(__file__).parents[1] / "examples" / "lender"
"""An invented lender: 600 simulated persons, all data synthetic (ours, Apache-2.0)."""


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


Cli = Callable[..., Said]


@pytest.fixture(autouse=True)
def _own_audit_key(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test signs with, or makes, the key of whoever runs the tests."""
    monkeypatch.setenv("RECONTACT_AUDIT_KEY", str(tmp_path_factory.getbasetemp() / "keys" / "audit-key.pem"))


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Call `recontact` in this process, with exit code, stdout and stderr."""

    def call(*arguments: object) -> Said:
        from recontact.cli.main import main

        monkeypatch.setattr(sys, "argv", ["recontact", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Said(int(ended.value.code or 0), printed.out, printed.err)

    return call


@pytest.fixture
def lender(tmp_path: Path) -> Path:
    """A copy of the example lender that a test may spoil: job.yaml, mappings/, data/."""
    shutil.copytree(EXAMPLE, tmp_path / "lender", ignore=shutil.ignore_patterns("out*"))
    return tmp_path / "lender"


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> "recontact.Result":
    """The example lender's run, made once for all tests, which only read it."""
    out = tmp_path_factory.mktemp("finished") / "out"
    return run_example(EXAMPLE, out)


def run_example(lender: Path, out: Path, **options: object) -> "recontact.Result":
    """Run the job of a lender's folder into `out`, at a fixed time."""
    at = datetime(2026, 7, 1, 12, tzinfo=UTC)
    chosen = recontact.Options(data=lender / "data", out=out, at=at, actor="test", **options)  # type: ignore[arg-type]
    return recontact.run(recontact.read_job(lender / "job.yaml"), chosen)
