"""What every kind of value promises, tried on invented values and on any text at all."""

import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from types import ModuleType
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recontact import schema
from recontact.points import (
    bank,
    birthdate,
    company,
    email,
    gender,
    handle,
    national_id,
    person_name,
    phone,
    postal,
    relation,
    words,
)
from recontact.points.clean import CLEANERS
from recontact.points.cleaned import Cleaned, tabulate
from recontact.points.header import recognise

KINDS: dict[str, ModuleType] = {
    "phone": phone,
    "id": national_id,
    "born": birthdate,
    "email": email,
    "im": handle,
    "gender": gender,
    "bank": bank,
    "name": person_name,
    "address": postal,
    "employer": company,
    "relation": relation,
    "birth_place": words,
}
WRITTEN = {
    "phone": [
        "13800138000",
        "010-64881234转12",
        "+1 (212) 380-0468",
        "91234567",
        "64881234",
        "138****8000",
        "1.38E+10",
    ],
    "id": ["110101199003077758", "A123456(3)", "A123456789", "933-00-4172", "7439", "1101011990030777", "EA1234567"],
    "born": ["1990-03-07", "07/03/1990", "1990", "农历1990年二月十一", "0790307", "1990-02-30", "32874"],
    "email": ["w.ang+x@gmail.com", "WANG＠163．com", "a@b.com;c@d.com", "10001@qq.com", "user@例子.中国"],
    "im": ["wx: wang_xm88", "13800138000", "微信同号", "line id: daming", "qq 123456789"],
    "gender": ["男", "F", "先生/女士", "1"],
    "bank": ["6222 0212 3456 7890 128", "****0128", "GB33BUKB20201555555555"],
    "name": ["王小明", "欧阳小明", "王*明", "Wang Xiaoming", "SMITH, JOHN", "阿卜杜拉·买买提", "王小明 曾用名 王大明"],
    "address": ["深圳市南山区学府花园2栋1单元301", "123 Main St Apt 4B, Boston, MA 02110", "同上", "建国路88号"],
    "employer": ["深圳市某某科技有限公司", "Acme Ltd.", "无业"],
    "relation": ["妻子", "Mother", "同事", "与本人无关"],
    "birth_place": ["São Paulo", "山东 济南", " "],
}
"""Invented values, telephone and identity numbers synthetic."""

CLEAN: dict[str, Callable[[str], Sequence[Cleaned]]] = {name: module.clean for name, module in KINDS.items()}
CLEAN["bank"] = partial(bank.clean, key=b"a lender's own")
COLUMN: dict[str, Callable[[pa.Array], pa.Table]] = {name: module.clean_column for name, module in KINDS.items()}
COLUMN["bank"] = partial(bank.clean_column, key=b"a lender's own")
COMPARED = sorted(kind for kind, module in KINDS.items() if hasattr(module, "compare"))

ALPHABET = (
    "0123456789**xX+-() .,/@'EeO年月日号栋室路街省市区转妻男女王小明wxqline:微信手机AaBbZ\0\u200b\u0301\u202e０１﷽𠮷\n"
)
TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(ALPHABET, max_size=40),
    st.sampled_from([text for texts in WRITTEN.values() for text in texts]),
    st.builds("".join, st.lists(st.sampled_from([t for texts in WRITTEN.values() for t in texts]), max_size=3)),
)
ANY = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def test_every_kind_is_tried() -> None:
    tried = {*KINDS, "occupation"}  # plain words, as a birth place is
    assert {*CLEANERS, "phone", "born"} <= tried


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_the_same_surface(kind: str) -> None:
    module = KINDS[kind]
    for part in ("clean", "clean_column", "show", "mask", "compare", "LEVELS"):
        assert hasattr(module, part), f"{kind} has no {part}"
    assert len(CLEAN[kind](WRITTEN[kind][0])) >= 1


@pytest.mark.parametrize("kind", sorted(KINDS))
@ANY
@given(texts=st.lists(TEXTS, max_size=8))
def test_a_column_is_cleaned_as_its_values_are(kind: str, texts: list[str]) -> None:
    distinct = list(dict.fromkeys(texts))
    cells = [CLEAN[kind](text) for text in distinct]
    sample = CLEAN[kind](WRITTEN[kind][0])[0]
    table = COLUMN[kind](pa.array(distinct, pa.string()))
    assert table.schema.names[: len(schema.CLEANED)] == schema.CLEANED.names
    assert table.to_pylist() == tabulate(cells, type(sample)).to_pylist()


@pytest.mark.parametrize("kind", sorted(KINDS))
@ANY
@given(text=TEXTS)
def test_any_text_is_read(kind: str, text: str) -> None:
    for found in CLEAN[kind](text):
        check_sound(found)


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"bank"}))  # of an account only a hash is kept
@ANY
@given(text=TEXTS)
def test_what_is_known_is_cleaned_to_itself(kind: str, text: str) -> None:
    check_settled(kind, text)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind in ("name", "address") for text in WRITTEN[kind]])
def test_names_and_addresses_are_cleaned_to_themselves(kind: str, text: str) -> None:
    check_settled(kind, text)


