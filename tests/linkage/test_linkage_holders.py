"""Who holds a value is counted by different names; names that hide letters are told by what is left of them."""

import numpy as np
import pyarrow as pa
import pytest

from recontact.linkage.digest import side_by_side
from recontact.linkage.names import code_names
from recontact.linkage.pool import Pool
from recontact.linkage.rare import Holders


@pytest.mark.parametrize(("rows", "codes", "people"), [(0, 1, 1), (60, 5, 4), (4000, 3, 40), (4000, 900, 700)])
def test_holders_are_counted_by_different_names(rows: int, codes: int, people: int) -> None:
    rng = np.random.default_rng(3)
    held = rng.integers(-1, codes, rows).astype(np.int32)
    who = rng.integers(-1, people, rows).astype(np.int32)
    values, counts, known = Holders(who, people).of(held)
    expected = {code: len(set(who[held == code].tolist()) - {-1}) for code in sorted(set(held.tolist()) - {-1})}
    assert values.tolist() == list(expected)
    assert counts.tolist() == [max(count, 1) for count in expected.values()]
    assert known == len(set(who[held >= 0].tolist()) - {-1})


def test_a_list_of_values_is_held_by_its_row() -> None:
    by = Holders(np.array([4, -1, 2], np.int32), 5).each(np.array([2, 1, 0]))
    assert by.who.tolist() == [4, 4, -1]


def test_columns_side_by_side() -> None:
    table = np.empty((3, 2), np.int32)
    side_by_side((np.array([5, 6, 7], np.int32), np.zeros(0, np.int32)), table)
    assert table.tolist() == [[5, -1], [6, -1], [7, -1]]


def test_hidden_names_tell_their_initial() -> None:
    names, _ = code_names(pa.array(["smith", "s***", "***", "s"]), pa.array(["j*", "jo", None, "j"]))
    pool = Pool()
    codes = pool.put(names).tolist()
    texts = pool.freeze()
    spelt = [
        None if code < 0 else "".join(map(chr, texts.chars[texts.offsets[code] : texts.offsets[code + 1]]))
        for code in codes
    ]
    assert spelt == ["smith", "s", None, "s", "j", "jo", None, "j"]
    assert not texts.hidden[sorted(set(codes) - {-1})].any()
