"""What the likeness of two accounts tells of invented people beyond their names."""

import pytest
from linkage_pair import latin, levels

SMITH, BLUM = latin("smith", "john"), latin("blum", "rosa")


@pytest.mark.parametrize(
    ("name", "kind", "left", "right", "code"),
    [
        (SMITH, "emails", "john.smith64@example.com", "john.smith64@example.com", "same"),
        (SMITH, "emails", "john.smith64@example.com", "jon.smith64@example.com", "close"),
        (SMITH, "emails", "john.smith64@example.com", "john.smith29@example.com", "different"),  # a namesake's
        (SMITH, "emails", "john.smith64@example.com", "john.smith@example.com", "different"),
        (SMITH, "emails", "john.smith@example.com", "john.smitth@example.com", "close"),
        (SMITH, "emails", "john.smith@woods.example", "john.smith@wodos.example", "close"),
        (SMITH, "emails", "john.smith@gmail.com", "john.smith@outlook.com", "different"),
        (SMITH, "emails", "294863978@qq.com", "294863976@qq.com", "close"),  # the number is all there is: a typo
        (BLUM, "emails", "turtle64@example.com", "turtle65@example.com", "close"),
        (BLUM, "handles", "rosablum_1971", "rosablum_1958", "different"),
        (BLUM, "handles", "wxid_4sd78jhr53", "wxid_4sd78jhr35", "close"),
    ],
)
def test_an_account_spelt_from_the_name_tells_little_more_than_the_name(name, kind, left, right, code):
    assert levels({**name, kind: [left]}, {**name, kind: [right]})[kind] == code
    assert levels({**name, kind: [right]}, {**name, kind: [left]})[kind] == code
