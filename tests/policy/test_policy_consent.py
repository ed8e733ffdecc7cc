"""Registers of consents: written, read and used; all keys are invented."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from conftest import EXAMPLE, Cli
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from recontact import schema
from recontact.adapters import find
from recontact.adapters.bases import BasisMapping, bases
from recontact.adapters.mapping_file import MappingFiles
from recontact.adapters.reading import Request
from recontact.errors import SourceError
from recontact.policy.consent_record import ConsentRegister, bases_of, register_of
from recontact.schema import UNDATED, Declaration, Source

DECLARED = Declaration("written_consent", "notice-1", "ref-1", "Lender", ("Lender",), ("voice", "mail"), ("phone",))
SOURCES = {"forms": Source(id="forms", declaration=DECLARED)}
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
rows = st.lists(
    st.fixed_dictionaries(
        {
            "source": st.sampled_from(["forms", "agency", "*"]),
            "record_id": st.sampled_from(["R1", "R2", "*"]),
            "subject": st.sampled_from(["self", "emergency_contact_1"]),
            "purpose": st.sampled_from(["recontact_lost_borrower", "ads"]),
            "granted": days | st.none(),
            "expires": days | st.none(),
            "withdrawn": days | st.none() | st.just(UNDATED),
            "channels": st.none() | st.lists(st.sampled_from(["voice", "sms", "email"]), min_size=1, unique=True),
            "categories": st.none() | st.lists(st.sampled_from(["name", "phone"]), min_size=1, unique=True),
        }
    ),
    max_size=6,
)


def told(content: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows as a register writes them: what a row leaves to its source's declaration stands in it."""
    said = {"channels": list(DECLARED.channels), "categories": list(DECLARED.categories)}
    return [
        {**row, **{name: words for name, words in said.items() if row["source"] == "forms" and row[name] is None}}
        for row in content
    ]


def register(content: list[dict[str, Any]]) -> ConsentRegister:
    return register_of(pa.Table.from_pylist(content, schema.BASES), SOURCES, {"collections": "legal_notice"}, ("cn",))


@given(rows)
@settings(deadline=None)
def test_what_is_written_is_read_again(content: list[dict[str, Any]]) -> None:
    document = json.loads(json.dumps(register(content).content()))
    assert bases_of(ConsentRegister.model_validate(document)).to_pylist() == told(content)


def test_a_record_tells_what_27560_asks_for() -> None:
    basis = {"source": "forms", "record_id": "R1", "subject": "self", "purpose": "collections",
             "granted": date(2024, 1, 1), "expires": date(2027, 1, 1), "withdrawn": date(2025, 1, 1)}  # fmt: skip
    record = register([basis]).content()["records"][0]
    assert record["dct:conformsTo"] == "https://w3id.org/dpv/schema/dpv-27560#record"
    assert record["dpv:hasPurpose"] == ["legal_notice"]  # the lender's word, by what the job says it means
    assert record["dpv:hasLegalBasis"] == "dpv:ExplicitlyExpressedConsent"
    assert record["recontact:lawfulBasis"] == "written_consent"
    assert (record["dpv:hasDataController"], record["dpv:hasNotice"]) == ("Lender", "notice-1")
    assert record["recontact:events"] == [
        {"dpv:hasConsentStatus": "dpv:ConsentGiven", "dct:date": "2024-01-01", "dct:valid": "2027-01-01"},
        {"dpv:hasConsentStatus": "dpv:ConsentWithdrawn", "dct:date": "2025-01-01"},
    ]


def read_as_bases(path: Path) -> pa.Table:
    mapping = MappingFiles(path.parent).read("consents", BasisMapping)
    assert isinstance(mapping, BasisMapping)
    return bases(find("auto", path).read(path, Request(mapping.select(path))), mapping, path.stem).bases


@given(rows)
@settings(deadline=None, max_examples=30)
def test_a_job_reads_a_register_as_a_consent_file(tmp_path_factory: Any, content: list[dict[str, Any]]) -> None:
    content = [row for row in content if row["granted"] or row["withdrawn"] or row["source"] == "*"]
    path = tmp_path_factory.mktemp("register") / "consents.json"
    path.write_text(json.dumps(register(content).content()), encoding="utf-8")
    for row in content:  # in doubt nothing is permitted: a withdrawal without a day leaves nothing granted
        if row["withdrawn"] == UNDATED:
            row["granted"] = None
    assert read_as_bases(path).to_pylist() == told(content)


def test_what_is_no_register(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    for text, says in (("{", "no readable JSON"), ("[]", 'no list of "records"'), ('{"records": 1}', "no list")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SourceError, match=says):
            read_as_bases(path)
    path.write_text('{"records": [1, {"dpv:hasPurpose": []}]}', encoding="utf-8")
    found = find("auto", path).read(path, Request())
    assert (found.table.num_rows, found.rejects.num_rows) == (0, 2)


def test_export_and_import(cli: Cli, tmp_path: Path, lender: Path) -> None:
    out, back = tmp_path / "register.json", tmp_path / "back.csv"
    said = cli("policy", "consent", "export", lender / "job.yaml", "--data", lender / "data", "--out", out)
    assert said.code == 0, said.err
    assert out.stat().st_mode & 0o777 == 0o600
    assert "exists" not in said.err
    entry = json.loads(cli("audit", "show", out, "--json").out)[-1]
    assert (entry["action"], entry["tokens"][0]) == ("export", "consent_register")
    assert cli("audit", "verify", out).code == 0
    assert cli("policy", "consent", "import", out, "--out", back).code == 0
    assert "is there already" in cli("policy", "consent", "import", out, "--out", back).err
    job = YAML(typ="safe").load((lender / "job.yaml").read_text(encoding="utf-8"))
    first = read_as_bases(lender / "data" / job["bases"][0]["path"][0]).to_pylist()
    for row in first:
        row["purpose"] = job["purposes"].get(row["purpose"], row["purpose"])
        assert (row.pop("channels"), row.pop("categories")) == (None, None)
    named = read_as_bases(out)  # what the job declares for a source now stands in its records
    assert named == read_as_bases(back)
    assert {row["source"] for row in named.to_pylist() if not row["channels"]} == {"*"}
    rows = named.drop_columns(["channels", "categories"]).to_pylist()
    assert rows == first
    assert len(first) > 100


def test_a_bad_register_says_where(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"records": [{"dct:identifier": "1", "recontact:channels": ["fax"]}]}', encoding="utf-8")
    said = cli("policy", "consent", "import", path, "--out", tmp_path / "x.csv")
    assert said.code == 2
    assert "records.0.recontact:channels.0" in said.err
    assert not (tmp_path / "x.csv").exists()
    assert EXAMPLE.exists()
