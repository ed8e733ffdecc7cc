"""The log under any edit and of any size: what was changed is found, what only grew is proved."""

import hashlib
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recontact.audit import merkle
from recontact.audit.checkpoint import Checkpoint, origin
from recontact.audit.entry import Entry
from recontact.audit.head import Head
from recontact.audit.log import AuditLog
from recontact.audit.verify import verify

ENTRY = Entry("ana", "query", "recontact_lost_borrower", datetime(2026, 6, 30, 9, tzinfo=UTC), case="C1")


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> AuditLog:
    log = AuditLog(tmp_path_factory.mktemp("log") / "out.audit")
    log.append(*(replace(ENTRY, counts={"shown": number}) for number in range(12)))
    return log


def verdict_of(log: AuditLog, content: bytes, past: Checkpoint) -> bool:
    """Return whether a log with this content would pass."""
    folder = log.folder.with_name("attacked")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(log.folder, folder)
    (folder / "log.jsonl").write_bytes(content)
    return verify(AuditLog(folder), past).sound


def past_of(log: AuditLog) -> Checkpoint:
    head = Head.read(log.folder / "head.json")
    return Checkpoint(origin(log.first() or b""), head.size, head.root)


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, 10**6), new=st.integers(0, 255))
def test_any_changed_byte_is_found(log: AuditLog, at: int, new: int) -> None:
    content = bytearray((log.folder / "log.jsonl").read_bytes())
    at %= len(content)
    unchanged = content[at] == new
    content[at] = new
    assert verdict_of(log, bytes(content), past_of(log)) == unchanged


@settings(max_examples=80, deadline=None)
@given(order=st.lists(st.integers(0, 11), max_size=14))
def test_any_other_order_or_number_of_entries_is_found(log: AuditLog, order: list[int]) -> None:
    lines = (log.folder / "log.jsonl").read_bytes().splitlines(keepends=True)
    assert verdict_of(log, b"".join(lines[number] for number in order), past_of(log)) == (order == list(range(12)))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 300), st.integers(0, 300), st.binary(max_size=4))
def test_growth_is_proved_between_any_two_sizes(one: int, other: int, salt: bytes) -> None:
    smaller, larger = sorted((one, other))
    leaves = [merkle.leaf(salt + number.to_bytes(2)) for number in range(larger)]
    old, new = (smaller, merkle.root(leaves[:smaller])), (larger, merkle.root(leaves))
    proof = merkle.consistency_proof(leaves, smaller)
    assert merkle.consistent(old, new, proof)
    assert not merkle.consistent((smaller, hashlib.sha256(b"another" + salt).digest()), new, proof)
    if proof:
        assert not merkle.consistent(old, new, [*proof[:-1], hashlib.sha256(proof[-1]).digest()])


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(1, 4), max_size=6))
def test_batches_and_single_entries_make_one_log(tmp_path_factory: pytest.TempPathFactory, sizes: list[int]) -> None:
    folder: Path = tmp_path_factory.mktemp("two")
    batched, single = AuditLog(folder / "batched"), AuditLog(folder / "single")
    for size in sizes:
        batched.append(*[ENTRY] * size)
        for _ in range(size):
            single.append(ENTRY)
    assert list(batched.lines()) == list(single.lines())
    assert verify(batched).root == verify(single).root == merkle.root([merkle.leaf(x) for x in single.lines()])
