"""At what hour something was recorded."""

import pyarrow as pa
import pytest

from recontact.points.hour import hour_column


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2024-06-01 10:05:00", 10),
        ("2024-06-01T18:30:12.5", 18),
        ("2024-06-01T18:30:12+08:00", 18),  # the clock as written
        ("2024/6/1 9:15", 9),
        ("01/06/2024 3:40 PM", 15),
        ("2024年6月1日14时20分", 14),
        ("2024年6月1日 下午2点", 14),
        ("2024-06-01 上午12:30", 0),
        ("20240601193000", 19),
        ("2024-06-01 00:10:00", 0),
        ("2024-06-01", None),
        ("2024-06-01 00:00:00", None),  # filled in by software
        ("2024-06-01T10:00:00Z", None),  # whose local hour is not known
        ("2024-06-01T10:00:00+00:00", None),
        ("20240601", None),
        ("some day 10:00", None),
        (None, None),
    ],
)
def test_hour_behind_a_day(written: str | None, hour: int | None) -> None:
    beside = "2024-06-02 11:11:11"  # another time, so that the column says more than one
    assert hour_column(pa.array([written, beside], pa.string()), dated=True).to_pylist() == [hour, 11]


@pytest.mark.parametrize(("written", "hour"), [("10:05", 10), ("7 pm", 19), ("12", None), ("25:00", None), ("", None)])
def test_hour_of_a_column_of_its_own(written: str, hour: int | None) -> None:
    assert hour_column(pa.array([written, "11:11"], pa.string())).to_pylist() == [hour, 11]


def test_one_time_on_every_row_is_no_time() -> None:
    days = pa.array([f"2024-06-0{day} 16:00:00" for day in range(1, 4)])
    assert hour_column(days, dated=True).to_pylist() == [None, None, None]
    assert hour_column(days.slice(0, 1), dated=True).to_pylist() == [16]


def test_nothing_is_read_of_nothing() -> None:
    assert hour_column(pa.nulls(2, pa.string()), dated=True).to_pylist() == [None, None]
    assert hour_column(pa.array([], pa.string())).to_pylist() == []
