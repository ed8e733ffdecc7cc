"""The main job from files to files: what is written, that it adds up, and that it is the same twice."""

import csv
import json
import re
import stat
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import EXAMPLE, run_example

import recontact
from recontact.graph.settings import read_ranking
from recontact.graph.whole_address import whole_addresses
from recontact.linkage import partition
from recontact.report.dictionary import undescribed
from recontact.stored import StoredRun

FILES = {
    *("contacts.parquet", "contacts.csv", "third_parties.parquet", "third_parties.csv", "contacts_wide.csv"),
    *("identities.parquet", "identities.csv", "links.parquet", "records.parquet", "observations.parquet"),
    *("events.parquet", "borrowers.parquet", "lost_contact.parquet", "rejects.parquet", "withheld.parquet"),
    *("model.json", "run.json", "timings.json", "report.html", "DATA.md"),
}


def test_every_file_is_written_for_its_owner_only(finished: recontact.Result) -> None:
    written = {path.name for path in finished.out.iterdir() if not path.name.startswith(".")}
    assert written == FILES
    assert stat.S_IMODE(finished.out.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in finished.out.iterdir()} == {0o600}


def test_rows_add_up_in_every_file(finished: recontact.Result) -> None:
    for file in finished.summary["files"]:
        assert file["rows_read"] == file["rows_accepted"] + file["rows_rejected"]
    counts = finished.summary["counts"]
    assert counts["mentions"] == counts["mentions_used"] + counts["mentions_withheld"]
    assert counts["contacts"] == finished.contacts.num_rows > 0


def test_what_linked_records_tell_together_is_told(finished: recontact.Result) -> None:
    run = StoredRun.open(finished.out)
    observations, _ = whole_addresses(run.graph, pa.array([], pa.string()))
    assert observations["point"].equals(run.graph.observations["point"]), "no partial address is left"
    assert run.model.decay
    assert run.model.decay.reissued["mobile"] != read_ranking().points["mobile"].reissued, "learned from the outcomes"


def test_contacts_are_ranked_without_gaps_best_first(finished: recontact.Result) -> None:
    frame = finished.contacts.to_pandas()
    for _, rows in frame.groupby("borrower_id"):
        assert rows["rank"].tolist() == list(range(1, len(rows) + 1))
    assert frame["probability"].between(0, 1).all()
    assert (frame["probability"] + frame["p_wrong"] <= 1 + 1e-9).all()
    assert set(frame["party"]) == {"own"}
    phones = frame[frame["contact_type"].isin(["mobile", "landline"])]["contact_value_normalised"]
    assert phones.str.fullmatch(r"\+\d{7,15}").all()
    assert {"name", "default_date", "last_rpc_date", "as_of"} <= set(frame.columns), (
        "the list's own columns pass through"
    )


@pytest.mark.parametrize("name", ["contacts", "third_parties", "identities"])
def test_csv_and_parquet_say_the_same(finished: recontact.Result, name: str) -> None:
    with (finished.out / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    table = pq.read_table(finished.out / f"{name}.parquet")
    assert list(rows[0]) == table.column_names if rows else table.num_rows == 0
    assert len(rows) == table.num_rows


@pytest.mark.parametrize("name", sorted(name for name in FILES if name.endswith(".parquet")))
def test_every_column_is_described(finished: recontact.Result, name: str) -> None:
    assert undescribed(name, pq.read_schema(finished.out / name).names) == []


def test_every_borrower_has_one_line_for_the_dialler(finished: recontact.Result) -> None:
    listed = (EXAMPLE / "data" / "lost_contacts.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    with (finished.out / "contacts_wide.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = [row["borrower_id"] for row in csv.DictReader(file)]
    assert lines == [line.split(",")[0] for line in listed]


def test_the_same_input_gives_the_same_bytes(finished: recontact.Result, tmp_path: Path) -> None:
    again = run_example(EXAMPLE, tmp_path / "again", threads=1)
    for name in FILES - {"timings.json"}:
        assert (again.out / name).read_bytes() == (finished.out / name).read_bytes(), name


def test_a_trained_model_gives_the_same_contacts(finished: recontact.Result, tmp_path: Path) -> None:
    again = run_example(EXAMPLE, tmp_path / "again", model=finished.out / "model.json")
    assert again.contacts.equals(finished.contacts)
    assert (again.out / "model.json").read_bytes() == (finished.out / "model.json").read_bytes()


def test_a_second_run_replaces_the_first(tmp_path: Path) -> None:
    first = run_example(EXAMPLE, tmp_path / "out")
    second = run_example(EXAMPLE, tmp_path / "out")
    assert first.contacts.equals(second.contacts)
    assert {path.name for path in second.out.iterdir() if not path.name.startswith(".")} == FILES


def test_run_json_has_no_clock_and_timings_do(finished: recontact.Result) -> None:
    run = json.loads((finished.out / "run.json").read_text(encoding="utf-8"))
    assert run["as_of"] == "2026-06-30"
    assert re.fullmatch(r"[0-9a-f]{64}", run["hashes"]["job"])
    assert "2026-07-01" not in json.dumps(run), "the day of the run is in the audit log only"
    assert json.loads((finished.out / "timings.json").read_text(encoding="utf-8"))["total_seconds"] > 0


def test_a_caller_may_watch_and_stop(tmp_path: Path) -> None:
    seen: list[str] = []
    options = recontact.Options(data=EXAMPLE / "data", out=tmp_path / "out", at=datetime(2026, 7, 1, tzinfo=UTC))
    with pytest.raises(recontact.CancelledError, match="nothing was published"):
        recontact.run(
            recontact.read_job(EXAMPLE / "job.yaml"),
            options,
            progress=lambda stage, _share: seen.append(stage),
            cancel=lambda: "normalise" in seen,
        )
    assert "normalise" in seen
    assert not (tmp_path / "out" / "contacts.csv").exists()


def test_a_run_that_would_need_too_much_is_refused_before_linking(tmp_path: Path) -> None:
    with pytest.raises(recontact.RecontactError, match=r"linking needs about [\d,]+ MiB even in the smallest"):
        run_example(EXAMPLE, tmp_path / "out", memory_mib=1.0)
    assert not (tmp_path / "out" / "contacts.csv").exists()


def test_a_run_obeys_its_memory_cap_in_partitions(
    finished: recontact.Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts: list[int] = []
    counted = partition.scan_blocks
    monkeypatch.setattr(partition, "scan_blocks", lambda *given: parts.append(1) or counted(*given))
    monkeypatch.setattr(partition, "held", lambda: 0)  # this process holds what other tests have left
    monkeypatch.setattr(partition, "PAIR", 0)
    monkeypatch.setattr(partition, "READ", 1000)
    monkeypatch.setattr(partition, "PER_MEMBER", 2000)
    capped = run_example(EXAMPLE, tmp_path / "out", memory_mib=6.0)
    assert len(parts) > 31, "more than one per rule"
    for name in ("identities.parquet", "links.parquet", "contacts.csv"):
        assert (capped.out / name).read_bytes() == (finished.out / name).read_bytes()