@pytest.mark.parametrize("kind", COMPARED)
@ANY
@given(texts=st.tuples(TEXTS, TEXTS))
def test_comparing_is_symmetric_and_knows_its_own(kind: str, texts: tuple[str, str]) -> None:
    (left, *_), (right, *_) = (_comparable(kind, text) for text in texts)
    compare = KINDS[kind].compare
    assert compare(left, right) == compare(right, left)
    assert compare(left, right) in range(len(KINDS[kind].LEVELS))
    for text in texts:
        for found in CLEAN[kind](text):
            own = _comparable_of(kind, found)
            assert compare(own, own) == 1 or found.precision != "full" or "script_unread" in found.flags


@pytest.mark.parametrize("kind", COMPARED)
def test_unknown_is_unknown(kind: str) -> None:
    nothing = CLEAN[kind]("")[0]
    whole = _comparable(kind, WRITTEN[kind][0])[0]
    assert KINDS[kind].LEVELS[KINDS[kind].compare(_comparable_of(kind, nothing), whole)].code == "unknown"


@pytest.mark.parametrize("kind", COMPARED)
def test_every_level_has_its_sentences(kind: str) -> None:
    levels = KINDS[kind].LEVELS
    assert levels[0].code == "unknown"
    assert levels[-1].code == "different"
    assert len({level.code for level in levels}) == len(levels)
    for level in levels:
        assert level.en.endswith(".")
        assert any("\u4e00" <= character <= "\u9fff" for character in level.zh)


def test_a_masked_address_or_account_is_compatible_with_it() -> None:
    chance = random.Random(12)
    for kind, whole in (("email", "wang.xm@163.com"), ("im", "wang_xm88")):
        end = whole.index("@") if "@" in whole else len(whole)
        for _ in range(100):
            start = chance.randrange(end - 1)
            stop = chance.randrange(start + 1, end)
            known = _comparable(kind, f"{whole[:start]}***{whole[stop:]}")[0]
            level = KINDS[kind].LEVELS[KINDS[kind].compare(whole, known)].code
            assert level in ("compatible", "unknown"), known


@pytest.mark.parametrize("kind", ["phone", "id", "name"])
def test_a_mask_of_a_value_is_compatible_with_it(kind: str) -> None:
    chance = random.Random(11)
    whole = {"phone": ["13912345670", "13700008642"], "id": ["110101199003077758"], "name": ["王小明", "欧阳建国"]}[
        kind
    ]
    for _ in range(300):
        text = chance.choice(whole)
        start = chance.randrange(1, len(text) - 1)
        end = chance.randrange(start + 1, len(text) + 1)
        masked = text[:start] + "*" * (end - start) + text[end:]
        value, known = _comparable(kind, text)[0], _comparable(kind, masked)[0]
        level = KINDS[kind].LEVELS[KINDS[kind].compare(value, known)].code
        assert level in ("same", "visible_same", "compatible", "as_far_as_known", "unknown"), f"{masked}: {level}"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_mask_hides(kind: str) -> None:
    for text in WRITTEN[kind]:
        for found in CLEAN[kind](text):
            if found.value:
                hidden = KINDS[kind].mask(found.value)
                assert hidden != found.value
                assert found.value not in hidden
                assert isinstance(KINDS[kind].show(found.value), str)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_huge_cell_takes_no_time(kind: str) -> None:
    pieces = [
        "1",
        "1 ",
        "138 ",
        "a@",
        "(",
        "*",
        "x",
        "13800138000/",
        "wx:",
        "张",
        "路1",
        "1号",
        "Street 1 ",
        "\u0301",
        "﷽",
    ]
    texts = [(piece * (1_000_000 // len(piece)))[:1_000_000] for piece in pieces]
    started = time.perf_counter()
    for text in texts:
        for found in CLEAN[kind](text):
            check_sound(found)
    COLUMN[kind](pa.array(texts))
    assert time.perf_counter() - started < 20, "a cell of a megabyte is refused, not read"


@ANY
@given(header=TEXTS, cells=st.lists(TEXTS, max_size=5))
def test_any_header_can_be_read(header: str, cells: list[str]) -> None:
    meaning = recognise(header, cells)
    assert meaning is None or meaning.role in schema.ROLES


def check_settled(kind: str, text: str) -> None:
    for found in CLEAN[kind](text):
        if found.known:
            again = [one.known for one in CLEAN[kind](found.known)]
            assert found.known in again, f"{found.known!r} became {again}"


def check_sound(found: Cleaned) -> None:
    """A value is wholly known or not at all one; what is known has a precision; what is not has a reason."""
    assert found.precision is None or found.precision in schema.PRECISIONS
    assert (found.known is None) == (found.precision is None)
    assert (found.value is not None) == (found.precision == "full")
    assert found.known is not None or found.problem
    assert found.value is None or "*" not in found.value or found.type == "email"


def _comparable(kind: str, text: str) -> list[Any]:
    return [_comparable_of(kind, found) for found in CLEAN[kind](text)]


def _comparable_of(kind: str, found: Cleaned) -> Any:
    return found if kind in ("name", "address") else found.known
