"""The receipt of a data subject's request: what was asked, what was done, which audit entry says so. No values."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from recontact import configs
from recontact.audit.head import replace_file

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
        stem = f"{len(list(folder.glob('*.json'))) + 1:05d}-{self.request}"
        content = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        replace_file(folder / f"{stem}.json", content.encode())
        replace_file(folder / f"{stem}.txt", self.text().encode())
        return folder / f"{stem}.txt"


def receipt_folder(out: Path) -> Path:
    """Return where the receipts of an output folder's requests go: beside it, as no new run may replace them."""
    return out.with_name(f"{out.name}.receipts")


def moment(at: datetime) -> str:
    """Return a time as a receipt writes it."""
    return at.isoformat(timespec="seconds")
