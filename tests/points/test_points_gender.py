"""Gender words and codes."""

import pyarrow as pa
import pytest

from recontact.points import gender


@pytest.mark.parametrize(
    ("text", "value"),
    [("男", "m"), ("女士", "f"), ("1", "m"), ("2.0", "f"), ("F", "f"), ("Male", "m"), ("先生/女士", None), ("0", None)],
)
def test_words(text: str, value: str | None) -> None:
    table = gender.clean_column(pa.array([text]))
    assert table["value"].to_pylist() == [value]
    assert (table["problem"][0].as_py() is None) == (value is not None)


def test_compare() -> None:
    assert [gender.LEVELS[gender.compare("m", other)].code for other in ("m", "f", None)] == [
        "same",
        "different",
        "unknown",
    ]
