"""Names as codes: surname and given name share one vocabulary, each with its tokens and groups of short forms."""

from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact import configs
from recontact.linkage.pool import Coded, code_column, one_array

TOKENS, GROUPS = 3, 3
Array = np.ndarray[Any, Any]


def code_names(surname: Any, given: Any) -> tuple[Coded, Array]:
    """Return surnames and, behind them, given names as codes, and per code three tokens and three groups of short forms
    (-1 none). Must be the first column of the pool: the codes then index the parts.
    """
    both = pa.concat_arrays([one_array(each) for each in (surname, given)])
    coded = code_column(both)
    codes, distinct = coded.codes, both.take(pa.array(coded.first))
    if pc.any(pc.match_substring(distinct, "*")).as_py():
        told = _told(distinct)
        again = code_column(told)
        codes, distinct = np.append(again.codes, np.int32(-1))[codes], told.take(pa.array(again.first))
    whole, position, tokens = _tokens(distinct)
    short, groups = _groups()
    vocabulary = code_column(pa.concat_arrays([distinct, tokens, short]))
    known = vocabulary.codes[len(distinct) :]
    parts = np.full((len(vocabulary.first), TOKENS + GROUPS), -1, np.int32)
    parts[:, 0] = np.arange(len(parts))
    parts[whole, 0] = -1
    parts[whole, position] = known[: len(tokens)]
    parts[known[len(tokens) :], TOKENS:] = groups
    return vocabulary._replace(codes=codes), parts


def _told(names: pa.Array) -> pa.Array:
    """Return what partly hidden names still tell: the initial of `j***`, nothing of `***`."""
    return pc.replace_substring_regex(names, r"^([^*\s]?)\S*\*.*$", r"\1")


def _tokens(distinct: pa.Array) -> tuple[Array, Array, pa.Array]:
    """Return the first tokens of names of several: code of the name, the token's place, the token."""
    compound = pc.indices_nonzero(pc.match_substring(distinct, " "))
    lists = pc.list_slice(pc.split_pattern(distinct.take(compound), " "), 0, TOKENS)
    owner, tokens = pc.list_parent_indices(lists).to_numpy(), pc.list_flatten(lists)
    said = pc.not_equal(tokens, "").to_numpy(zero_copy_only=False)
    owner = owner[said]
    position = np.arange(len(owner)) - np.searchsorted(owner, owner)
    return compound.to_numpy()[owner].astype(np.int64), position, tokens.filter(pa.array(said))


@cache
def _groups() -> tuple[pa.Array, Array]:
    """Return the names that have short forms or are such, and the numbers of the groups that each belongs to."""
    found: dict[str, list[int]] = {}
    for number, row in enumerate(configs.table("vocabularies/nicknames.tsv")):
        for name in (each for cell in row for each in cell.replace(",", " ").split()):
            found.setdefault(name, []).append(number)
    padded = [[*groups, -1, -1, -1][:GROUPS] for groups in found.values()]
    return pa.array(found, pa.string()), np.array(padded, np.int32).reshape(-1, GROUPS)
