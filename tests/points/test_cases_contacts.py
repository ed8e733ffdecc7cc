"""More e-mail addresses, messenger accounts, bank accounts and genders as cells hold them; all invented."""

from typing import Any

import pytest

from recontact.cleaning import clean_value
from recontact.points import bank, email, gender, handle

KEY = b"a key that only this test knows"
WANG = {"value": "wang@163.com", "precision": "full", "problem": None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, WANG | {"flags": ()}) for text in ("<wang@163.com>", "Wang Xiaoming <wang@163.com>", "wang@163.com.")),
        *(
            (text, WANG | {"flags": ()})
            for text in ("mailto:wang@163.com?subject=x", "邮箱：wang@163.com", "wang@163。com")
        ),
        *((text, WANG | {"flags": ("repaired",)}) for text in ("wang@@163.com", "wang@163..com", "wang@163,com")),
        *(
            (text, WANG | {"flags": ("repaired",)})
            for text in ("wang(at)163.com", "wang[at]163[dot]com", "wang#163.com")
        ),
        *((text, WANG | {"flags": ("repaired",)}) for text in ("wang at 163 dot com", "wang@163 .com")),
        ("Wang.Xm+bank@Googlemail.com", {"value": "wang.xm+bank@googlemail.com", "equivalent": "wangxm@gmail.com"}),
        ("wang.xm@outlook.com", {"equivalent": "wang.xm@outlook.com"}),
        ("13800138000@163.com", {"phone": "+8613800138000", "qq": None}),
        ("916772589@qq.com", {"qq": "916772589", "phone": None}),
        *(
            (f"wang@{domain}", {"flags": ("mistyped_domain",)})
            for domain in ("gmial.com", "hotmai.com", "qq.con", "sina.con")
        ),
        ("wang@mail.com", {"flags": ()}),
        ("wang@yahoo.com.cn", {"flags": ("closed_provider",)}),
        ("kefu@acme.com", {"flags": ("role_account",)}),
        ("wang@mailinator.com", {"flags": ("disposable",)}),
        ("wang@privaterelay.appleid.com", {"flags": ("relay",)}),
        *((text, {"value": None, "problem": "placeholder"}) for text in ("no@no.com", "aaa@aaa.com", "111111@qq.com")),
        *((text, {"value": None, "problem": "placeholder"}) for text in ("none@163.com", "123456789@qq.com")),
        ("w***g@163.com", {"value": None, "known": "w***g@163.com", "precision": "masked", "equivalent": None}),
        ("***@163.com", {"known": None, "problem": "digits_lost"}),
        *(
            (text, {"value": None, "problem": "invalid_address"})
            for text in ("wang@163", "user@192.168.0.1", "wang..xm@163.com")
        ),
    ],
)
def test_email(text: str, expected: dict[str, Any]) -> None:
    (found,) = email.clean(text)
    assert {part: getattr(found, part) for part in expected} == expected


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        ("w***g@163.com", "wang@163.com", "compatible"),
        ("w***g@163.com", "wei@163.com", "different"),
        ("wang.xm@gmail.com", "wangxm@googlemail.com", "same"),
    ],
)
def test_email_with_another(left: str, right: str, code: str) -> None:
    assert clean_value("email", left, other=right)["level"]["code"] == code


def test_glued_addresses() -> None:
    assert [found.value for found in email.clean("wang@163.comli@qq.com")] == ["wang@163.com", "li@qq.com"]


