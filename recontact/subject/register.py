"""The lender's register of what data subjects asked for: suppressions as keyed hashes, corrections, legal holds."""

import hmac
import json
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa

from recontact.audit.entry import canonical
from recontact.audit.head import replace_file
from recontact.errors import UsageError

_KEY, _SUPPRESSIONS, _CORRECTIONS, _HOLDS = "key", "suppressions.jsonl", "corrections.jsonl", "holds.jsonl"
_KEY_BYTES = 32
CUSTOMER, RECORD, NAMED = "customer", "record", "named"
"""Kinds of a lender's number, a record's name and a person's name at a point among the hashes; the others are KINDS."""


@dataclass(frozen=True)
class Register:
    """A folder of its owner's, outside every run: it outlives them, and every later run reads it.

    A suppression is the HMAC-SHA256 of a kind and a value under the lender's key: without the key eleven digits cannot
    be guessed from it, and with it nothing can be read, only recognised when it comes in again.
    """

    folder: Path

    @classmethod
    def open(cls, folder: Path) -> "Register":
        """Return the register in `folder`; UsageError if there is none: without it nobody's "never" is known."""
        if not (folder / _KEY).exists():
            raise UsageError(f"{folder}: no subject register; `recontact subject register {folder}` makes one")
        return cls(folder)

    @classmethod
    def make(cls, folder: Path) -> "Register":
        """Return the register in `folder`, made with a new key if need be; UsageError if other files are there."""
        if (folder / _KEY).exists():
            return cls(folder)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(f"{folder}: holds other files; name a new or empty folder")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        handle = os.open(folder / _KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_KEY_BYTES) + "\n")
        return cls(folder)

    @cached_property
    def _secret(self) -> bytes:
        try:
            secret = bytes.fromhex((self.folder / _KEY).read_text(encoding="ascii"))
        except (OSError, ValueError) as error:
            raise UsageError(f"{self.folder / _KEY}: cannot be read as a key ({type(error).__name__})") from None
        if len(secret) != _KEY_BYTES:
            raise UsageError(f"{self.folder / _KEY}: not the key of a subject register")
        return secret

    def digest(self, kind: str, value: str) -> str:
        """Return the keyed hash under which a value of a kind is known here."""
        return hmac.digest(self._secret, f"{kind}\x1f{value}".encode(), "sha256").hex()

    def suppressed(self, kind: str, values: pa.Array) -> pa.Array:
        """Return per value whether it is suppressed; null is not. Each distinct value is hashed once."""
        known = self._digests
        encoded = values.dictionary_encode()
        distinct = encoded.dictionary.to_pylist() if known else []
        hits = [value for value in distinct if self.digest(kind, value) in known]
        return pa.compute.is_in(values, value_set=pa.array(hits, values.type))

    def suppress(self, entries: Iterable[tuple[str, str]], *, reason: str, day: str) -> int:
        """Add values (kind, value) as keyed hashes; return how many were new."""
        fresh = sorted({self.digest(kind, value) for kind, value in entries} - self._digests)
        lines = [{"digest": digest, "reason": reason, "since": day} for digest in fresh]
        self._add(_SUPPRESSIONS, lines)
        self.__dict__.pop("_digests", None)
        return len(fresh)

    def correct(self, subject: Iterable[tuple[str, str]], kind: str, was: str, now: str | None, *, day: str) -> None:
        """Write down that a value of a person is wrong, and which is right (None: none, it is to be left out).

        `subject`: by what the person's records are known, as kind and value: `customer`, `id`, `record`.
        """
        known = sorted(self.digest(*each) for each in subject)
        said = {"subject": known, "kind": kind, "was": self.digest(kind, was), "now": now, "since": day}
        self._add(_CORRECTIONS, [said])

    def corrections(self) -> list[dict[str, Any]]:
        """Return the corrections, oldest first: subject and `was` as keyed hashes, `now` in clear."""
        return self._read(_CORRECTIONS)

    def forget_corrections(self, subject: Iterable[tuple[str, str]]) -> None:
        """Remove the corrections of a person who is erased, known by any of these kinds and values."""
        known = {self.digest(*each) for each in subject}
        kept = [said for said in self.corrections() if not known & set(said["subject"])]
        if len(kept) < len(self.corrections()):
            replace_file(self.folder / _CORRECTIONS, b"".join(canonical(said) + b"\n" for said in kept))

    def hold(self, customer: str, *, reason: str, until: str | None, day: str) -> None:
        """Write down that this customer's data must be kept, for instance for a lawsuit: storage only, no use."""
        self._add(_HOLDS, [{"customer": self.digest(CUSTOMER, customer), "reason": reason, "until": until, "on": day}])

    def held(self, customer: str, day: str) -> str | None:
        """Return why this customer's data must be kept on a day (YYYY-MM-DD), None if it need not."""
        digest = self.digest(CUSTOMER, customer)
        holds = [hold for hold in self._read(_HOLDS) if hold["customer"] == digest]
        return next((hold["reason"] for hold in holds if hold["until"] is None or day <= hold["until"]), None)

    @cached_property
    def _digests(self) -> frozenset[str]:
        return frozenset(line["digest"] for line in self._read(_SUPPRESSIONS))

    def _read(self, name: str) -> list[dict[str, Any]]:
        path = self.folder / name
        try:
            return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []
        except (OSError, ValueError) as error:
            raise UsageError(f"{path}: cannot be read ({type(error).__name__}); restore it from a copy") from None

    def _add(self, name: str, lines: Iterable[Mapping[str, Any]]) -> None:
        replace_file(self.folder / name, b"".join(canonical(line) + b"\n" for line in [*self._read(name), *lines]))
