"""Signed notes: a few lines of text and an Ed25519 signature below them, in the form of c2sp.org/signed-note."""

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_DASH = "— "


def sign(text: str, name: str, key: "Ed25519PrivateKey") -> str:
    """Return the note: `text` (lines, each with its end), an empty line, and the signature under `name`."""
    signature = key.sign(text.encode())
    stamp = base64.b64encode(key_id(name, key.public_key()) + signature).decode()
    return f"{text}\n{_DASH}{name} {stamp}\n"


def signed(note: str, name: str, key: "Ed25519PublicKey") -> str | None:
    """Return the text of a note if `name` has signed it with `key`; None otherwise. Other signatures do not matter."""
    from cryptography.exceptions import InvalidSignature

    text, gap, signatures = note.rpartition("\n\n")
    if not gap or not note.endswith("\n"):
        return None
    text += "\n"
    for line in signatures.splitlines():
        who, _, stamp = line.removeprefix(_DASH).partition(" ")
        try:
            raw = base64.b64decode(stamp, validate=True)
            if line.startswith(_DASH) and who == name and raw[:4] == key_id(name, key):
                key.verify(raw[4:], text.encode())
                return text
        except (InvalidSignature, binascii.Error):
            continue
    return None


def key_id(name: str, key: "Ed25519PublicKey") -> bytes:
    """Return the four bytes by which a signature line names its key."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + key.public_bytes_raw()).digest()[:4]


def verifier_key(name: str, key: "Ed25519PublicKey") -> str:
    """Return the public key in the form that verifiers of signed notes take: `name+id+base64`."""
    public = base64.b64encode(_ED25519 + key.public_bytes_raw()).decode()
    return f"{name}+{key_id(name, key).hex()}+{public}"
