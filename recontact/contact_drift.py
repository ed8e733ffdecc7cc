"""How the contacts of two runs differ: which came, which went, whose first place changed, how sure they are."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from recontact.release import VALUE

TABLE = "contacts.parquet"
_KEYS = ["borrower_id", "contact_type", VALUE]


def contact_drift(after: Path, before: Path) -> dict[str, Any] | None:
    """Return the differences between the contacts of two output folders; None if one has none.

    Of borrowers with a contact in either: `borrowers`; contacts that are `new`, `gone` or in `both`; of borrowers with
    a contact in both those with `another_first`; `kinds`: per type of contact the numbers of contacts and their mean
    probability, before and after. No value is returned.
    """
    import pyarrow.parquet as pq

    if not all((folder / TABLE).exists() for folder in (after, before)):
        return None
    now, then = (pq.read_table(folder / TABLE, columns=[*_KEYS, "rank", "probability"]) for folder in (after, before))
    both = now.select(_KEYS).join(then.select(_KEYS), _KEYS, join_type="inner").num_rows
    first = now.filter(pc.equal(now["rank"], 1)).select(_KEYS)
    earlier = then.filter(pc.equal(then["rank"], 1)).select(_KEYS)
    listed = first.select(["borrower_id"]).join(earlier.select(["borrower_id"]), "borrower_id", join_type="inner")
    same = first.join(earlier, _KEYS, join_type="inner").num_rows
    return {
        "borrowers": len(pc.unique(pa.chunked_array([*now["borrower_id"].chunks, *then["borrower_id"].chunks]))),
        "new": now.num_rows - both,
        "gone": then.num_rows - both,
        "both": both,
        "another_first": listed.num_rows - same,
        "kinds": _kinds(then, now),
    }


def _kinds(then: pa.Table, now: pa.Table) -> list[dict[str, Any]]:
    def told(table: pa.Table) -> dict[str, tuple[int, float]]:
        grouped = table.group_by("contact_type", use_threads=False)
        means = grouped.aggregate([("probability", "count"), ("probability", "mean")])
        return {row["contact_type"]: (row["probability_count"], row["probability_mean"]) for row in means.to_pylist()}

    before, after = told(then), told(now)
    rows = []
    for kind in sorted({*before, *after}):
        (count, mean), (count_after, mean_after) = (each.get(kind, (0, None)) for each in (before, after))
        rows.append({"kind": kind, "before": count, "after": count_after,
                     "probability_before": mean, "probability_after": mean_after})  # fmt: skip
    return rows
