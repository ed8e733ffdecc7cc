"""The job file: what it says, and what is said of its mistakes. The lender, its sources and all names are invented."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from recontact.adapters import find
from recontact.adapters.mapping import RecordMapping
from recontact.adapters.reading import Request
from recontact.errors import UsageError
from recontact.job import Job, read_job

LENDER = Path(__file__).parents[1] / "examples" / "lender"

JOB = """\
version: 1
purpose: recontact_lost_borrower
jurisdiction: cn
controller: Example Finance (invented)
lost: {path: lost.csv, borrower: id, as_of: day}
sources:
  - path: [loans.csv, loans.xlsx]
    mapping: loans.yaml
    basis: {lawful_basis: consent, channels: [voice, sms]}
  - path: agency_*.csv
    optional: true
    reliability: 0.5
    derived_from: loans
    mapping: {key: row, people: {self: {name: name, phone: phone}}}
bases:
  - {path: consents.csv, mapping: consents}
purposes: {collections: recontact_lost_borrower}
"""

LOANS = """\
key: [申请编号, application_id]
people:
  self:
    name: name
    phone:
      - {column: mobile, usage: own}
"""


def write(folder: Path, job: str = JOB, loans: str = LOANS) -> Path:
    (folder / "loans.yaml").write_text(loans, encoding="utf-8")
    path = folder / "job.yaml"
    path.write_text(job, encoding="utf-8")
    return path


def complaints(folder: Path, job: str = JOB, loans: str = LOANS) -> list[str]:
    with pytest.raises(UsageError) as raised:
        read_job(write(folder, job, loans))
    assert raised.value.exit_code == 2
    return [line.replace(f"{folder}/", "") for line in str(raised.value).splitlines()]


def test_a_job_reads(tmp_path: Path) -> None:
    job = read_job(write(tmp_path))
    loans, agency = job.sources
    assert loans.path == ("loans.csv", "loans.xlsx")
    assert loans.mapping.key.column == ("申请编号", "application_id")
    source = loans.source("loans", job.controller)
    assert (source.id, source.reliability, source.declaration.controller) == (
        "loans",
        0.9,
        "Example Finance (invented)",
    )
    assert source.declaration.channels == ("voice", "sms")
    assert (agency.source("agency_0").derived_from, agency.source("agency_0").declaration.controller) == (
        ("loans",),
        None,
    )
    assert job.regions == ("CN", "US")
    assert job.bases[0].mapping.source.column[0] == "source"


def test_the_digest_is_of_what_the_job_means(tmp_path: Path) -> None:
    plain = read_job(write(tmp_path)).digest()
    assert read_job(write(tmp_path, "# a comment\n" + JOB)).digest() == plain
    assert read_job(write(tmp_path, loans=LOANS.replace("usage: own", "usage: alternate"))).digest() != plain
    assert read_job(write(tmp_path, JOB.replace("0.5", "0.6"))).digest() != plain


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("reliability:", "relability:", "job.yaml:12:5: unknown key 'relability'; did you mean 'reliability'?"),
        ("version: 1\n", "", "job.yaml:1:1: the key 'version' is missing"),
        ("cn\n", "China\n", "job.yaml:3:1: 'jurisdiction' is 'China' but string should match pattern"),
        ("0.5", "high", "job.yaml:12:5: 'reliability' is 'high' but should be a number"),
        ("0.5", "1.5", "job.yaml:12:5: 'reliability' is 1.5 but should be less than 1"),
        ("true", "maybe", "job.yaml:11:5: 'optional' is 'maybe' but should be true or false"),
        ("[voice, sms]", "[voice, fax]", "job.yaml:9:54: 'fax' is not allowed here; allowed: 'voice', 'sms', "),
        ("collections: recontact_lost_borrower", "c: marketing", "job.yaml:17:12: 'marketing' is not allowed here"),
        ("derived_from: loans", "derived_from: loan", "job.yaml:13:5: `derived_from` names 'loan', which is no other"),
        ("derived_from: loans", "derived_from: loan", "did you mean 'loans'?"),
        (
            "agency_*.csv",
            "loans.psv",
            "job.yaml:10:5: the source id 'loans' is taken by source 1; give this one an `id`",
        ),
        ("optional: true", "adapter: sqll", "job.yaml:11:5: no adapter named 'sqll'; known: auto, delimited, excel"),
        ("mapping: consents", "mapping: consent", "shipped mappings, by name: consents"),
        ("{name: name,", "{name: 5,", "job.yaml:14:41: a column is given by its header, a list of alternative headers"),
        ("borrower: id,", "", "job.yaml:5:1: the key 'borrower' is missing"),
        ("version: 1", "version: 1\nversion: 1", "job.yaml:2:1: not valid YAML: found duplicate key"),
        ("borrower: id,", "borrower: [id,", "not valid YAML"),
    ],
)
def test_a_mistake_is_said_with_its_place(tmp_path: Path, right: str, wrong: str, says: str) -> None:
    assert right in JOB
    assert any(says in line for line in complaints(tmp_path, JOB.replace(right, wrong, 1)))


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("usage: own", "usage: ownn", "loans.yaml:6:26: 'ownn' is not allowed here; allowed: 'own', 'alternate'"),
        ("name: name", "nmae: name", "loans.yaml:4:5: unknown key 'nmae'; did you mean 'name'?"),
        ("self:", "borrower:", "loans.yaml:3:3: 'borrower' is not allowed here; allowed: 'self', 'buyer'"),
        ("key: [", "key: [[", "loans.yaml:2:1: not valid YAML"),
    ],
)
def test_a_mistake_in_a_mapping_is_said_with_its_own_place(tmp_path: Path, right: str, wrong: str, says: str) -> None:
    found = complaints(tmp_path, loans=LOANS.replace(right, wrong, 1))
    assert len(found) == 1
    assert says in found[0] or found[0].startswith("loans.yaml:")


def test_all_mistakes_are_said_at_once_and_in_order(tmp_path: Path) -> None:
    job = JOB.replace("reliability", "relability").replace("cn\n", "China\n").replace("from: loans", "from: loan")
    found = complaints(tmp_path, job, LOANS.replace("usage: own", "usage: ownn").replace("name: name", "nmae: name"))
    assert [line.split(": ")[0] for line in found] == [
        "job.yaml:3:1",
        "job.yaml:12:5",
        "job.yaml:13:5",
        "loans.yaml:4:5",
        "loans.yaml:6:26",
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "job.yaml:1:1: the file is empty"),
        (b"- a\n- b\n", "job.yaml:1:1: not a mapping of keys to values"),
        ("目的: 联系\n".encode("gb18030"), "job.yaml: is not UTF-8 text"),
        (b"a\x01: b\n", "job.yaml:1:1: not valid YAML"),
    ],
)
def test_a_file_that_is_no_job_says_so(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "job.yaml").write_bytes(content)
    with pytest.raises(UsageError) as raised:
        read_job(tmp_path / "job.yaml")
    assert says in str(raised.value)


def test_no_file_a_folder_and_a_gigabyte(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such file"):
        read_job(tmp_path / "job.yaml")
    with pytest.raises(UsageError, match="is a folder"):
        read_job(tmp_path)
    with (tmp_path / "job.yaml").open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(UsageError, match="larger than 4 MB"):
        read_job(tmp_path / "job.yaml")


def test_a_job_made_in_python_is_checked_too() -> None:
    people = {"self": {"name": "name"}}
    source = {"path": "loans.csv", "mapping": {"key": "id", "people": people}}
    part = {"version": 1, "purpose": "evaluation", "jurisdiction": "us", "lost": {"path": "l.csv", "borrower": "id"}}
    assert Job.model_validate({**part, "sources": [source]}).sources[0].mapping.people["self"].name[0].column == (
        "name",
    )
    with pytest.raises(ValueError, match="the source id 'loans' is taken"):
        Job.model_validate({**part, "sources": [source, source]})


def test_the_example_reads_all_of_its_files() -> None:
    job = read_job(LENDER / "job.yaml")
    for source in job.sources:
        found = [path for pattern in source.path for path in sorted((LENDER / "data").glob(pattern))]
        assert found, source.path
        for path in found:
            adapter, select = find(source.adapter, path), source.mapping.select(path)
            reading = adapter.read(path, Request(select))
            assert source.mapping.unread(reading.headers)[1] == ()
            assert adapter.read(path, Request(select, rows=5)).table.equals(reading.table.slice(0, 5))


def test_the_documented_mapping_is_one() -> None:
    page = (Path(__file__).parents[1] / "docs" / "adapters.md").read_text(encoding="utf-8")
    written = page.split("```yaml\n")[1].split("```")[0]
    mapping = RecordMapping.model_validate(YAML(typ="safe", pure=True).load(written))
    assert set(mapping.people) == {"self", "emergency_contact_1"}
