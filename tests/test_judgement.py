"""The file of judgements: append-only, the last word on a pair holds, contradictions are refused."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from recontact.errors import UsageError
from recontact.judgement import Judgements

A, B, C, D = (("s", key) for key in "abcd")
AT = datetime(2026, 7, 1, tzinfo=UTC)


def judged(path: Path, *said: tuple[tuple[str, str], tuple[str, str], str]) -> Judgements:
    given = Judgements(path)
    for left, right, verdict in said:
        given.add(left, right, verdict, actor="reviewer", at=AT, case="C1", reason="")
    return given


def test_the_last_word_on_a_pair_holds_whichever_way_it_is_named(tmp_path: Path) -> None:
    given = judged(tmp_path / "j", (A, B, "same"), (B, A, "different"), (C, D, "unsure"), (D, C, "undone"))
    assert {pair: said.verdict for pair, said in given.standing().items()} == {(A, B): "different"}
    assert len((tmp_path / "j").read_bytes().splitlines()) == 4, "nothing is ever taken out of the file"
    assert (tmp_path / "j").stat().st_mode & 0o077 == 0


def test_rows_are_found_by_source_and_key(tmp_path: Path) -> None:
    given = judged(tmp_path / "j", (B, A, "same"), (A, ("gone", "x"), "different"))
    records = pa.table({"source": ["s", "t", "s"], "record_id": ["b", "a", "a"]})
    assert given.table(records).to_pylist() == [{"left": 2, "right": 0, "judgement": "same"}]
    assert Judgements(tmp_path / "none").table(records).num_rows == 0


@pytest.mark.parametrize(
    ("said", "new"),
    [
        ([(A, B, "same"), (B, C, "same")], (A, C, "different")),
        ([(A, B, "different"), (B, C, "same")], (A, C, "same")),
        ([], (A, A, "same")),
        ([], (A, B, "undone")),
        ([], (A, B, "perhaps")),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, said: list[object], new: tuple[object, object, str]) -> None:
    given = judged(tmp_path / "j", *said)  # type: ignore[arg-type]
    with pytest.raises(UsageError):
        given.add(*new, actor="reviewer", at=AT, case="C1", reason="")  # type: ignore[arg-type]
    assert len(given.standing()) == len(said)


def test_a_spoilt_file_is_named_with_its_line(tmp_path: Path) -> None:
    given = judged(tmp_path / "j", (A, B, "same"))
    with (tmp_path / "j").open("a", encoding="utf-8") as file:
        file.write("{}\n")
    with pytest.raises(UsageError, match=":2:"):
        given.standing()


def test_an_erased_person_is_forgotten_and_nobody_else(tmp_path: Path) -> None:
    given = judged(tmp_path / "j", (A, B, "same"), (A, B, "undone"), (C, D, "different"))
    given.forget([A])
    assert list(given.standing()) == [(C, D)]
    assert b'"a"' not in (tmp_path / "j").read_bytes()
    assert (tmp_path / "j").stat().st_mode & 0o077 == 0
    Judgements(tmp_path / "none").forget([A])
    assert not (tmp_path / "none").exists()