@pytest.mark.parametrize(
    ("text", "platform", "value", "phone"),
    [
        ("VX：wang_xm88", "wechat", "wang_xm88", None),
        ("V：wang_xm88", "wechat", "wang_xm88", None),
        ("威信wang_xm88", "wechat", "wang_xm88", None),
        ("wxid_abc123def456", "wechat", "wxid_abc123def456", None),
        ("微信号：13800138000", "wechat", "13800138000", "+8613800138000"),
        ("qq10001234", "qq", "10001234", None),
        ("Line@daming", "line", "daming", None),
        ("賴:daming", "line", "daming", None),
        ("@daming", None, "daming", None),
        ("https://t.me/daming", "telegram", "daming", None),
        ("TG:@daming", "telegram", "daming", None),
        ("wa.me/85291234567", "whatsapp", "+85291234567", "+85291234567"),
        ("WhatsApp: +852 9123 4567", "whatsapp", "+85291234567", "+85291234567"),
        ("카카오톡 daming", "kakao", "daming", None),
    ],
)
def test_accounts(text: str, platform: str | None, value: str, phone: str | None) -> None:
    (found,) = handle.clean(text)
    assert (found.platform, found.value, found.phone) == (platform, value, phone)
    assert handle.clean(value)[0].value == value


def test_a_local_number_as_account_is_read_as_of_its_region() -> None:
    assert handle.clean("whatsapp 91234567", "HK")[0].phone == "+85291234567"
    assert handle.clean("zalo 0912345678", "VN")[0].phone == "+84912345678"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        *(
            (text, "same_as_phone")
            for text in ("手机同微信", "手机号即微信", "same as phone", "微信同上", "微信就是手机号")
        ),
        *((text, "empty") for text in ("没有微信", "无微信", "无")),
        *((text, "invalid_handle") for text in ("王小明", "wang xm88", "wangqq.com", "qq: daming")),
    ],
)
def test_no_accounts(text: str, problem: str) -> None:
    (found,) = handle.clean(text)
    assert (found.known, found.problem) == (None, problem)


def test_a_masked_account() -> None:
    (found,) = handle.clean("微信 wang***88")
    assert (found.value, found.known, found.precision, found.platform) == (None, "wang***88", "masked", "wechat")
    assert clean_value("handle", "wang***88", other="wang_xm88")["level"]["code"] == "compatible"
    assert clean_value("handle", "wang***88", other="wang_xm89")["level"]["code"] == "different"


@pytest.mark.parametrize(
    ("text", "type_", "problem"),
    [
        ("工商银行6222021234567890128", "card", None),
        ("6222021234567890127", "card", "check_digit"),
        ("6222021234567890000", None, "digits_lost"),  # a spreadsheet keeps fifteen digits
        ("GB82 WEST 1234 5698 7654 32", "iban", None),
        ("GB82WEST12345698765433", "iban", "check_digit"),
        ("尾号0128", "account", None),
        ("1234567890", None, "placeholder"),
    ],
)
def test_bank(text: str, type_: str | None, problem: str | None) -> None:
    (found,) = bank.clean(text, key=KEY)
    assert (found.type, found.problem) == (type_, problem)


@pytest.mark.parametrize(
    ("text", "value", "problem"),
    [
        *(
            (text, "m", None)
            for text in ("01", "1.0", "1-男", "男(1)", "☑男 □女", "男√ 女", "ｍ", "남자", "hombre", "M.")
        ),
        *((text, "f", None) for text in ("02", "2-女性", "□男 ☑女", "여", "weiblich", "féminin", "夫人")),
        *((text, None, "empty") for text in ("0", "9", "未知", "保密", "unknown")),
        *((text, None, "other_gender") for text in ("X", "其他", "non-binary")),
        *((text, None, "not_a_gender") for text in ("男/女", "M/F", "true")),
    ],
)
def test_gender(text: str, value: str | None, problem: str | None) -> None:
    (found,) = gender.clean(text)
    assert (found.value, found.problem) == (value, problem)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("wang@163.com 13800138000", ["email", "phone"]),
        ("微信: wang_xm88 电话13800138000", ["handle", "phone"]),
        ("wang@163.com/li@qq.com", ["email", "email"]),
        ("wang@", ["email"]),
        ("wangqq.com", ["email"]),
        ("wxid_abc123def456", ["handle"]),
    ],
)
def test_the_cell_tells_what_it_holds(text: str, kinds: list[str]) -> None:
    assert [found["kind"] for found in clean_value("contact", text)["values"]] == kinds
