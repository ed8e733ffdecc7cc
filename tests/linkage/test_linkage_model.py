"""The shipped model of persons: complete, and a declaration of what the kernels do."""

import pyarrow as pa
import pytest

from recontact.errors import UsageError
from recontact.linkage.compare import COMPARISONS
from recontact.linkage.keys import KEYS, TELLS
from recontact.linkage.model import Model
from recontact.linkage.pool import Pool, code_column
from recontact.linkage.sound import sound_hashes
from recontact.linkage.weigh import sizes

MODEL = Model.default()


def test_every_comparison_of_the_kernel_is_declared_once():
    assert sorted(each.name for each in MODEL.comparisons) == sorted(COMPARISONS)
    assert int(sizes(MODEL).astype(object).prod()) < 2**63  # a pattern of levels fits one integer


@pytest.mark.parametrize("each", MODEL.comparisons, ids=lambda each: each.name)
def test_levels_are_complete(each):
    codes = [level.code for level in each.levels]
    assert len(set(codes)) == len(codes)
    assert codes[-1] == "different"
    for name in ("match", "chance", "kin"):
        for state in {level.state for level in each.levels}:
            alternatives = [getattr(level, name) for level in each.levels if level.state == state]
            assert sum(alternatives) == pytest.approx(1.0, abs=0.05)
    assert all(level.en.endswith(".") and level.zh.endswith("。") for level in each.levels)
    assert each.levels[0].match > each.levels[0].chance
    assert each.levels[-1].match < each.levels[-1].chance


@pytest.mark.parametrize("rule", MODEL.rules, ids=lambda rule: rule.name)
def test_rules_name_known_keys(rule):
    assert set(rule.keys) <= KEYS.keys()
    assert rule.cap >= 2


def test_every_key_says_which_comparisons_it_decides():
    assert TELLS.keys() == KEYS.keys()
    assert {name for names in TELLS.values() for name in names} <= set(COMPARISONS)


@pytest.mark.parametrize(("left", "right"), [("smith", "smyth"), ("hansen", "hanson"), ("catherine", "cathryn")])
def test_misspelt_names_sound_alike(left, right):
    assert len(_sounds(left, right)) == 1


def test_other_names_sound_different():
    assert len(_sounds("smith", "jones")) == 2


def test_an_initial_and_a_hidden_name_have_no_sound():
    assert _sounds("s", "s***") == {0}


def _sounds(*names: str) -> set[int]:
    pool = Pool()
    pool.put(code_column(pa.array(names)))
    texts = pool.freeze()
    return set(sound_hashes(texts.chars, texts.offsets, texts.digests, len(names)).tolist())


@pytest.mark.parametrize("key", ["comparisons", "conflict"])
def test_a_model_of_another_release_is_refused(key):
    data = MODEL.to_dict()
    if key == "conflict":
        data["conflict"] = {"id": 1.0}
    else:
        data["comparisons"][0]["levels"] = data["comparisons"][0]["levels"][1:]
    with pytest.raises(UsageError, match="of another release"):
        Model.from_dict(data)
