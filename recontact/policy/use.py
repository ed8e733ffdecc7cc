"""May a mention be used at all? Linking is itself a use: what is refused here never reaches the linkage."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from recontact.policy.basis import GROUNDS, wanting
from recontact.policy.jurisdiction import Rules
from recontact.policy.rule import ELEMENTS
from recontact.policy.subject import SELF, flat, truth
from recontact.policy.suppression import never, same_person
from recontact.schema import Source


@dataclass(frozen=True, slots=True)
class Use:
    """What a run wants to do with personal data: for what, on which day, under which rules."""

    purpose: str
    as_of: date
    rules: Rules
    words: Mapping[str, str] = field(default_factory=dict)
    """The lender's own words for purposes, and what each means here."""


def permit_use(
    mentions: pa.Table, bases: pa.Table, sources: Mapping[str, Source], use: Use, ids: pa.Table | None = None
) -> pa.Array:
    """Return per mention the id of the rule that forbids its use, null where it may be used.

    Asked in this order: did the person (the same customer, or by `ids` the same identity number: columns `mention`,
    `value`) say never; is the source's declaration complete; does a basis cover it (MENTIONS and BASES of the schema).
    """
    stopped = never(mentions, bases)
    if ids is not None:
        stopped = same_person(stopped, ids)
    refused = _by_basis(mentions, bases, use)
    refused = pc.coalesce(_by_declaration(flat(mentions["source"]), sources, use.rules), refused)
    return pc.if_else(pa.array(stopped), use.rules.naming("do_not_contact"), refused)


def permit_category(source: pa.Array, kind: pa.Array, sources: Mapping[str, Source], rules: Rules) -> pa.Array:
    """Return per value the rule that forbids its kind of data: never used at all, or not declared for its source."""
    declared = {name: set(each.declaration.categories) for name, each in sources.items()}
    undeclared = rules.naming("category")
    pairs = pa.table({"source": source, "kind": kind})
    distinct = pairs.group_by(["source", "kind"], use_threads=False).aggregate([]).to_pylist()
    refused = pa.nulls(len(pairs), pa.string())
    for pair in distinct:
        open_to_it = pair["kind"] in declared.get(pair["source"], set())
        rule = rules.forbidden(pair["kind"]) or (None if open_to_it else undeclared)
        if rule:
            here = pc.and_(pc.equal(source, pair["source"]), pc.equal(kind, pair["kind"]))
            refused = pc.if_else(here, rule, refused)
    return refused


def permit_age(born: pa.Array, use: Use) -> pa.Array:
    """Return per birth date (`YYYY-MM-DD`, `*` for an unknown digit) the rule that protects minors, null for adults.

    Where the day or month is unknown the latest possible day counts; an unknown year proves nothing.
    """
    age, rule = use.rules.age()
    limit = f"{use.as_of.year - age:04d}-{use.as_of.month:02d}-{use.as_of.day:02d}"
    latest = pc.replace_substring(pc.if_else(pc.match_substring_regex(born, r"^\d{4}-"), born, None), "*", "9")
    return pc.if_else(pa.array(truth(pc.greater(latest, limit))), rule, pa.scalar(None, pa.string()))


def _by_basis(mentions: pa.Table, bases: pa.Table, use: Use) -> pa.Array:
    code = wanting(mentions, bases, use.purpose, use.words, use.as_of)
    third = ~truth(pc.equal(flat(mentions["role"]), SELF))
    code = np.where(third & (code == len(GROUNDS) - 1), len(GROUNDS), code)
    names = [None, *(use.rules.naming(kind) for kind in GROUNDS[1:]), use.rules.naming("third_party_basis")]
    return _named(names, code)


def _by_declaration(source: pa.Array, sources: Mapping[str, Source], rules: Rules) -> pa.Array:
    names = pc.unique(source)
    wants = pa.array([_incomplete(sources.get(name), rules) for name in names.to_pylist()], pa.string())
    return wants.take(pc.index_in(source, value_set=names))


def _incomplete(source: Source | None, rules: Rules) -> str | None:
    if source is None or source.declaration.lawful_basis is None:
        return rules.naming("lawful_basis")
    unlawful = rules.lawful(source.declaration.lawful_basis)
    missing = (rules.naming("declare", element) for element in ELEMENTS if not getattr(source.declaration, element))
    return unlawful or next(missing, None)


def _named(names: list[str | None], code: npt.NDArray[np.int64]) -> pa.Array:
    return pa.array(names, pa.string()).take(pa.array(code))
