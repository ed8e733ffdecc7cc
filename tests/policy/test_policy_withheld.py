"""The table of what was kept back: refused mentions one by one, refused contacts by count."""

import pyarrow as pa

from recontact import schema
from recontact.policy.withheld import withheld

MENTIONS = pa.Table.from_pylist(
    [{"source": "forms", "record_id": "R2", "customer": "C2"}, {"source": "forms", "record_id": "R1"}], schema.MENTIONS
)


def test_both_stages() -> None:
    shown = pa.table({"borrower_id": ["C1"], "contact_type": ["mobile"], "rule": ["floor-own"], "count": [3]})
    table = withheld(MENTIONS, pa.array(["cn-pipl-15", "cn-pipl-14"]), shown)
    assert table.schema == schema.WITHHELD
    assert [tuple(row.values()) for row in table.to_pylist()] == [
        ("show", None, None, "C1", "mobile", "floor-own", 3),
        ("use", "forms", "R1", None, None, "cn-pipl-14", 1),
        ("use", "forms", "R2", "C2", None, "cn-pipl-15", 1),
    ]


def test_nothing() -> None:
    shown = schema.WITHHELD.empty_table()
    assert len(withheld(MENTIONS, pa.array([None, None], pa.string()), shown)) == 0
