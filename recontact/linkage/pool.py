"""The pool of distinct texts: every value of every column gets one integer code, its characters lie in one array."""

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Codes = np.ndarray[Any, np.dtype[np.int32]]


class Texts(NamedTuple):
    """The frozen pool; everything is indexed by code."""

    chars: np.ndarray[Any, np.dtype[np.uint32]]
    offsets: np.ndarray[Any, np.dtype[np.int64]]
    letters: np.ndarray[Any, np.dtype[np.uint64]]
    digests: np.ndarray[Any, np.dtype[np.uint64]]
    hidden: np.ndarray[Any, np.dtype[np.bool_]]
    numbered: np.ndarray[Any, np.dtype[np.bool_]]
    """The text holds a digit. One entry more than there are codes, so that -1 is no."""


class Pool:
    """Hands out codes, column by column."""

    def __init__(self) -> None:
        self._texts: list[pa.Array] = []
        self._size = 0

    def add(self, *columns: pa.Array, lower: bool = False) -> list[Codes]:
        """Return the codes of each column (-1 where null or empty); equal texts of these columns share a code.

        With `lower` they are equal whatever the case.
        """
        plains = [plain(column) for column in columns]
        if all(column.null_count == len(column) for column in plains):
            return [np.full(len(column), -1, np.int32) for column in plains]
        encoded = (pa.concat_arrays(plains) if len(plains) > 1 else plains[0]).dictionary_encode()
        codes, distinct = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False), encoded.dictionary
        if lower:
            folded = pc.utf8_lower(distinct).dictionary_encode()
            codes, distinct = np.append(folded.indices.to_numpy(), -1)[codes], folded.dictionary
        codes = np.where(codes >= 0, codes + self._size, -1).astype(np.int32)
        self._texts.append(distinct)
        self._size += len(distinct)
        bounds = np.cumsum([0, *(len(column) for column in columns)])
        return [codes[lo:hi] for lo, hi in zip(bounds[:-1], bounds[1:], strict=True)]

    def freeze(self) -> Texts:
        """Return the pool as arrays for the kernels."""
        from recontact.linkage.texts import pack

        texts = pa.concat_arrays(self._texts) if self._texts else pa.array([], pa.string())
        lengths = pc.utf8_length(texts).to_numpy(zero_copy_only=False)
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        chars = np.empty(int(offsets[-1]), np.uint32)
        letters, digests = np.zeros(len(texts), np.uint64), np.zeros(len(texts), np.uint64)
        hidden, numbered = np.zeros(len(texts), np.bool_), np.zeros(len(texts) + 1, np.bool_)
        pack(*_bytes(texts), chars, offsets, letters, digests, hidden, numbered)
        return Texts(chars, offsets, letters, digests, hidden, numbered)


def plain(column: Any) -> pa.Array:
    """Return `column` as one string array, empty texts as null."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
    array = pc.cast(array, pa.string())
    empty = pc.equal(array, "")
    return pc.if_else(empty, pa.scalar(None, pa.string()), array) if pc.any(empty).as_py() else array


def _bytes(texts: pa.Array) -> tuple[Any, Any]:
    """Return the bytes of all texts and where each begins (one more at the end); `texts` is not a slice."""
    _, bounds, data = texts.buffers()
    begins = np.frombuffer(bounds, np.int32)[: len(texts) + 1] if len(texts) else np.zeros(1, np.int32)
    return np.frombuffer(data or b"", np.uint8), begins
