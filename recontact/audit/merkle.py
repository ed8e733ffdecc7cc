"""The Merkle tree of RFC 6962: one root for a whole log, proofs that an entry is in it and that it only ever grew."""

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256(b"").digest()
"""The root of no entries (RFC 6962, section 2.1)."""


def leaf(entry: bytes) -> bytes:
    """Return the hash of an entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def grow(peaks: list[bytes], size: int, new: bytes) -> None:
    """Add a leaf to the peaks of a tree of `size` leaves, in place.

    Peaks are the roots of the complete subtrees from left to right: one for every set bit of the size.
    """
    while size & 1:
        new = node(peaks.pop(), new)
        size >>= 1
    peaks.append(new)


def crown(peaks: Sequence[bytes]) -> bytes:
    """Return the root over the peaks."""
    if not peaks:
        return EMPTY
    top = peaks[-1]
    for peak in reversed(peaks[:-1]):
        top = node(peak, top)
    return top


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root of a tree, given the hashes of its leaves."""
    peaks: list[bytes] = []
    for size, each in enumerate(leaves):
        grow(peaks, size, each)
    return crown(peaks)


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the audit path of the leaf at `index` (RFC 6962, 2.1.1), nearest sibling first."""
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root(leaves[:split])]


def included(new: bytes, index: int, size: int, proof: Sequence[bytes], top: bytes) -> bool:
    """Return whether the proof shows that the leaf `new` stands at `index` of the tree with this size and root."""
    if not 0 <= index < size:
        return False
    path, last, found = index, size - 1, new
    for step in proof:
        if last == 0:
            return False
        if path & 1 or path == last:
            found = node(step, found)
            while not path & 1 and path:
                path, last = path >> 1, last >> 1
        else:
            found = node(found, step)
        path, last = path >> 1, last >> 1
    return last == 0 and found == top


def consistency_proof(leaves: Sequence[bytes], size: int) -> list[bytes]:
    """Return the proof that the first `size` leaves were the whole log once (RFC 6962, 2.1.2)."""
    return _grown(leaves, size, whole=True) if 0 < size < len(leaves) else []


def consistent(old: tuple[int, bytes], new: tuple[int, bytes], proof: Sequence[bytes]) -> bool:
    """Return whether the proof shows that the tree `new` (size, root) continues the tree `old`."""
    (size, top), (larger, higher) = old, new
    if size == 0 or size == larger:
        return not proof and (top == EMPTY if size == 0 else top == higher)
    if size > larger or not proof:
        return False
    path, last = size - 1, larger - 1
    while path & 1:
        path, last = path >> 1, last >> 1
    steps = list(proof)
    first = second = top if path == 0 else steps.pop(0)
    for step in steps:
        if last == 0:
            return False
        if path & 1 or path == last:
            first, second = node(step, first), node(step, second)
            while not path & 1 and path:
                path, last = path >> 1, last >> 1
        else:
            second = node(second, step)
        path, last = path >> 1, last >> 1
    return last == 0 and first == top and second == higher


def _grown(leaves: Sequence[bytes], size: int, *, whole: bool) -> list[bytes]:
    if size == len(leaves):
        return [] if whole else [root(leaves)]
    split = _split(len(leaves))
    if size <= split:
        return [*_grown(leaves[:split], size, whole=whole), root(leaves[split:])]
    return [*_grown(leaves[split:], size - split, whole=False), root(leaves[:split])]


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
