"""Bank accounts: synthetic numbers."""

import pyarrow as pa
import pytest

from recontact.points import bank

KEY = b"a key that only this test knows"


def test_equal_accounts_meet_and_the_number_is_not_kept() -> None:
    table = bank.clean_column(pa.array(["6222 0212 3456 7890 128", "6222021234567890128"]), key=KEY)
    left, right = table["value"].to_pylist()
    assert left == right
    assert left.endswith("-0128")
    assert "62220212" not in str(table.to_pylist())
    assert bank.clean("6222021234567890128", key=b"another")[0].value != left


@pytest.mark.parametrize(
    ("text", "known", "problem"),
    [
        ("**** **** **** 0128", "****0128", None),
        ("0128", "****0128", None),
        ("6.22202E+18", None, "digits_lost"),
        ("0000000000000000", None, "placeholder"),
        ("unknown", None, "empty"),
        ("none of it", None, "invalid_account"),
    ],
)
def test_partly_known(text: str, known: str | None, problem: str | None) -> None:
    (found,) = bank.clean(text, key=KEY)
    assert (found.value, found.known, found.problem) == (None, known, problem)


def test_card_by_its_check_digit() -> None:
    assert bank.clean("4111111111111111", key=KEY)[0].type == "card"
    (wrong,) = bank.clean("4111111111111112", key=KEY)
    assert (wrong.type, wrong.flags, wrong.problem) == ("card", ("check_failed",), "check_digit")
    assert bank.clean("1100200300400", key=KEY)[0].type == "account"


def test_compare() -> None:
    account = bank.clean("4111111111111111", key=KEY)[0].known
    assert [bank.LEVELS[bank.compare(account, other)].code for other in (account, "****1111", "****2222", None)] == [
        "same",
        "tail_same",
        "different",
        "unknown",
    ]
    assert bank.show("****1111") == "****1111"
