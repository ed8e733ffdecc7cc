"""What a scan leaves out at a glance could not have weighed enough. All people and numbers are invented."""

from dataclasses import replace

import numpy as np
import pytest
from linkage_pair import people, place

from recontact.linkage.block import Blocks
from recontact.linkage.model import Model
from recontact.linkage.people import encode
from recontact.linkage.score import scan_blocks, weigh_rows
from recontact.linkage.weigh import weights

PLAIN = {
    "surname": ("smith", "smyth", "jones", "ann", "anne"),
    "given": ("ann", "anne", "smith", "bob", "jones"),
    "born": ("1980-01-02", "1980-02-01", "1980-01-03", "1975-11-30"),
    "phones": (["+4470000001"], ["+4470000010"], ["+4470000002"], ["+447998877"]),
    "emails": (
        ["ann.smith1@example.org"],
        ["ann.smyth1@example.org"],
        ["ann.smith12@example.org"],
        ["ann.smith@example.org"],
        ["ann.smith@examples.org"],
        ["bob@example.com"],
    ),
    "addresses": (
        [place(road="high street", number="1", postcode="12345", city="milltown")],
        [place(road="high stret", number="1", postcode="12345", city="milltown")],
        [place(road="high street", number="2", postcode="12399", city="hilltown")],
        [place(road="low lane", number="7", postcode="12345", city="milltown")],
    ),
}
ODD = {
    "surname": ("smith", "garcia lopez", "lopez", "s", None),
    "given": ("william", "bill", "ann mary", "ann jane", "ann m", "a", None),
    "born": ("1980-01-02", "1980-XX-XX", "1980-01-20", None),
    "phones": (["+4470000001", "+4470000002"], ["+44XXXXX0001"], ["4470000001"], []),
    "emails": (["ann1@example.org", "a***@example.org"], ["ann1@example.org"], ["ann2@example.org"], []),
    "handles": (["wechat:ann1"], ["wechat:ann2"], []),
    "addresses": (
        [place(place="rose garden", building="3", room="501"), place(road="high street", number="1")],
        [place(place="rose gardens", building="3", room="502")],
        [place(text="behind the old mill, milltown")],
        [place(text="behind the old mil, milltown"), place(postcode="12345")],
        [],
    ),
    "id": ("123456782", "123456728", "12345****", "987654321", None),
    "born_from_id": (True, False),
    "gender": ("f", "m", None),
    "employer": ("mill works", "mill work", "harbour", None),
    "customer": ("C1", "C2", None),
}
HAN = {
    "han": ("李娜", "李小娜", "王小娜", "李*娜", "王丽", "理娜", None),
    "surname": ("li", "wang", None),
    "given": ("na", "xiao na", "li", None),
    "born": ("1990-01-01", "1990-01-10", None),
    "phones": (["+8613800000000"], ["+8613800000001"], []),
}


@pytest.mark.parametrize("fields", [PLAIN, ODD, HAN, {**ODD, **PLAIN}], ids=["plain", "odd", "han", "mixed"])
@pytest.mark.parametrize("months", [1, 90])
def test_no_pair_is_left_out_that_weighs_the_floor(fields, months):
    draw = np.random.default_rng(3)
    rows = [
        {name: choices[draw.integers(len(choices))] for name, choices in fields.items()}
        | {"seen": int(draw.integers(2)) * months * 30 + 16000}
        for _ in range(50)
    ]
    model = Model.default()
    e, w = encode(people(*rows), model), weights(replace(model, prior={**model.prior, "kin_per_match": 1e-30}))
    everybody, count = np.arange(len(rows), dtype=np.int32), len(rows)
    block = Blocks(everybody, np.array([0, count]), np.array([0, 1]), everybody * 0, np.arange(count + 1), [])
    left, right = np.triu_indices(count, 1)
    weight, _ = weigh_rows(e.people, w, left, right)
    for floor in np.unique(weight):
        kept = scan_blocks(e.people, w, block, floor, 1, lambda share: None)
        assert kept.compared.sum() == len(left)
        found = {*zip(kept.left.tolist(), kept.right.tolist(), strict=True)}
        assert found == {*zip(left[weight >= floor].tolist(), right[weight >= floor].tolist(), strict=True)}


def test_a_pair_counts_in_the_first_of_its_blocks_however_many_they_are():
    """A thousand blocks hold the same three rows: more than the table of a row's blocks has room for at first."""
    person = {"surname": "smith", "given": "ann", "born": "1980-01-02"}
    model = Model.default()
    e, w = encode(people(person, person, person), model), weights(model)
    blocks = 1000
    members, bounds = np.tile(np.arange(3, dtype=np.int32), blocks), np.arange(blocks + 1) * 3
    held = np.tile(np.arange(blocks, dtype=np.int32), 3)
    many = Blocks(members, bounds, np.array([0, 400, blocks]), held, np.arange(4) * blocks, [])
    kept = scan_blocks(e.people, w, many, -50.0, 2, lambda share: None)
    assert kept.compared.tolist() == [3, 0]
    assert kept.left.tolist() == [0, 0, 1]
    assert kept.right.tolist() == [1, 2, 2]
