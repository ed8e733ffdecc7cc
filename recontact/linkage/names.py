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
    several = [each.filter(pc.match_substring(each, " ")).unique() for each in (surname, given)]
    compound = pa.concat_arrays(several).unique()
    split = [[token for token in text.split(" ")[:TOKENS] if token] for text in compound.to_pylist()]
    tokens = pa.array([token for each in split for token in each], pa.string())
    short = pa.array(_groups(), pa.string())
    surnames, givens, whole, single, known = pool.add(surname, given, compound, tokens, short)
    size = max(int(each.max(initial=-1)) for each in (surnames, givens, single, known)) + 1
    parts = np.full((max(size, 1), TOKENS + GROUPS), -1, np.int32)
    parts[:, 0] = np.arange(len(parts))
    parts[whole, 0] = -1
    at = 0
    for code, each in zip(whole.tolist(), split, strict=True):
        parts[code, : len(each)] = single[at : at + len(each)]
        at += len(each)
    for found, code in zip(_groups().values(), known.tolist(), strict=True):
        parts[code, TOKENS : TOKENS + len(found[:GROUPS])] = found[:GROUPS]
    return surnames, givens, parts


def _visible(names: pa.Array) -> pa.Array:
    """Return what partly hidden names still tell: the initial of `j***`, nothing of `***`."""
    if not pc.any(pc.match_substring(names, "*")).as_py():
        return names
    return plain(pc.replace_substring_regex(names, r"^([^*\s]?)\S*\*.*$", r"\1"))


@cache
def _groups() -> dict[str, tuple[int, ...]]:
    """Return for each name the numbers of the groups (a name and its short forms) that it belongs to."""
    found: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(configs.table("vocabularies/nicknames.tsv")):
        for name in (each for cell in row for each in cell.replace(",", " ").split()):
            found[name] = (*found.get(name, ()), number)
    return found
