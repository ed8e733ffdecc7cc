"""The numbers behind the report: counts, shares and bins, taken from a run's tables."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.linkage.model import Model
from recontact.policy.jurisdiction import Rules
from recontact.report.content import Report

TENTHS = tuple(f".{tenth}" for tenth in range(10))
"""Labels of ten bins of probability, by their lower end."""

SIZES = (("1", 1), ("2", 2), ("3", 3), ("4", 4), ("5", 5), ("6–10", 10), ("11–20", 20), ("21+", math.inf))
"""Bins of identity sizes: label and largest size."""


def tenths(probability: pa.ChunkedArray, marked: pa.ChunkedArray | None = None) -> list[int]:
    """Return the counts of probabilities per tenth; of those marked only, if marks are given."""
    kept = probability if marked is None else probability.filter(marked)
    tenth = np.minimum((kept.to_numpy() * 10 + 1e-9).astype(np.int64), 9)  # .3 * 10 may fall just short of 3
    return [int(count) for count in np.bincount(tenth, minlength=10)]


def identity_sizes(identities: pa.Table) -> list[int]:
    """Return how many identities have how many of their own records, by the bins of SIZES."""
    own = identities.filter(pc.equal(identities["role"], "self"))
    counts = own.group_by("identity_id").aggregate([([], "count_all")])["count_all"].to_numpy()
    edges = [0, *(largest for _, largest in SIZES)]
    return [int(((counts > low) & (counts <= high)).sum()) for low, high in zip(edges, edges[1:], strict=False)]


def coverage(report: Report) -> list[tuple[str, str, int, int]]:
    """Return per group of contact types: English and Chinese name, borrowers with one, and with an advised one."""
    groups = (
        ("any contact", "任何联系方式", ("mobile", "landline", "email", "im", "address", "in_app")),
        ("telephone", "电话", ("mobile", "landline")),
        ("e-mail", "邮箱", ("email",)),
        ("messenger", "即时通讯", ("im",)),
        ("address", "地址", ("address",)),
    )
    found = []
    for en, zh, types in groups:
        rows = report.contacts.filter(pc.is_in(report.contacts["contact_type"], value_set=pa.array(types)))
        advised = rows.filter(rows["advised"])
        counts = (pc.count_distinct(each["borrower_id"]).as_py() for each in (rows, advised))
        found.append((en, zh, *counts))
    return [(en, zh, have, tried) for en, zh, have, tried in found]


def counted(table: pa.Table, by: Sequence[str]) -> list[dict[str, Any]]:
    """Return the number of rows (or the sum of a `count` column) for every combination of the columns, sorted."""
    weight = ("count", "sum") if "count" in table.column_names else ([], "count_all")
    grouped = table.group_by(list(by), use_threads=False).aggregate([weight])
    grouped = grouped.rename_columns([*by, "count"]).sort_by([(name, "ascending") for name in by])
    return [dict(row) for row in grouped.to_pylist()]


def withheld(report: Report) -> list[dict[str, Any]]:
    """Return per stage and rule how much was kept back, with the rule itself; most frequent first in each stage."""
    rows = [{**row, "law": report.rules.find(row["rule"])} for row in counted(report.withheld, ("stage", "rule"))]
    return sorted(rows, key=lambda row: (row["stage"] != "use", -row["count"], row["rule"]))


def levels(model: Model) -> list[dict[str, Any]]:
    """Return every level of every comparison, and its weight in bits where it has one."""
    return [
        {
            "comparison": comparison.en,
            "comparison_zh": comparison.zh,
            "level": level,
            "weight": math.log2(level.match / level.chance) if level.match > 0 < level.chance else None,
        }
        for comparison in model.comparisons
        for level in comparison.levels
    ]


def reported_rules(rules: Rules) -> list[dict[str, Any]]:
    """Return the rules that bind whoever dials or keeps records, with the day on which their file was checked."""
    return [
        {"rule": rule, "verified_on": place.verified_on, "value": _plain(rule.value)}
        for place in (*rules.jurisdictions, rules.floor)
        for rule in place.rules
        if not rule.enforced
    ]


def _plain(value: Any) -> str:
    """Return a rule's value as one line of text."""
    if isinstance(value, dict):
        return ", ".join(f"{name.replace('_', ' ')}: {_plain(each)}" for name, each in value.items())
    if isinstance(value, list):
        return " / ".join(_plain(each) for each in value)
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
