"""The lender's register of what data subjects asked for: suppressions as keyed hashes, corrections, legal holds."""

import fcntl
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa

from recontact.audit.entry import canonical
from recontact.audit.head import replace_file
from recontact.errors import UsageError

_KEY, _SUPPRESSIONS, _CORRECTIONS, _HOLDS = "key", "suppressions.jsonl", "corrections.jsonl", "holds.jsonl"
_TURNING = "rotation.json"
_KEY_BYTES = 32
CUSTOMER, RECORD, NAMED = "customer", "record", "named"
"""Kinds of a lender's number, a record's name and a person's name at a point among the hashes; the others are KINDS."""


@dataclass(frozen=True)
class Register:
    """A folder of its owner's, outside every run: it outlives them, and every later run reads it.

    A suppression is the HMAC-SHA256 of a kind and a value under the lender's key: without the key eleven digits cannot
    be guessed from it, and with it nothing can be read, only recognised when it comes in again. A new key goes over
    what stands (HMAC of HMAC), so that all that was ever written is known by all keys together, and by no fewer.
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
    def _secrets(self) -> tuple[bytes, ...]:
        """The keys, oldest first."""
        path = self.folder / _KEY
        try:
            found = tuple(bytes.fromhex(line) for line in path.read_text(encoding="ascii").split())
        except (OSError, ValueError) as error:
            raise UsageError(f"{path}: cannot be read as a key ({type(error).__name__})") from None
        if not found or any(len(secret) != _KEY_BYTES for secret in found):
            raise UsageError(f"{path}: not the key of a subject register")
        return found

    def digest(self, kind: str, value: str) -> str:
        """Return the keyed hash under which a value of a kind is known here."""
        return self.digests(kind, value)[-1]

    def digests(self, kind: str, value: str) -> list[str]:
        """Return the keyed hashes of a value under the keys of each time, oldest first: older receipts name those."""
        said, found = f"{kind}\x1f{value}".encode(), []
        for secret in self._secrets:
            said = hmac.digest(secret, said, "sha256")
            found.append(said.hex())
        return found

    def rotate(self) -> int:
        """Lay a new key over everything that stands; return how many keys there are now.

        The older keys stay in the file, as the values to be hashed anew are not known; a thief who has them, but not
        the new one, recognises nobody in the register from now on. A run that is at work reads the state before or
        after, never between.
        """
        with self._alone(anew=True):
            new = secrets.token_bytes(_KEY_BYTES)
            keys = [*self._secrets, new]
            files = {_KEY: "".join(f"{key.hex()}\n" for key in keys)}
            for name, fields in _HASHED.items():
                lines = [_over(line, fields, new) for line in self._read(name)]
                files[name] = "".join(canonical(line).decode() + "\n" for line in lines)
            replace_file(self.folder / _TURNING, canonical(files))
            self._turn()
            return len(keys)

    def suppressed(self, kind: str, values: pa.Array) -> pa.Array:
        """Return per value whether it is suppressed; null is not. Each distinct value is hashed once."""
        with self._alone(anew="_digests" not in self.__dict__):  # keys and hashes of one time
            known = self._digests if self._secrets else frozenset()
        encoded = values.dictionary_encode()
        distinct = encoded.dictionary.to_pylist() if known else []
        hits = [value for value in distinct if self.digest(kind, value) in known]
        return pa.compute.is_in(values, value_set=pa.array(hits, values.type))

    def suppress(self, entries: Iterable[tuple[str, str]], *, reason: str, day: str) -> int:
        """Add values (kind, value) as keyed hashes; return how many were new."""
        with self._alone(anew=True):
            fresh = sorted({self.digest(kind, value) for kind, value in entries} - self._digests)
            self._add(_SUPPRESSIONS, [{"digest": digest, "reason": reason, "since": day} for digest in fresh])
            self.__dict__.pop("_digests", None)
        return len(fresh)

    def correct(self, subject: Iterable[tuple[str, str]], kind: str, was: str, now: str | None, *, day: str) -> None:
        """Write down that a value of a person is wrong, and which is right (None: none, it is to be left out).

        `subject`: by what the person's records are known, as kind and value: `customer`, `id`, `record`.
        """
        with self._alone(anew=True):
            known = sorted(self.digest(*each) for each in subject)
            said = {"subject": known, "kind": kind, "was": self.digest(kind, was), "now": now, "since": day}
            self._add(_CORRECTIONS, [said])

    def corrections(self) -> list[dict[str, Any]]:
        """Return the corrections, oldest first: subject and `was` as keyed hashes, `now` in clear."""
        with self._alone(anew=True):
            return self._read(_CORRECTIONS) if self._secrets else []

    def forget_corrections(self, subject: Iterable[tuple[str, str]]) -> None:
        """Remove the corrections of a person who is erased, known by any of these kinds and values."""
        with self._alone(anew=True):
            known = {self.digest(*each) for each in subject}
            standing = self._read(_CORRECTIONS)
            kept = [said for said in standing if not known & set(said["subject"])]
            if len(kept) < len(standing):
                replace_file(self.folder / _CORRECTIONS, b"".join(canonical(said) + b"\n" for said in kept))

    def hold(self, customer: str, *, reason: str, until: str | None, day: str) -> None:
        """Write down that this customer's data must be kept, for instance for a lawsuit: storage only, no use."""
        with self._alone(anew=True):
            digest = self.digest(CUSTOMER, customer)
            self._add(_HOLDS, [{"customer": digest, "reason": reason, "until": until, "on": day}])

    def held(self, customer: str, day: str) -> str | None:
        """Return why this customer's data must be kept on a day (YYYY-MM-DD), None if it need not."""
        with self._alone(anew=True):
            digest, said = self.digest(CUSTOMER, customer), self._read(_HOLDS)
        holds = [hold for hold in said if hold["customer"] == digest]
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

    @contextmanager
    def _alone(self, *, anew: bool = False) -> Iterator[None]:
        """Keep others from the register meanwhile; `anew`: what was read before may be out of date."""
        handle = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            if (self.folder / _TURNING).exists():
                self._turn()
            if anew:
                self._forget()
            yield
        finally:
            os.close(handle)

    def _forget(self) -> None:
        self.__dict__.pop("_digests", None)
        self.__dict__.pop("_secrets", None)

    def _turn(self) -> None:
        """Complete a rotation whose files were all put down: each is replaced, then what tells of it goes."""
        files = json.loads((self.folder / _TURNING).read_bytes())
        for name in (_KEY, *_HASHED):
            replace_file(self.folder / name, files[name].encode())
        (self.folder / _TURNING).unlink()
        self._forget()


_HASHED = {_SUPPRESSIONS: ("digest",), _CORRECTIONS: ("subject", "was"), _HOLDS: ("customer",)}
"""Per file its fields of keyed hashes, one or a list of them."""


def _over(line: dict[str, Any], fields: Iterable[str], key: bytes) -> dict[str, Any]:
    """Return a line with another keyed hash over each of its keyed hashes."""

    def wrapped(digest: str) -> str:
        return hmac.digest(key, bytes.fromhex(digest), "sha256").hex()

    new = {
        name: sorted(map(wrapped, line[name])) if isinstance(line[name], list) else wrapped(line[name])
        for name in fields
    }
    return {**line, **new}
