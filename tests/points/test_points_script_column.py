"""Whole columns of text become half width and simplified as each text does by itself."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from recontact.points import han_script, script_column

ALPHABET = "深圳市學府後龍里麵著皇后乾隆１２ａＡ\u3000  \t\n\r\x0b\x1c\x85\u2028\u200b\ufeff'ABC,é﷽𠮷㐀豈"


@settings(max_examples=300, deadline=None, derandomize=True)
@given(texts=st.lists(st.one_of(st.text(ALPHABET, max_size=12), st.text(max_size=12)), max_size=6))
def test_a_column_is_simplified_as_its_texts_are(texts: list[str]) -> None:
    wanted = [han_script.simplify([text if len(text) <= 10 else ""])[0] for text in texts]
    assert script_column.simplify(pa.array(texts, pa.string()), 10).to_pylist() == wanted
