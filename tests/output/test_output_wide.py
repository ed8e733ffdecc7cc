"""The dialler's list: one line per borrower, in the list's order (synthetic numbers)."""

import pyarrow as pa

from recontact import schema
from recontact.wide import wide


def contact(borrower: str, rank: int, contact_type: str, value: str) -> dict:
    row = {"borrower_id": borrower, "rank": rank, "contact_type": contact_type, "contact_value_normalised": value}
    channels = {"mobile": "voice;sms", "landline": "voice", "address": "mail"}.get(contact_type, contact_type)
    return {**row, "probability": 1 / rank, "advised": rank < 3, "channels": channels}


ROWS = [
    contact("B", 2, "landline", "+862"),
    contact("B", 1, "mobile", "+861"),
    contact("B", 3, "email", "b@example.org"),
    contact("B", 4, "mobile", "+863"),
    contact("B", 5, "mobile", "+864"),
    contact("A", 1, "address", "1 Main St"),
    contact("A", 2, "im", "handle"),
]


def test_best_of_each() -> None:
    table = wide(pa.Table.from_pylist(ROWS, schema.CONTACTS), pa.array(["C", "B", "A"]))
    rows = {row["borrower_id"]: row for row in table.to_pylist()}
    assert table["borrower_id"].to_pylist() == ["C", "B", "A"]
    assert [rows["B"][f"phone_{place}"] for place in (1, 2, 3)] == ["+861", "+862", "+863"]
    assert [rows["B"][f"phone_{place}_advised"] for place in (1, 2, 3)] == [True, True, False]
    assert (rows["B"]["email"], rows["B"]["email_probability"], rows["B"]["address"]) == ("b@example.org", 1 / 3, None)
    assert (rows["A"]["address"], rows["A"]["phone_1"]) == ("1 Main St", None)
    assert set(rows["C"].values()) == {"C", None}


def test_a_number_that_may_only_be_written_to_is_not_for_the_dialler() -> None:
    rows = [{**contact("B", 1, "mobile", "+861"), "channels": "sms"}, contact("B", 2, "mobile", "+862")]
    table = wide(pa.Table.from_pylist(rows, schema.CONTACTS), pa.array(["B"]))
    assert (table["phone_1"][0].as_py(), table["phone_2"][0].as_py()) == ("+862", None)


def test_nobody() -> None:
    assert len(wide(schema.CONTACTS.empty_table(), pa.array(["C"]))) == 1
