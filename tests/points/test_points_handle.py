"""Messenger accounts, invented."""

import pyarrow as pa
import pytest

from recontact.points import handle


@pytest.mark.parametrize(
    ("text", "value", "platform"),
    [
        ("wxid_S1awjz7c12", "wxid_s1awjz7c12", "wechat"),
        ("yubinzhong-28278", "yubinzhong-28278", None),
        ("wx: wang_xm88", "wang_xm88", "wechat"),
        ("微信：wang_xm88", "wang_xm88", "wechat"),
        ("微信号wang_xm88", "wang_xm88", "wechat"),
        ("WeChat ID: wang_xm88", "wang_xm88", "wechat"),
        ("line id: daming", "daming", "line"),
        ("QQ:916772589", "916772589", "qq"),
        ("wx123456789", "wx123456789", None),
    ],
)
def test_accounts(text: str, value: str, platform: str | None) -> None:
    (found,) = handle.clean(text)
    assert (found.value, found.type, found.platform) == (value, "im", platform)
    assert handle.clean(value)[0].value == value


def test_a_mobile_number_as_account() -> None:
    assert handle.clean("微信:13800138000")[0].phone == "+8613800138000"


@pytest.mark.parametrize(
    ("text", "flags", "problem"),
    [
        ("微信同号", ["same_as_phone"], "same_as_phone"),
        ("同手机号", ["same_as_phone"], "same_as_phone"),
        ("无", [], "empty"),
        ("test", ["placeholder"], "placeholder"),
        ("我不用", [], "invalid_handle"),
    ],
)
def test_rejected(text: str, flags: list[str], problem: str) -> None:
    (row,) = handle.clean_column(pa.array([text])).to_pylist()
    assert (row["known"], row["flags"], row["problem"]) == (None, flags, problem)


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        ("wang_xm88", "wang_xm88", "same"),
        ("wang_xm88", "wang_xn88", "near"),
        ("wang_xm88", "wang_xm89", "different"),
        ("wang_xm88", None, "unknown"),
    ],
)
def test_compare(left: str, right: str | None, code: str) -> None:
    assert handle.LEVELS[handle.compare(left, right)].code == code


def test_masked() -> None:
    assert handle.mask("wang_xm88") == "wa***8"
