"""Which accounts serve several people: what is registered with such an account is its buyer's, not its receivers'."""

import itertools
from collections import defaultdict

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz

from recontact.points.han_script import simplify

_ALIKE = 60
"""Edit similarity (0..100) from which two names may be one: 张小伟 and 张伟, or Ann Lee and Ann B. Lee."""


def serves_several(account: pa.Array, name: pa.Array) -> np.ndarray:
    """Per row, whether its account stands on rows of at least two clearly different people. No account serves one."""
    pairs = pa.table({"account": account, "name": name}).drop_null().group_by(["account", "name"]).aggregate([])
    counts = pc.value_counts(pairs["account"].combine_chunks())
    repeated = counts.field("values").filter(pc.greater(counts.field("counts"), 1))
    pairs = pairs.filter(pc.is_in(pairs["account"], repeated))
    served = defaultdict(set)
    for owner, folded in zip(pairs["account"].to_pylist(), simplify(pairs["name"].to_pylist()), strict=True):
        served[owner].add(folded.casefold())
    several = [owner for owner, names in served.items() if _different(names)]
    return pc.is_in(account, pa.array(several, account.type)).to_numpy(zero_copy_only=False)


def _different(names: set[str]) -> bool:
    return any(not _may_be_one(left, right) for left, right in itertools.combinations(sorted(names), 2))


def _may_be_one(left: str, right: str) -> bool:
    """Whether two spellings may be one person's name; what cannot be told may be."""
    if left.isascii() != right.isascii():
        return True
    if "*" in left + right:
        return left[0] == right[0]
    return fuzz.ratio(" ".join(sorted(left.split())), " ".join(sorted(right.split()))) >= _ALIKE
