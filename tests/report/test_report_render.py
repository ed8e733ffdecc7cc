"""From a run's document and tables to the page (an invented run)."""

import pyarrow as pa

from recontact import schema
from recontact.policy.jurisdiction import read_rules
from recontact.report.render import render

FILE = {
    "id": "forms",
    "part": "records",
    "kind": "delimited",
    "encoding": "utf-8",
    "rows_read": 9,
    "rows_rejected": 2,
    "mentions": 20,
    "unmapped": ["x"],
    "refused": [],
    "notes": [],
}
LIST = {**FILE, "id": "lost", "part": "lost", "rows_read": 3, "rows_rejected": 0, "mentions": 0, "unmapped": []}
DOCUMENT = {
    "as_of": "2026-06-30",
    "ranking": "default",
    "decay": {"factors": {"mobile": 2.0}, "pairs": {"mobile": 900}},
    "purpose": "recontact_lost_borrower",
    "rules": read_rules(["cn"]).content(),
    "versions": {"recontact": "0.1.0"},
    "hashes": {"job": "ab", "inputs": {"forms": "cd"}},
    "files": [FILE, LIST],
    "linkage": {},
    "withheld_values": [{"source": "forms", "kind": "address", "rule": "cn-pipl-28", "count": 1234}],
    "notes": ["two files were not there"],
}
TABLES = {
    "records": pa.table(
        {
            **{field.name: pa.nulls(15, field.type) for field in (*schema.MENTIONS, *schema.PERSONS)},
            "source": ["forms"] * 15,
            "identity_id": ["I1"] * 15,
        }
    ),
    "links": pa.table({"probability": pa.array([0.9])}),
    "identities": pa.table({"identity_id": ["I1"], "role": ["self"]}),
    "borrowers": pa.table({"borrower_id": ["C1"]}),
    "rejects": schema.REJECTS.empty_table(),
    "withheld": schema.WITHHELD.empty_table(),
    "contacts": schema.CONTACTS.empty_table(),
    "third_parties": schema.CONTACTS.empty_table(),
}


def test_the_page_says_what_the_run_says() -> None:
    page = render(DOCUMENT, TABLES)
    assert "7 / 9" in page
    assert "15 (75%)" in page
    assert "two files were not there" in page
    assert "SHA-256 of job" in page
    assert "1,234" in page
    assert "Levels and weights" not in page
    assert '<th scope="row">mobile</th><td class="n">900</td><td class="n">77% / 65% / 50%</td>' in page
