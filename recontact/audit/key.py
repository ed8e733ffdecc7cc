"""The key that signs checkpoints: a file of its owner's, made at first use, its public half beside it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from recontact.errors import UsageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def signing_key(path: Path) -> "Ed25519PrivateKey":
    """Return the key in `path` (PEM, PKCS 8), made there if there is none; UsageError if it is no Ed25519 key.

    A key that others than its owner can read is refused: whoever reads it can sign a rewritten log.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    if not path.exists():
        return _made(path)
    if path.stat().st_mode & 0o077:
        raise UsageError(
            f"{path}: others can read this signing key; take the right away (chmod 600), or make a new one"
        )
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(f"{path}: cannot be read as a signing key ({type(error).__name__})") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError(f"{path}: not an Ed25519 key; `recontact audit key` makes one")
    return key


def public_key(path: Path) -> "Ed25519PublicKey":
    """Return the public key in `path` (PEM); UsageError if it is none."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(path.read_bytes())
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(f"{path}: cannot be read as a public key ({type(error).__name__})") from None
    if not isinstance(key, Ed25519PublicKey):
        raise UsageError(f"{path}: not the public half of an Ed25519 key")
    return key


def public_path(path: Path) -> Path:
    """Return where the public half of the key in `path` stands."""
    return path.with_name(f"{path.name}.pub")


def _made(path: Path) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

    key = Ed25519PrivateKey.generate()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _new(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), 0o600)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    public_path(path).unlink(missing_ok=True)
    _new(public_path(path), public, 0o644)
    return key


def _new(path: Path, content: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
