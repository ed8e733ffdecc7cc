"""Columns become codes in one pass: the same numbers that a dictionary gives, whatever the script.."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from recontact.linkage.pool import Pool, code_column

ALPHABET = "abcXYZ019*-@. éÄßж李娜𠮷한\x00"


def words(count: int, distinct: int) -> list[str | None]:
    rng = np.random.default_rng(5)
    chosen = ["".join(rng.choice(list(ALPHABET), rng.integers(0, 12))) for _ in range(distinct)]
    return [chosen[at] if at < distinct else None for at in rng.integers(0, distinct + 1, count)]


def expected(texts: list[str | None]) -> list[int]:
    numbers: dict[str, int] = {}
    return [numbers.setdefault(text, len(numbers)) if text else -1 for text in texts]


@pytest.mark.parametrize(("count", "distinct"), [(0, 1), (1, 1), (700, 40), (60_000, 20_000)])
def test_codes_are_those_of_a_dictionary(count: int, distinct: int) -> None:
    texts = words(count, distinct)
    assert code_column(pa.array(texts, pa.string())).codes.tolist() == expected(texts)


def test_a_slice_and_chunks_are_read_where_they_lie() -> None:
    texts = words(500, 60)
    array = pa.array(texts, pa.string())
    assert code_column(array.slice(123, 200)).codes.tolist() == expected(texts[123:323])
    assert code_column(pa.chunked_array([array.slice(0, 99), array.slice(99)])).codes.tolist() == expected(texts)


def test_case_is_folded_where_asked() -> None:
    texts = words(500, 200)
    lowered = pc.utf8_lower(pa.array(texts, pa.string())).to_pylist()
    assert code_column(pa.array(texts, pa.string()), lower=True).codes.tolist() == expected(lowered)


def test_rows_left_out_are_unknown() -> None:
    left_out = np.array([True, False, False])
    assert code_column(pa.array(["a", "a", None]), unless=left_out).codes.tolist() == [-1, 0, -1]


def test_characters_and_what_is_known_of_them() -> None:
    pool = Pool()
    pool.put(code_column(pa.array(["李*", "x9"])))
    pool.put(code_column(pa.array(["𠮷A"])))
    texts = pool.freeze()
    assert texts.chars[:4].tolist() == [ord(c) for c in "李*x9"]
    assert 0xD800 <= texts.chars[4] < 0xE000
    assert texts.offsets.tolist() == [0, 2, 4, 6]
    assert texts.hidden.tolist() == [True, False, False]
    assert texts.numbered.tolist() == [False, True, False, False]
