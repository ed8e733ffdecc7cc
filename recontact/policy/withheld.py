"""What policy kept back, by rule and without values: the table that the run writes."""

import pyarrow as pa
import pyarrow.compute as pc

from recontact.policy.subject import flat
from recontact.schema import WITHHELD


def withheld(mentions: pa.Table, refused: pa.Array, shown: pa.Table) -> pa.Table:
    """Return WITHHELD: one row per refused mention (stage `use`), then the refused contacts counted (stage `show`).

    `refused` comes from `permit_use`; `shown` is `Released.withheld`, one or several of them concatenated.
    """
    kept = pc.is_valid(refused)
    count = pc.sum(kept).as_py() or 0
    before = {
        "stage": pa.array(["use"] * count, pa.string()),
        "source": flat(mentions["source"].filter(kept)),
        "record_id": flat(mentions["record_id"].filter(kept)),
        "borrower_id": flat(mentions["customer"].filter(kept)),
        "rule": refused.filter(kept),
        "count": pa.array([1] * count, pa.int64()),
    }
    after = {
        "stage": pa.array(["show"] * len(shown), pa.string()),
        **{name: flat(shown[name]) for name in ("borrower_id", "contact_type", "rule", "count")},
    }
    return pa.concat_tables([_filled(before, count), _filled(after, len(shown))]).sort_by(
        [(name, "ascending") for name in ("stage", "source", "record_id", "borrower_id", "contact_type", "rule")]
    )


def _filled(columns: dict[str, pa.Array], rows: int) -> pa.Table:
    return pa.table({field.name: columns.get(field.name, pa.nulls(rows, field.type)) for field in WITHHELD}, WITHHELD)
