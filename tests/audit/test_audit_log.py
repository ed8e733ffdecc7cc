"""The audit log and the attacks on it: what each leaves behind, and that verification finds it."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from recontact.audit import merkle
from recontact.audit.checkpoint import Checkpoint
from recontact.audit.entry import Entry
from recontact.audit.head import Head
from recontact.audit.log import AuditLog, audit_folder
from recontact.audit.verify import prove, proved, verify
from recontact.errors import RecontactError

ENTRY = Entry("ana", "query", "recontact_lost_borrower", datetime(2026, 6, 30, 9, tzinfo=UTC), case="C1")


@pytest.fixture
def log(tmp_path: Path) -> AuditLog:
    log = AuditLog(audit_folder(tmp_path / "out"))
    for number in range(7):
        log.append(replace(ENTRY, counts={"shown": number}))
    return log


def head(log: AuditLog) -> Head:
    return Head.read(log.folder / "head.json")


def test_entries_are_canonical_and_numbered(log: AuditLog) -> None:
    lines = list(log.lines())
    assert len(lines) == 7
    assert lines[3] == (
        b'{"action":"query","actor":"ana","at":"2026-06-30T09:00:00.000000+00:00","bases":[],"case":"C1",'
        b'"counts":{"shown":3},"prev":"%s","purpose":"recontact_lost_borrower","rules":"","seq":3,"tokens":[]}'
        % merkle.leaf(lines[2]).hex().encode()
    )
    assert head(log).root == merkle.root([merkle.leaf(line) for line in lines])
    assert verify(log).sound


def test_only_the_owner_reads_it(log: AuditLog) -> None:
    assert log.folder.name == "out.audit"
    assert log.folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in log.folder.iterdir()} == {0o600}


def test_an_entry_can_be_proved(log: AuditLog) -> None:
    line = list(log.lines())[4]
    proof = prove(log, 4)
    assert merkle.included(merkle.leaf(line), 4, 7, [bytes.fromhex(step) for step in proof["proof"]], head(log).root)
    assert proved(proof, Checkpoint("any", 7, head(log).root))
    assert not proved({**proof, "index": 5}, Checkpoint("any", 7, head(log).root))
    assert not proved({**proof, "entry": proof["entry"].replace("ana", "bob")}, Checkpoint("any", 7, head(log).root))
    assert not proved({}, Checkpoint("any", 7, head(log).root))
    with pytest.raises(RecontactError, match="7 entries, none at 7"):
        prove(log, 7)


def lines_of(log: AuditLog) -> list[bytes]:
    return (log.folder / "log.jsonl").read_bytes().splitlines(keepends=True)


def attack(log: AuditLog, lines: list[bytes]) -> tuple[str, ...]:
    (log.folder / "log.jsonl").write_bytes(b"".join(lines))
    return verify(log).troubles


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda lines: [*lines[:3], lines[3].replace(b"ana", b"bob"), *lines[4:]], "an entry was changed"),
        (lambda lines: [*lines[:3], lines[3].replace(b"ana", b"bob"), *lines[4:]], "entry 3 is not the one"),
        (lambda lines: [*lines[:3], lines[3].replace(b":", b": ", 1), *lines[4:]], "entry 3 is not the one"),
        (lambda lines: [*lines[:6], lines[6].replace(b"ana", b"bob")], "an entry was changed"),
        (lambda lines: [*lines[:3], *lines[4:]], "an entry was dropped"),
        (lambda lines: [*lines[:3], lines[2], *lines[3:]], "dropped, inserted or moved"),
        (lambda lines: lines[:5], "its head 7"),
        (lambda lines: [*lines[:3], b"???\n", *lines[4:]], "entry 3 cannot be read"),
    ],
)
def test_attacks_on_the_log(log: AuditLog, change, message: str) -> None:
    assert any(message in trouble for trouble in attack(log, change(lines_of(log))))


def test_a_full_rewrite_is_found_by_a_head_kept_elsewhere(log: AuditLog, tmp_path: Path) -> None:
    kept = head(log)
    log.append(ENTRY)
    assert verify(log, kept).sound
    shutil.rmtree(log.folder)
    for _ in range(8):
        log.append(replace(ENTRY, actor="nobody"))
    assert verify(log).sound  # by itself a rewritten log is flawless
    assert "rewritten" in verify(log, kept).troubles[0]
    shutil.rmtree(log.folder)
    log.append(ENTRY)
    assert "cut off" in verify(log, kept).troubles[0]
    assert verify(log, Head()).sound


def test_a_changed_head_is_found(log: AuditLog) -> None:
    path = log.folder / "head.json"
    good = path.read_text()
    path.write_text(good.replace('"size":7', '"size":6'))
    assert verify(log).troubles
    path.write_text(good.replace(head(log).root.hex(), "00" * 32))
    assert "contradicts itself" in verify(log).troubles[0]
    path.write_text("{}")
    with pytest.raises(RecontactError, match="not the head"):
        log.append(ENTRY)


def test_a_writer_that_died_leaves_a_log_that_goes_on(log: AuditLog) -> None:
    before = head(log)
    log.append(ENTRY)
    before.write(log.folder / "head.json")  # died between the entry and the head
    log.append(ENTRY)
    assert verify(log).size == 9
    with (log.folder / "log.jsonl").open("ab") as file:
        file.write(b'{"actor":"an')  # died within an entry
    log.append(ENTRY)
    assert verify(log).sound
    assert verify(log).size == 10


def test_cut_off_entries_stop_the_next_one(log: AuditLog) -> None:
    (log.folder / "log.jsonl").write_bytes(b"".join(lines_of(log)[:5]))
    with pytest.raises(RecontactError, match="cut off"):
        log.append(ENTRY)


def test_what_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RecontactError, match="nothing is shown without it"):
        AuditLog(tmp_path / "file").append(ENTRY)


def test_no_log_yet(tmp_path: Path) -> None:
    assert verify(AuditLog(tmp_path / "none")).size == 0


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from recontact.audit.checkpoint import Checkpoint
from recontact.audit.entry import Entry
from recontact.audit.log import AuditLog
for _ in range(20):
    AuditLog(Path(sys.argv[1])).append(Entry(sys.argv[2], "query", "p", datetime(2026, 6, 30, tzinfo=UTC)))
"""


def test_writers_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "out.audit"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(folder), name], env=dict(os.environ)) for name in "abc"
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    found = verify(AuditLog(folder))
    assert (found.size, found.troubles) == (60, ())
