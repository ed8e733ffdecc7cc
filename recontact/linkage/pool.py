"""The pool of distinct texts: every value of every column gets one integer code, its characters lie in one array."""

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.linkage.coding import FOLDS, HIDES, NUMBERED, code_texts

Array = np.ndarray[Any, Any]
Codes = np.ndarray[Any, np.dtype[np.int32]]


class Texts(NamedTuple):
    """The frozen pool; everything is indexed by code."""

    chars: np.ndarray[Any, np.dtype[np.uint16]]
    offsets: np.ndarray[Any, np.dtype[np.int64]]
    signs: np.ndarray[Any, np.dtype[np.uint64]]
    """[codes, 2]: what bounds the similarity of two texts (linkage/signs.py)."""
    digests: np.ndarray[Any, np.dtype[np.uint64]]
    hidden: np.ndarray[Any, np.dtype[np.bool_]]
    numbered: np.ndarray[Any, np.dtype[np.bool_]]
    """The text holds a digit. One entry more than there are codes, so that -1 is no."""


class Coded(NamedTuple):
    """A column as codes, and its distinct texts (see `coding.code_texts`)."""

    codes: Codes
    """-1 where null or empty."""
    first: Array
    ends: Array
    digests: Array
    signs: Array
    flags: Array
    chars: Array


class Pool:
    """Collects coded columns; the codes of each follow those of the one before."""

    def __init__(self) -> None:
        self._columns: list[Coded] = []
        self._size = 0

    def put(self, column: Coded) -> Codes:
        """Return the codes of a column within the pool. `column.codes` are changed in place."""
        if self._size:
            column.codes[column.codes >= 0] += np.int32(self._size)
        self._columns.append(column._replace(codes=_NO_CODES))
        self._size += len(column.ends)
        return column.codes

    def freeze(self) -> Texts:
        """Return the pool as arrays for the kernels, and empty it."""
        columns, self._columns = self._columns, []
        begins = np.cumsum([0, *(len(each.chars) for each in columns)])
        offsets = [np.zeros(1, np.int64), *(each.ends + lo for each, lo in zip(columns, begins[:-1], strict=True))]
        flags = np.concatenate([*(each.flags for each in columns), np.zeros(1, np.uint8)])
        chars = np.empty(int(begins[-1]), np.uint16)
        for at, lo in enumerate(begins[:-1]):
            chars[lo : lo + len(columns[at].chars)] = columns[at].chars
            columns[at] = columns[at]._replace(chars=chars[:0])  # so that no text is held twice
        signs = np.concatenate([np.zeros((0, 2), np.uint64), *(each.signs for each in columns)])
        digests = np.concatenate([np.zeros(0, np.uint64), *(each.digests for each in columns)])
        hidden, numbered = flags[:-1] & HIDES != 0, flags & NUMBERED != 0
        return Texts(chars, np.concatenate(offsets), signs, digests, hidden, numbered)


_NO_CODES: Codes = np.zeros(0, np.int32)


def code_column(column: Any, *, lower: bool = False, unless: Array | None = None) -> Coded:
    """Return a column of texts as codes; with `lower` texts are equal whatever the case; rows `unless` are left out."""
    texts = one_array(column)
    codes = np.empty(len(texts), np.int32)
    if texts.null_count == len(texts):
        texts = texts.slice(0, 0)
        codes.fill(-1)
    known = _NONE if not texts.null_count else pc.is_valid(texts).to_numpy(zero_copy_only=False).view(np.uint8)
    if unless is not None and len(texts):
        known = (~unless).view(np.uint8) & (known if len(known) else np.uint8(1))
    found = Coded(codes, *code_texts(*_bytes(texts), known, codes[: len(texts)]))
    if not lower or not (found.flags & FOLDS).any():
        return found
    folded = code_column(pc.utf8_lower(texts.take(pa.array(found.first))))
    again = np.append(folded.codes, np.int32(-1))
    return folded._replace(codes=again[codes])


_NONE = np.zeros(0, np.uint8)


def one_array(column: Any) -> pa.Array:
    """Return `column` as one array of strings."""
    if isinstance(column, pa.ChunkedArray):
        chunks = column.chunks
        column = chunks[0] if len(chunks) == 1 else pa.concat_arrays(chunks) if chunks else pa.array([], column.type)
    return column if pa.types.is_string(column.type) else pc.cast(column, pa.string())


def _bytes(texts: pa.Array) -> tuple[Array, Array]:
    """Return the bytes behind all texts, and where each begins (one more at the end)."""
    if not len(texts):
        return _NONE, np.zeros(1, np.int32)
    _, bounds, data = texts.buffers()
    begins = np.frombuffer(bounds, np.int32, len(texts) + 1, texts.offset * 4)
    return np.frombuffer(data, np.uint8) if data and data.size else _NONE, begins
