"""Names as codes: surname and given name share one vocabulary, each with its tokens and groups of short forms."""

from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact import configs
from recontact.linkage.pool import Pool, plain

TOKENS, GROUPS = 3, 3
Array = np.ndarray[Any, Any]


def name_parts(pool: Pool, surname: pa.Array, given: pa.Array) -> tuple[Array, Array, Array]:
    """Return codes of surname and given name and, per code, three tokens and three groups of short forms (-1 none).

    Must be the first column of the pool: the codes then index the parts.
    """
    surname, given = _visible(surname), _visible(given)
    distinct = pa.concat_arrays([surname, given]).unique().drop_null()
    split = [text.split(" ")[:TOKENS] for text in distinct.to_pylist()]
    tokens = pa.array([token for each in split for token in each if token], pa.string())
    surnames, givens, whole, single = pool.add(surname, given, distinct, tokens)
    size = max((int(each.max()) for each in (whole, single) if len(each)), default=-1) + 1
    parts = np.full((max(size, 1), TOKENS + GROUPS), -1, np.int32)
    parts[single, 0] = single
    at = 0
    for code, each in zip(whole.tolist(), split, strict=True):
        kept = [token for token in each if token]
        parts[code, : len(kept)] = single[at : at + len(kept)]
        at += len(kept)
    groups = _groups()
    for text, code in zip(tokens.to_pylist(), single.tolist(), strict=True):
        found = groups.get(text, ())[:GROUPS]
        parts[code, TOKENS : TOKENS + len(found)] = found
    return surnames, givens, parts


def _visible(names: pa.Array) -> pa.Array:
    """Return what partly hidden names still tell: the initial of `j***`, nothing of `***`."""
    return plain(pc.replace_substring_regex(names, r"^([^*\s]?)\S*\*.*$", r"\1"))


@cache
def _groups() -> dict[str, tuple[int, ...]]:
    """Return for each name the numbers of the groups (a name and its short forms) that it belongs to."""
    found: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(configs.table("vocabularies/nicknames.tsv")):
        for name in (each for cell in row for each in cell.replace(",", " ").split()):
            found[name] = (*found.get(name, ()), number)
    return found
