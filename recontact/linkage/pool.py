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

    def add(self, *columns: pa.Array) -> list[Codes]:
        """Return the codes of each column (-1 where null or empty); equal texts of these columns share a code."""
        encoded = pc.dictionary_encode(plain(pa.concat_arrays([plain(column) for column in columns])))
        codes = pc.fill_null(pc.cast(encoded.indices, pa.int32()), -1).to_numpy(zero_copy_only=False)
        codes = np.where(codes >= 0, codes + self._size, -1).astype(np.int32)
        self._texts.append(encoded.dictionary)
        self._size += len(encoded.dictionary)
        bounds = np.cumsum([0, *(len(column) for column in columns)])
        return [codes[lo:hi] for lo, hi in zip(bounds[:-1], bounds[1:], strict=True)]

    def freeze(self) -> Texts:
        """Return the pool as arrays for the kernels."""
        from recontact.linkage.texts import pack

        texts = pa.concat_arrays(self._texts) if self._texts else pa.array([], pa.string())
        chars = np.frombuffer("".join(texts.to_pylist()).encode("utf-32-le"), np.uint32)
        lengths = pc.utf8_length(texts).to_numpy(zero_copy_only=False)
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        letters, digests = np.zeros(len(texts), np.uint64), np.zeros(len(texts), np.uint64)
        pack(chars, offsets, letters, digests)
        hidden = pc.match_substring(texts, "*").to_numpy(zero_copy_only=False).astype(np.bool_)
        digit = pc.match_substring_regex(texts, "[0-9]").to_numpy(zero_copy_only=False)
        numbered = np.append(digit, False).astype(np.bool_)
        return Texts(chars, offsets, letters, digests, hidden, numbered)


def plain(column: Any) -> pa.Array:
    """Return `column` as one string array, empty texts as null."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
    array = pc.cast(array, pa.string())
    return pc.if_else(pc.equal(array, ""), pa.scalar(None, pa.string()), array)
