"""The compiled text comparisons against rapidfuzz as their oracle."""

from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest
from rapidfuzz.distance import OSA, JaroWinkler

from recontact.linkage.pool import Pool, code_column
from recontact.linkage.texts import close_spelling, known_agreeing, one_edit, similarity

WORDS = (
    *("martha", "marhta", "dixon", "dicksonx", "jellyfish", "smellyfish", "li", "lee", "elizabeth", "elisabeth"),
    *(
        "greenhood place",
        "greenhod place",
        "张小伟",
        "张晓伟",
        "a",
        "oliver",
        "iolrve",
        "abcdefgh",
        "hgfedcba",
        "katelin",
    ),
)


def packed(*words: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    pool = Pool()
    pool.put(code_column(pa.array(words)))
    texts = pool.freeze()
    return texts.chars, texts.offsets, texts.signs


@pytest.mark.parametrize(("left", "right"), [*combinations(WORDS, 2)])
def test_similarity_and_one_edit_agree_with_rapidfuzz(left, right):
    chars, offsets, _ = packed(left, right)
    span = (chars, offsets[0], len(left), offsets[1], len(right))
    assert similarity(*span, 0.0) == pytest.approx(JaroWinkler.similarity(left, right))
    assert one_edit(*span) == (OSA.distance(left, right) <= 1)


@pytest.mark.parametrize(
    ("left", "right", "agreeing"),
    [
        ("张*伟", "张小伟", 2),
        ("张**", "张小伟", 1),
        ("张*伟", "李小伟", -1),
        ("138****1234", "13800001234", 7),
        ("12*", "12", -1),
    ],
)
def test_hidden_characters_agree_with_anything(left, right, agreeing):
    chars, offsets, _ = packed(left, right)
    assert known_agreeing(chars, offsets[0], len(left), offsets[1], len(right)) == agreeing


@pytest.mark.parametrize(
    ("left", "right", "close"),
    [
        ("oliver", "iolrve", True),
        ("whites", "whitse", True),
        ("smith", "smyth", True),
        ("smith", "jones", False),
        ("li", "lu", False),
    ],
)
def test_close_spelling(left, right, close):
    assert close_spelling(*packed(left, right), 0, 1, 0.88) == close


def test_equal_texts_share_a_code_and_the_empty_text_is_unknown():
    pool = Pool()
    assert pool.put(code_column(pa.array(["a", None, "b", "", "a"]))).tolist() == [0, -1, 1, -1, 0]
    assert pool.put(code_column(pa.array(["B", "b", None]), lower=True)).tolist() == [2, 2, -1]
