"""Signed checkpoints: their form, whose they are, and what a rewritten log looks like beside them."""

import base64
import hashlib
import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Cli

from recontact.audit import merkle, note
from recontact.audit.checkpoint import Checkpoint, Seal, origin
from recontact.audit.entry import Entry
from recontact.audit.key import public_key, public_path, signing_key
from recontact.audit.log import AuditLog, audit_folder, checkpoint_path
from recontact.audit.verify import verify
from recontact.errors import RecontactError, UsageError

ENTRY = Entry("ana", "query", "recontact_lost_borrower", datetime(2026, 6, 30, 9, tzinfo=UTC), case="C1")

EXAMPLE = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa """ + (
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)
"""The example of c2sp.org/tlog-checkpoint (CC-BY-4.0), whose key is not published with it."""


@pytest.fixture
def sealed(tmp_path: Path) -> AuditLog:
    out = tmp_path / "out"
    log = AuditLog(audit_folder(out), Seal(checkpoint_path(out), signing_key(tmp_path / "key.pem")))
    log.append(*(replace(ENTRY, counts={"shown": number}) for number in range(5)))
    return log


def read(log: AuditLog) -> Checkpoint:
    assert log.seal
    return Checkpoint.verified(log.seal.path.read_text(encoding="utf-8"), log.seal.key.public_key())


def test_the_published_example_is_understood(tmp_path: Path) -> None:
    said = Checkpoint.parse(EXAMPLE)
    assert said
    assert (said.origin, said.size) == ("example.com/behind-the-sofa", 20852163)
    assert EXAMPLE.startswith(said.text + "\n")
    with pytest.raises(RecontactError, match="not signed with this key"):
        Checkpoint.verified(EXAMPLE, signing_key(tmp_path / "key.pem").public_key())


@pytest.mark.parametrize("text", ["", "a\n", "a\n007\nAA==\n", "a\nx\nAA==\n", "a\n1\n???\n", "a\n1\nAA==\n"])
def test_what_is_no_checkpoint(text: str) -> None:
    assert Checkpoint.parse(text) is None


def test_the_form_of_a_signed_note(tmp_path: Path) -> None:
    key = signing_key(tmp_path / "key.pem")
    public = key.public_key()
    signed = note.sign("one\ntwo\n", "who", key)
    text, gap, line = signed.partition("\n\n")
    stamp = base64.b64decode(line.split(" ")[2])
    expected = hashlib.sha256(b"who\n\x01" + public.public_bytes_raw()).digest()[:4]
    assert (text, gap, line.split(" ")[:2], stamp[:4]) == ("one\ntwo", "\n\n", ["—", "who"], expected)
    public.verify(stamp[4:], b"one\ntwo\n")
    assert note.signed(signed, "who", public) == "one\ntwo\n"
    assert note.signed(signed + "— other AAAA\n", "who", public) == "one\ntwo\n", "another's signature does not matter"
    for spoiled in (signed.replace("two", "too"), signed.replace("who", "her"), "one\n", signed.rstrip()):
        assert note.signed(spoiled, "who", public) is None
    name, short, raw = note.verifier_key("who", public).split("+", 2)
    assert (name, short, base64.b64decode(raw)) == ("who", expected.hex(), b"\x01" + public.public_bytes_raw())


def test_every_entry_is_signed(sealed: AuditLog) -> None:
    first = read(sealed)
    assert (first.size, first.origin) == (5, origin(merkle.leaf(next(sealed.lines()))))
    sealed.append(ENTRY)
    assert read(sealed).size == 6
    assert verify(sealed, read(sealed)).sound
    assert verify(sealed, first).sound, "an older copy vouches for the past"


def rewritten(sealed: AuditLog, entries: int) -> None:
    """Write the whole log anew, as somebody who may write all but has no key."""
    shutil.rmtree(sealed.folder)
    AuditLog(sealed.folder).append(*(replace(ENTRY, counts={"shown": 9 - number}) for number in range(entries)))


@pytest.mark.parametrize("entries", [3, 5, 8])
def test_a_rewritten_log_is_found_and_not_continued(sealed: AuditLog, entries: int) -> None:
    rewritten(sealed, entries)
    assert verify(sealed).sound, "by itself a rewritten log is flawless"
    assert not verify(sealed, read(sealed)).sound
    with pytest.raises(RecontactError, match="cut off or replaced"):
        sealed.append(ENTRY)


def test_a_rewritten_tail_is_found_and_not_continued(sealed: AuditLog) -> None:
    first = [json.loads(line) for line in sealed.lines()][0]
    shutil.rmtree(sealed.folder)
    same = replace(ENTRY, counts=first["counts"])
    AuditLog(sealed.folder).append(same, *[replace(ENTRY, actor="nobody")] * 5)
    assert "rewritten" in verify(sealed, read(sealed)).troubles[0]
    with pytest.raises(RecontactError, match="rewritten"):
        sealed.append(ENTRY)


def test_a_forged_checkpoint_stops_the_next_entry(sealed: AuditLog, tmp_path: Path) -> None:
    assert sealed.seal
    rewritten(sealed, 8)
    forged = Seal(sealed.seal.path, signing_key(tmp_path / "other.pem"))
    sealed.seal.path.unlink()
    AuditLog(sealed.folder, forged).append(ENTRY)
    with pytest.raises(RecontactError, match="not signed with this key"):
        sealed.append(ENTRY)


def test_no_entries_no_signature(tmp_path: Path) -> None:
    log = AuditLog(tmp_path / "out.audit", Seal(tmp_path / "checkpoint", signing_key(tmp_path / "key.pem")))
    with pytest.raises(UsageError, match="no log with an entry"):
        log.sealed()


def test_a_key_is_its_owners(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "key.pem"
    key = signing_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert signing_key(path).private_bytes_raw() == key.private_bytes_raw()
    assert public_key(public_path(path)).public_bytes_raw() == key.public_key().public_bytes_raw()
    path.chmod(0o644)
    with pytest.raises(UsageError, match="others can read"):
        signing_key(path)
    path.write_text("no key")
    path.chmod(0o600)
    with pytest.raises(UsageError, match="cannot be read as a signing key"):
        signing_key(path)
    with pytest.raises(UsageError, match="cannot be read as a public key"):
        public_key(path)


@pytest.fixture
def asked(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An output folder whose log has five signed entries, with the key named by the operator."""
    monkeypatch.setenv("RECONTACT_AUDIT_KEY", str(tmp_path / "key.pem"))
    assert cli("audit", "key").code == 0
    out = tmp_path / "out"
    out.mkdir()
    seal = Seal(checkpoint_path(out), signing_key(tmp_path / "key.pem"))
    AuditLog(audit_folder(out), seal).append(*[ENTRY] * 5)
    return out


