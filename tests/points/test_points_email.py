"""E-mail addresses, invented."""

import pyarrow as pa
import pytest

from recontact.points import email


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("WANG＠163．com", ["wang@163.com"]),
        (" Wang.Wei+Bank@Gmail.com ", ["wang.wei+bank@gmail.com"]),
        ("wang@163.com;li@qq.com", ["wang@163.com", "li@qq.com"]),
        ("mailto:a@b.com", ["a@b.com"]),
        ("Wang <wang@163.com>", ["wang@163.com"]),
        ("user@例子.中国", ["user@xn--fsqu00a.xn--fiqs8s"]),
        ("o'brien-smith@mail.co.uk", ["o'brien-smith@mail.co.uk"]),
    ],
)
def test_addresses(text: str, values: list[str]) -> None:
    found = email.clean(text)
    assert [one.value for one in found] == values
    assert [one.value for value in values for one in email.clean(value)] == values


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("none@none.com", "placeholder"),
        ("someone@example.com", "placeholder"),
        ("wang@163", "invalid_address"),
        ("wang..xm@163.com", "invalid_address"),
        ("***@163.com", "digits_lost"),
        ("无", "empty"),
        ("wang.163.com", "no_address"),
    ],
)
def test_rejected(text: str, problem: str) -> None:
    table = email.clean_column(pa.array([text]))
    assert table.select(["cell", "value", "known", "precision", "problem"]).to_pylist() == [
        {"cell": 0, "value": None, "known": None, "precision": None, "problem": problem}
    ]


def test_parts() -> None:
    (number,), (mobile,) = email.clean("916772589@qq.com"), email.clean("13800138000@139.com")
    assert (number.qq, number.phone) == ("916772589", None)
    assert (mobile.qq, mobile.phone) == (None, "+8613800138000")


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        ("wang.wei+bank@gmail.com", "wangwei@googlemail.com", "same"),
        ("wang.wei@163.com", "wangwei@163.com", "near"),
        ("916772589@qq.com", "916772588@qq.com", "different"),
        ("lidongmei@163.com", "lidongmei@126.com", "same_account"),
        ("wang@163.com", "zhao@qq.com", "different"),
        ("wang@163.com", None, "unknown"),
    ],
)
def test_compare(left: str, right: str | None, code: str) -> None:
    assert email.LEVELS[email.compare(left, right)].code == code


def test_masked() -> None:
    assert email.mask("zhang.wei@gmail.com") == "z***@gmail.com"


@pytest.mark.parametrize(
    ("text", "value", "flags"),
    [
        ("wang#163.com", "wang@163.com", ("repaired",)),
        ("wang @ 163.com", "wang@163.com", ()),
        ("wang@163.con", "wang@163.con", ("mistyped_domain",)),
    ],
)
def test_typing_errors(text: str, value: str, flags: tuple[str, ...]) -> None:
    (found,) = email.clean(text)
    assert (found.value, found.flags) == (value, flags)
