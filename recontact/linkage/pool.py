"""The pool of distinct texts: every value of every column gets one integer code, its characters lie in one array."""

from collections import deque
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.linkage.coding import code_texts, shift_codes
from recontact.linkage.parallel import in_order
from recontact.linkage.spelling import write_texts

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
    """A character of the text is unknown."""
    numbered: np.ndarray[Any, np.dtype[np.bool_]]
    """The text holds a digit. One entry more than there are codes, so that -1 is no."""


class Coded(NamedTuple):
    """A column as codes, and where its distinct texts lie (see `coding.code_texts`)."""

    codes: Codes
    """-1 where null or empty."""
    first: Codes
    data: Array
    begins: Array
    length: int
    """Characters of all distinct texts."""


class Pool:
    """Collects coded columns; the codes of each follow those of the one before."""

    def __init__(self) -> None:
        self._columns: list[Coded] = []
        self._size = 0

    def put(self, column: Coded) -> Codes:
        """Return the codes of a column within the pool. `column.codes` are changed in place."""
        if self._size:
            shift_codes(column.codes, np.int32(self._size))
        self._columns.append(column._replace(codes=_NO_CODES))
        self._size += len(column.first)
        return column.codes

    def freeze(self, threads: int = 1) -> Texts:
        """Return the pool as arrays for the kernels, and empty it."""
        columns, self._columns = self._columns, []
        codes = np.cumsum([0, *(len(each.first) for each in columns)])
        begins = np.cumsum([0, *(each.length for each in columns)])
        size = int(codes[-1])
        chars, offsets = np.empty(int(begins[-1]), np.uint16), np.zeros(size + 1, np.int64)
        signs, digests = np.empty((size, 2), np.uint64), np.empty(size, np.uint64)
        hidden, numbered = np.empty(size, bool), np.zeros(size + 1, bool)
        texts = (chars, offsets, signs, digests, hidden, numbered)
        tasks = [
            lambda each=each, at=at, lo=lo: write_texts(each.data, each.begins, each.first, at, lo, texts)
            for each, at, lo in zip(columns, codes[:-1], begins[:-1], strict=True)
            if len(each.first)
        ]
        deque(in_order(tasks, threads), maxlen=0)
        return Texts(*texts)


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
    data, begins = _bytes(texts)
    first, length, folds = code_texts(data, begins, known, codes[: len(texts)])
    if not lower or not folds:
        return Coded(codes, first, data, begins, length)
    folded = code_column(pc.utf8_lower(texts.take(pa.array(first))))
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
