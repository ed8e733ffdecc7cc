"""What is told of texts and pairs at a glance is what a closer look finds. All values are invented."""

from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest
from linkage_pair import people
from rapidfuzz.distance import OSA, JaroWinkler

from recontact.linkage.block import block
from recontact.linkage.model import Model
from recontact.linkage.people import encode
from recontact.linkage.pool import Pool, code_column
from recontact.linkage.score import scan_blocks, weigh_rows
from recontact.linkage.sight import packed_slip
from recontact.linkage.texts import close_spelling
from recontact.linkage.weigh import weights

RNG = np.random.default_rng(7)


def spoilt(word: str) -> str:
    """Return `word` with up to three slips."""
    letters = list(word)
    for _ in range(RNG.integers(0, 4)):
        at = int(RNG.integers(len(letters)))
        kind = RNG.integers(4)
        if kind == 0:
            letters[at] = "abcdexyz"[RNG.integers(8)]
        elif kind == 1:
            letters.insert(at, "e")
        elif kind == 2 and len(letters) > 2:
            del letters[at]
        else:
            letters[at - 1], letters[at] = letters[at], letters[at - 1]
    return "".join(letters)


WORDS = sorted(
    {
        spoilt(word)
        for word in ("catherine", "kathryn", "wolverhampton road", "ann.lee99@example.org", "北京市朝阳区建国路", "lee")
        for _ in range(12)
    }
)


@pytest.mark.parametrize("low", [0.88, 0.9, 0.93])
def test_signs_reject_no_text_that_is_close(low):
    pool = Pool()
    pool.put(code_column(pa.array(WORDS)))
    texts = pool.freeze()
    for left, right in combinations(range(len(WORDS)), 2):
        one, other = WORDS[left], WORDS[right]
        shortest = min(len(one), len(other))
        close = shortest >= 3 and JaroWinkler.similarity(one, other) >= low
        anagram = sorted(one) == sorted(other) and shortest >= 4
        found = close_spelling(texts.chars, texts.offsets, texts.signs, left, right, low)
        if close or anagram:
            assert found, (one, other)
        elif found:  # a slip, or the same letters though not as often beyond twice
            assert shortest >= 5 and OSA.distance(one, other) <= 1 or len(one) == len(other), (one, other)


def packed(number: str) -> np.uint64:
    return np.uint64(sum((11 if c == "+" else int(c) + 1) << 4 * at for at, c in enumerate(number)))


def test_packed_numbers_slip_as_texts_do():
    numbers = ["+4470000001", "+4470000010", "+447000001", "+44700000011", "4470000001", "+4471000001", "+4479999999"]
    numbers += ["+447000000100", "+8613800000000", "+8613800000001", "+8631800000000"]
    for left, right in combinations(numbers, 2):
        assert packed_slip(packed(left), packed(right)) == (OSA.distance(left, right) <= 1), (left, right)


def pairs(left: np.ndarray, right: np.ndarray) -> set[tuple[int, int]]:
    return {*zip(left.tolist(), right.tolist(), strict=True)}


def test_a_scan_keeps_the_pairs_that_weigh_enough_and_no_others():
    names = ["smith", "smyth", "jones", "jonas"]
    rows = [
        {
            "surname": names[RNG.integers(4)],
            "given": ["ann", "anne", "bob"][RNG.integers(3)],
            "born": f"19{80 + RNG.integers(3)}-01-0{RNG.integers(1, 4)}",
            "phones": [f"+4470000000{RNG.integers(10, 30)}"] * int(RNG.integers(2)),
            "emails": [f"{names[RNG.integers(4)]}{RNG.integers(3)}@example.org" for _ in range(RNG.integers(3))],
        }
        for _ in range(60)
    ]
    model = Model.default()
    e, w = encode(people(*rows), model), weights(model)
    blocks = block(e, model.rules)
    everything = scan_blocks(e.people, w, blocks, -np.inf, 1, lambda share: None)
    weight, pattern = weigh_rows(e.people, w, everything.left, everything.right)
    assert len(everything.left) == everything.compared.sum() == len(pairs(everything.left, everything.right))
    assert (pattern == everything.pattern).all()
    for floor in np.quantile(weight, [0.2, 0.5, 0.9]):
        kept = scan_blocks(e.people, w, blocks, floor, 2, lambda share: None)
        assert 0 < len(kept.left) < len(everything.left)
        assert pairs(kept.left, kept.right) == pairs(
            everything.left[weight >= floor], everything.right[weight >= floor]
        )
