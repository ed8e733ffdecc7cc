"""The receipt of a data subject's request: what was asked, what was done, which audit entry says so. No values."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from recontact import configs
from recontact.audit.head import Head, replace_file
from recontact.audit.log import AuditLog
from recontact.errors import UsageError
from recontact.subject.register import CUSTOMER, Register

SENTENCES = "vocabularies/subject_sentences.yaml"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One request and what became of it."""

    request: str
    """export | explain | correct | erase | hold"""
    state: str
    """done | storage_only"""
    subject: str
    """The lender's number or, after an erasure, its keyed hash in the subject register."""
    at: str
    """Day and time with the zone."""
    actor: str
    purpose: str
    counts: Mapping[str, int]
    audit_entries: int
    """Size of the audit log after the request."""
    audit_root: str

    def text(self) -> str:
        """Return the receipt for people, in English and Chinese."""
        sentences = configs.load(SENTENCES)
        said = sentences["receipts"][f"{self.request}_{self.state}"]
        lines = [sentences["receipt"]["en"], sentences["receipt"]["zh"], ""]
        lines += [f"{self.request}  {self.state}", f"{self.subject}  {self.at}  {self.purpose}", ""]
        lines += [said["en"], said["zh"], ""]
        for name, count in self.counts.items():
            word = sentences["counts"][name]
            lines.append(f"{count:>6}  {word['en']} · {word['zh']}")
        rights = sentences["rights"]
        lines += ["", rights["en"], rights["zh"], "", f"audit: {self.audit_entries} entries, root {self.audit_root}"]
        return "\n".join(lines) + "\n"

    def write(self, folder: Path) -> Path:
        """Write the receipt as JSON and as text into `folder` (its owner's only); return the path of the text."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        numbers = [int(path.name[:5]) for path in folder.glob("[0-9][0-9][0-9][0-9][0-9]-*")]
        stem = f"{max(numbers, default=0) + 1:05d}-{self.request}"
        content = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        replace_file(folder / f"{stem}.json", content.encode())
        replace_file(folder / f"{stem}.txt", self.text().encode())
        return folder / f"{stem}.txt"


def troubles(receipt: Path, log: AuditLog, register: Register | None = None) -> list[str]:
    """Return what of a receipt (its JSON) the log does not bear out, one line each; none if it says all of it.

    With `register` also whether a person of an erasure, given by the log as a number, is the one of the receipt.
    UsageError if the file is no receipt.
    """
    try:
        said = Receipt(**json.loads(receipt.read_text(encoding="utf-8")))
        wanted, at = int(said.audit_entries), datetime.fromisoformat(said.at)
    except (OSError, ValueError, TypeError):
        raise UsageError(f"{receipt}: no receipt of a request; name the .json beside its text") from None
    lines = list(log.lines(wanted)) if wanted > 0 else []
    if len(lines) < wanted or not lines:
        return [f"the log has no entry {wanted - 1}: it was cut off, or the receipt is another log's"]
    found = []
    if Head().after(*lines).root.hex() != said.audit_root:
        found.append(f"the first {wanted} entries of the log are not those that the receipt vouches for")
    try:
        return found + _other(said, at, json.loads(lines[-1]), register)
    except (ValueError, KeyError, TypeError):
        return [*found, f"entry {wanted - 1} of the log cannot be read"]


def _other(said: Receipt, at: datetime, entry: dict[str, Any], register: Register | None) -> list[str]:
    """Return in what a receipt differs from the entry of its request."""
    counts = {name: count for name, count in said.counts.items() if name != "suppressed"}  # known only afterwards
    known = [entry["case"], *(register.digests(CUSTOMER, entry["case"]) if register else ())]
    erased = said.request == "erase" and register is None
    same = {
        "request": entry["action"] == "subject" and f"request:{said.request}" in entry["tokens"],
        "state": f"state:{said.state}" in entry["tokens"],
        "at": datetime.fromisoformat(entry["at"]).replace(microsecond=0) == at,
        "actor": entry["actor"] == said.actor,
        "purpose": entry["purpose"] == said.purpose,
        "counts": entry["counts"] == counts,
        "subject": erased or said.subject in known,
    }
    return [f"{name}: the receipt says other than entry {entry['seq']}" for name, is_so in same.items() if not is_so]


def receipt_folder(out: Path) -> Path:
    """Return where the receipts of an output folder's requests go: beside it, as no new run may replace them."""
    return out.with_name(f"{out.name}.receipts")


def moment(at: datetime) -> str:
    """Return a time as a receipt writes it."""
    return at.isoformat(timespec="seconds")