def test_verify_tells_sound_from_not(cli: Cli, asked: Path) -> None:
    said = cli("audit", "verify", asked)
    assert (said.code, said.out) == (0, "Sound: 5 entries, 5 of them vouched for by a signed checkpoint.\n")
    assert json.loads(cli("audit", "verify", audit_folder(asked), "--json").out)["sound"]
    log = audit_folder(asked) / "log.jsonl"
    log.write_bytes(log.read_bytes().replace(b"ana", b"bob"))
    said = cli("audit", "verify", asked)
    assert said.code == 1
    assert "was edited" in said.out
    assert "NOT SOUND" in said.out


def test_verify_with_a_copy_kept_elsewhere(cli: Cli, asked: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kept" / "copy"
    copy.parent.mkdir()
    copy.write_text(cli("audit", "checkpoint", asked).out, encoding="utf-8")
    shutil.rmtree(audit_folder(asked))
    checkpoint_path(asked).unlink()
    AuditLog(audit_folder(asked)).append(*[replace(ENTRY, actor="nobody")] * 9)
    assert "no checkpoint" in cli("audit", "verify", asked).out
    said = cli("audit", "verify", asked, "--checkpoint", copy, "--key", public_path(tmp_path / "key.pem"))
    assert said.code == 1
    assert "names another first entry" in said.out
    assert cli("audit", "verify", asked, "--checkpoint", tmp_path / "none").code == 2


def test_a_proof_stands_without_the_log(cli: Cli, asked: Path, tmp_path: Path) -> None:
    proof = tmp_path / "proof.json"
    proof.write_text(cli("audit", "prove", asked, 3).out, encoding="utf-8")
    shutil.rmtree(audit_folder(asked))
    assert "Entry 3 is one of the 5" in cli("audit", "check", proof).out
    proof.write_text(proof.read_text(encoding="utf-8").replace("ana", "bob"), encoding="utf-8")
    assert cli("audit", "check", proof).code == 1
    proof.write_text("{}", encoding="utf-8")
    assert cli("audit", "check", proof).code == 2
    assert cli("audit", "prove", asked, 3).code == 2, "no log any more"


def test_show_and_key(cli: Cli, asked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(cli("audit", "show", asked, "--last", 2).out.splitlines()) == 2
    assert json.loads(cli("audit", "show", asked, "--case", "C2", "--json").out) == []
    assert "recontact.audit/" in cli("audit", "key", asked).out
    AuditLog(audit_folder(asked)).append(replace(ENTRY, actor="eve\x1b[2J\nroot"))
    last = cli("audit", "show", asked, "--last", 1).out
    assert "eve?[2J?root" in last, "one line, and nothing that a terminal obeys"
    monkeypatch.setenv("RECONTACT_AUDIT_KEY", "none")
    for command in ("key", "checkpoint", "verify"):
        assert cli("audit", command, asked).code == 2
