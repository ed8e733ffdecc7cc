"""How fast the audit log takes entries and is verified: python benchmarks/audit.py [ENTRIES] (default 1,000,000)."""

import shutil
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from recontact.audit.checkpoint import Checkpoint, Seal
from recontact.audit.entry import Entry
from recontact.audit.key import signing_key
from recontact.audit.log import AuditLog
from recontact.audit.verify import prove, proved, verify

ENTRY = Entry(
    actor="analyst-7",
    action="export",
    purpose="recontact_lost_borrower",
    at=datetime(2026, 6, 30, 9, tzinfo=UTC),
    rules="0" * 64,
    counts={"shown": 3},
    tokens=("1:mobile", "2:mobile", "3:email"),
    bases=("cn-pipl-13:consent",),
)
SINGLE, BATCH = 2_000, 5_000
"""Entries appended one by one, as questions are; entries per batch, as a run's export is."""


def main(entries: int) -> None:
    """Append, attack, verify and prove; print one table."""
    folder = Path(tempfile.mkdtemp(prefix="recontact-audit-"))
    try:
        rows = [*append(folder, entries), *check(folder)]
    finally:
        shutil.rmtree(folder)
    for name, seconds, count in rows:
        rate = f"{count / seconds:>12,.0f} entries/s" if count else ""
        print(f"{name:<58} {seconds:>9.3f} s {rate}")


def append(folder: Path, entries: int) -> list[tuple[str, float, int]]:
    """Fill the log: most in batches, then some one by one, the last ones signed."""
    log = AuditLog(folder / "out.audit")
    sealed = AuditLog(log.folder, Seal(folder / "out.checkpoint", signing_key(folder / "key.pem")))
    batches = max(1, (entries - 2 * SINGLE) // BATCH)
    rows = [
        (f"append, {BATCH:,} a batch, each batch on disk", timed(lambda: batched(log, batches)), batches * BATCH),
        ("append one by one, each on disk", timed(lambda: one_by_one(log, SINGLE)), SINGLE),
    ]
    sealed.append(ENTRY)
    rows.append(("append one by one, each on disk and signed", timed(lambda: one_by_one(sealed, SINGLE)), SINGLE))
    return rows


def check(folder: Path) -> list[tuple[str, float, int]]:
    """Verify the log against its checkpoint, prove an entry, and find one edited entry and a rewrite."""
    log, key = AuditLog(folder / "out.audit"), signing_key(folder / "key.pem").public_key()
    past = Checkpoint.verified((folder / "out.checkpoint").read_text(encoding="utf-8"), key)
    size = past.size
    rows = [("verify the whole log against the signed checkpoint", timed(lambda: must(verify(log, past).sound)), size)]
    proof = prove(log, size // 2)
    rows.append(("prove one entry", timed(lambda: prove(log, size // 2)), 0))
    rows.append(("check that proof", timed(lambda: must(proved(proof, past))), 0))
    path = log.folder / "log.jsonl"
    content = path.read_bytes()
    middle = content.index(b"analyst-7", len(content) // 2)
    path.write_bytes(content[:middle] + b"analyst-8" + content[middle + 9 :])
    rows.append(("find one edited entry", timed(lambda: must(not verify(log, past).sound)), size))
    return rows


def batched(log: AuditLog, batches: int) -> None:
    """Append in batches."""
    for number in range(batches):
        log.append(*(replace(ENTRY, case=f"C{number * BATCH + each:08d}") for each in range(BATCH)))


def one_by_one(log: AuditLog, entries: int) -> None:
    """Append entries, each on disk before the next."""
    for _ in range(entries):
        log.append(ENTRY)


def timed(work: object) -> float:
    """Return the seconds that a call takes."""
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - began


def must(true: bool) -> None:
    """Stop the benchmark if it measured the wrong thing."""
    if not true:
        raise SystemExit("the log did not behave as expected")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
