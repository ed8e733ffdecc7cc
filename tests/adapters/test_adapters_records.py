"""From rows to mentions, and which values belong to whom. All persons and numbers are invented."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pydantic import ValidationError

from recontact.adapters.account import serves_several
from recontact.adapters.frame import read_frame
from recontact.adapters.mapping import Closed, RecordMapping
from recontact.adapters.mentions import Mentions, mentions
from recontact.adapters.resolve import resolve, resolve_needed
from recontact.errors import SourceError
from recontact.schema import MENTIONS, REJECTS, VALUES

LOANS = RecordMapping.model_validate({
    "key": ["申请编号", "application_id"],
    "customer": "customer_id",
    "seen": "day",
    "since": {"column": "opened", "optional": True},
    "closed": {"column": "state", "values": ["已销户", "Closed"], "optional": True},
    "people": {
        "self": {
            "name": ["姓名", "name"],
            "phone": [{"column": "mobile"}, {"column": "office", "usage": "work"}],
            "address": {"column": "address", "optional": True},
        },
        "emergency_contact_1": {"name": "kin", "relation": "kin is", "phone": "kin phone"},
    },
    "refused": "device",
    "ignored": "channel",
})  # fmt: skip

EMPTY = dict.fromkeys(
    ["application_id", "customer_id", "day", "name", "mobile", "office", "kin", "kin is", "kin phone"]
)


def rows(*given: dict[str, Any]) -> pa.Table:
    names = {**EMPTY, **{name: None for row in given for name in row}}
    return pa.table({name: pa.array([{**names, **row}[name] for row in given], pa.string()) for name in names})


def said(table: pa.Table, mapping: RecordMapping = LOANS, as_of: date | None = date(2024, 6, 30)) -> Mentions:
    return mentions(read_frame(table, "loans", mapping.select(Path("loans.csv"))), mapping, "loans", as_of)


def reasons(found: Mentions) -> list[tuple[int, str | None, str, str]]:
    return [(r["row"], r["field"], r["kind"], r["reason"]) for r in found.rejects.to_pylist()]


def test_each_person_of_a_row_is_a_mention() -> None:
    first = {
        "application_id": "A1",
        "customer_id": " C1 ",
        "day": "2024-05-01",
        "name": "张伟",
        "mobile": "13900001111",
    }
    found = said(
        rows(
            {**first, "office": "02160001111", "kin": "李娜", "kin is": "配偶", "kin phone": "13900002222"},
            {"application_id": "A2", "name": "Ann Lee", "kin is": "配偶"},
        )
    )
    assert found.mentions.schema == MENTIONS
    assert found.values.schema == VALUES
    assert [tuple(row.values())[1:7] for row in found.mentions.to_pylist()] == [
        (1, "A1", "self", None, "C1", date(2024, 5, 1)),
        (1, "A1#emergency_contact_1", "emergency_contact_1", "spouse", None, date(2024, 5, 1)),
        (2, "A2", "self", None, None, None),
    ]
    assert [tuple(row.values()) for row in found.values.to_pylist()] == [
        (0, "name", "own", "name", "张伟"),
        (2, "name", "own", "name", "Ann Lee"),
        (0, "phone", "own", "mobile", "13900001111"),
        (0, "phone", "work", "office", "02160001111"),
        (1, "name", "own", "kin", "李娜"),
        (1, "phone", "own", "kin phone", "13900002222"),
    ]
    assert (found.rows_read, found.rows_accepted, found.rows_rejected, found.rejects.num_rows) == (2, 2, 0, 0)


def test_a_row_goes_only_if_nothing_in_it_can_be_used() -> None:
    found = said(
        rows(
            {"application_id": "A1", "customer_id": "C1", "day": "2024-05-01"},
            {"application_id": "A2", "kin phone": "13900002222"},
            {"application_id": "A3", "name": "\ufffd\ufffd", "mobile": "13900003333"},
            {"application_id": "A4", "name": "\ufffd"},
        )
    )
    assert (found.rows_read, found.rows_accepted, found.rows_rejected) == (4, 2, 2)
    assert found.mentions["record_id"].to_pylist() == ["A2", "A2#emergency_contact_1", "A3"]
    assert reasons(found) == [
        (3, "name", "name", "undecodable"),
        (4, "name", "name", "undecodable"),
        (1, None, "row", "nothing_usable"),
        (4, None, "row", "nothing_usable"),
    ]
    assert found.rejects.schema == REJECTS


def test_keys_are_made_unique_and_said_so() -> None:
    ann = {"name": "Ann Lee"}
    found = said(
        rows({"application_id": "A1", **ann}, {"application_id": " A1", **ann}, ann, {"application_id": "A1", **ann})
    )
    assert found.mentions["record_id"].to_pylist() == ["A1", "A1~2", "row:3", "A1~3"]
    assert reasons(found) == [
        (3, "application_id", "key", "no_key"),
        (2, "application_id", "key", "duplicate"),
        (4, "application_id", "key", "duplicate"),
    ]


@pytest.mark.parametrize(
    ("written", "seen", "reason"),
    [
        ("2024-06-30", date(2024, 6, 30), None),
        ("2024-07-01", None, "future"),
        ("2024/6/3", date(2024, 6, 3), None),
        ("20240603", date(2024, 6, 3), None),
        ("2024-06-03 10:00:00", date(2024, 6, 3), None),
        ("yesterday", None, "unreadable"),
        ("2024-02-30", None, "unreadable"),
        (None, None, None),
    ],
)
def test_a_day_that_cannot_be_used_is_rejected_alone(
    written: str | None, seen: date | None, reason: str | None
) -> None:
    found = said(rows({"application_id": "A1", "name": "Ann Lee", "day": written}))
    assert found.mentions["seen"].to_pylist() == [seen]
    assert reasons(found) == ([(1, "day", "date", reason)] if reason else [])


def test_accounts_close_by_word_or_by_day() -> None:
    states = ["已销户", "closed", "正常", None]
    found = said(rows(*({"application_id": str(n), "name": "Ann", "state": s} for n, s in enumerate(states))))
    assert found.mentions["closed"].to_pylist() == [True, True, False, None], "an empty cell tells nothing"
    by_day = LOANS.model_copy(update={"closed": Closed.model_validate({"column": "left", "date": True})})
    left = ["2024-01-01", "2024-07-01", "soon", None]
    found = said(rows(*({"application_id": str(n), "name": "Ann", "left": d} for n, d in enumerate(left))), by_day)
    assert found.mentions["closed"].to_pylist() == [True, False, True, False]
    assert reasons(found) == [(3, "left", "date", "unreadable")]


def test_columns_that_are_not_read_are_named() -> None:
    headers = ("application_id", "Device", "channel", "shoe size", "NAME")
    assert LOANS.unread(headers) == (("Device",), ("shoe size",))


def test_a_missing_column_is_named_with_its_alternatives() -> None:
    with pytest.raises(SourceError) as raised:
        said(rows({"application_id": "A1"}).drop_columns(["mobile", "name"]).append_column("moblie", pa.array(["x"])))
    assert str(raised.value) == (
        "loans.csv: has no column '姓名' or 'name'; 'mobile' (did you mean 'moblie'?). "
        "Add the file's header to the mapping, or mark the column `optional: true`"
    )


@pytest.mark.parametrize(
    ("names", "several"),
    [
        (["张伟", "张伟"], False),
        (["張偉", "张伟"], False),
        (["张伟", "张*"], False),
        (["张伟", "李娜"], True),
        (["张伟", "李*"], True),
        (["张小伟", "张伟"], False),
        (["张伟", "Zhang Wei"], False),
        (["Ann Lee", "Lee, Ann B."], False),
        (["Ann Lee", "Robert Frost"], True),
        (["张伟", None], False),
    ],
)
def test_an_account_serves_several_people(names: list[str | None], several: bool) -> None:
    account = pa.array(["U1"] * len(names) + ["U2", None])
    assert serves_several(account, pa.array([*names, "王芳", "赵敏"])).tolist() == [several] * len(names) + [
        False,
        False,
    ]


def test_what_belongs_to_an_account_of_several_is_its_buyers() -> None:
    orders = RecordMapping.model_validate({
        "key": "order",
        "account": {"column": "buyer", "serves": "receiver"},
        "people": {"self": {"name": "receiver", "email": {"column": "email", "usage": "account"}}},
    })  # fmt: skip
    table = pa.table({
        "order": ["O1", "O2", "O3"],
        "buyer": ["U1", "U1", "U2"],
        "receiver": ["张伟", "李娜", "王芳"],
        "email": ["one@example.com", None, "two@example.com"],
    })  # fmt: skip
    found = said(table, orders)
    assert found.mentions["record_id"].to_pylist() == ["O1", "O1#buyer", "O2", "O3"]
    emails = [(row["mention"], row["raw"]) for row in found.values.to_pylist() if row["kind"] == "email"]
    assert emails == [(3, "two@example.com"), (1, "one@example.com")]


def test_a_table_without_rows_gives_no_mentions() -> None:
    found = said(rows().cast(pa.schema([(name, pa.string()) for name in EMPTY])))
    assert (found.rows_read, found.mentions.num_rows, found.values.num_rows) == (0, 0, 0)


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ({"people": {"buyer": {"name": "n"}}}, "has no `self`"),
        ({"people": {"self": {"relation": "n"}}}, "`self` has none"),
        ({"people": {"self": {"location": "n"}}}, "location"),
        ({"closed": {"column": "c"}}, "needs either `values`"),
        ({"key": 5}, "a column is given by"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(part: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        RecordMapping.model_validate({"key": "k", "people": {"self": {"name": "n"}}} | part)


def test_paths(tmp_path: Path) -> None:
    for name in ("a.csv", "b_1.csv", "b_0.csv"):
        (tmp_path / name).touch()
    assert resolve(["none.csv", "a.csv", "b_0.csv"], tmp_path) == [tmp_path / "a.csv"]
    assert resolve(["b_*.csv"], tmp_path) == [tmp_path / "b_0.csv", tmp_path / "b_1.csv"]
    assert resolve([str(tmp_path / "b_*")], Path("/")) == [tmp_path / "b_0.csv", tmp_path / "b_1.csv"]
    assert resolve(["none_*"], tmp_path) == []
    with pytest.raises(SourceError, match="there is no such file: .*none.csv, .*c_"):
        resolve_needed(["none.csv", "c_*.csv"], tmp_path)
