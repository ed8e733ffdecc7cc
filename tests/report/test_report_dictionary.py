"""Every column that a run writes is described, in both languages."""

import pyarrow as pa
import pytest

from recontact import configs, schema
from recontact.report.dictionary import describe, files, undescribed
from recontact.wide import wide

WRITTEN = {
    "contacts.csv": schema.CONTACTS.names,
    "third_parties.parquet": schema.CONTACTS.names,
    "contacts_wide.csv": wide(schema.CONTACTS.empty_table(), pa.array([], pa.string())).column_names,
    "identities.csv": ["source", "record_id", "identity_id", "role"],
    "records.parquet": [*schema.MENTIONS.names, *schema.PERSONS.names],
    "observations.parquet": schema.OBSERVATIONS.names,
    "events.parquet": schema.EVENTS.names,
    "rejects.parquet": schema.REJECTS.names,
    "withheld.parquet": schema.WITHHELD.names,
}


@pytest.mark.parametrize(("file", "columns"), WRITTEN.items())
def test_every_column_is_described(file: str, columns: list[str]) -> None:
    assert undescribed(file, columns) == []


def test_what_is_not_described_is_found() -> None:
    assert undescribed("rejects.parquet", ["source", "value"]) == ["value"]
    assert undescribed("nothing.csv", ["a"]) == ["a"]


def test_the_types_are_those_of_the_schema() -> None:
    described = {entry["files"][0]: entry["columns"] for entry in configs.load("columns.yaml")}
    schemas = {
        "contacts.parquet": schema.CONTACTS,
        "rejects.parquet": schema.REJECTS,
        "withheld.parquet": schema.WITHHELD,
    }
    for file, expected in schemas.items():
        said = {column["name"]: column["type"] for column in described[file]}
        for field in expected:
            assert said[field.name] == str(field.type).replace("date32[day]", "date")


def test_the_page() -> None:
    page = describe()
    assert all(f"`{name}`" in page for name in files())
    assert "| `borrower_id` | string | The lender's number of the borrower. | 借款人在贷款机构的客户号。 |" in page
    assert "None" not in page
