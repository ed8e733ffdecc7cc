"""Persons as linkage compares them."""

import pyarrow as pa

from recontact.points.person import with_middle


def test_a_middle_name_stands_behind_the_given_name():
    given = pa.array(["jennifer", "jennifer", None, None])
    middle = pa.array(["h", None, "h", None])
    assert with_middle(given, middle).to_pylist() == ["jennifer h", "jennifer", "h", None]
