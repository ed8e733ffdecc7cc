"""Headers of lenders' files and what they mean. Values are invented, telephone and identity numbers synthetic."""

import pytest

from recontact.points.header import recognise
from recontact.schema import KINDS, ROLES, USAGES

MOBILES = ["13800001111", "186 0000 2222", "+8613900003333"]


@pytest.mark.parametrize(
    ("header", "kind", "role", "usage"),
    [
        ("單位電話", "phone", "self", "work"),
        ("住宅电话", "phone", "self", "home"),
        ("备用手机", "phone", "self", "alternate"),
        ("联系电话", "phone", "self", "own"),
        ("office_tel", "phone", "self", "work"),
        ("work_phone", "phone", "self", "work"),
        ("bind_mobile", "phone", "self", "account"),
        ("紧急联系人", "name", "emergency_contact_1", "own"),
        ("紧急联系人1姓名", "name", "emergency_contact_1", "own"),
        ("紧急联系人2电话", "phone", "emergency_contact_2", "own"),
        ("紧急联系人1关系", "relation", "emergency_contact_1", "own"),
        ("ref1_phone", "phone", "emergency_contact_1", "own"),
        ("contact_name", "name", "emergency_contact_1", "own"),
        ("配偶姓名", "name", "emergency_contact_1", "own"),
        ("guarantor_name", "name", "guarantor", "own"),
        ("户籍地址", "address", "self", "registered"),
        ("身份证地址", "address", "self", "registered"),
        ("现住址", "address", "self", "current"),
        ("receiver_address", "address", "self", "delivery"),
        ("用电地址", "address", "self", "service"),
        ("身份证", "id", "self", "own"),
        ("證號", "id", "self", "own"),
        ("soc_sec_id", "id", "self", "own"),
        ("CertNo", "id", "self", "own"),
        ("备注", "note", "self", "own"),
        ("remarks", "note", "self", "own"),
        ("CustName", "name", "self", "own"),
        ("PRIMARY_NAME_FULL", "name", "self", "own"),
        ("PRIMARY_NAME_LAST", "surname", "self", "own"),
        ("first_name", "given_name", "self", "own"),
        ("middle_initial", "middle_name", "self", "own"),
        ("first_and_surname", "name", "self", "own"),
        ("date_of_birth", "born", "self", "own"),
        ("emailAddress", "email", "self", "own"),
        ("微信号", "im", "self", "own"),
        ("employer_name", "employer", "self", "own"),
        ("单位名称", "employer", "self", "own"),
        ("birth_place", "birth_place", "self", "own"),
        ("客户编号", "customer", "self", "own"),
        ("申请编号", "record_id", "self", "own"),
        ("申请日期", "seen", "self", "own"),
        ("as_of", "seen", "self", "own"),
        ("address_1", "road", "self", "own"),
        ("address_2", "place", "self", "own"),
        ("street_number", "number", "self", "own"),
        ("unit_number", "unit", "self", "own"),
        ("suburb", "city", "self", "own"),
        ("zipcode", "postcode", "self", "own"),
        ("state", "region", "self", "own"),
    ],
)
def test_header_says_what_the_column_means(header: str, kind: str, role: str, usage: str) -> None:
    meaning = recognise(header)
    assert meaning is not None
    assert (meaning.kind, meaning.role, meaning.usage) == (kind, role, usage)
    assert meaning.confidence > 0.9
    assert meaning.role in ROLES
    assert meaning.usage in USAGES


@pytest.mark.parametrize(
    "header",
    [
        "状态",
        "开户日期",
        "hire_date",
        "PHONE_TYPE",
        "PASSPORT_COUNTRY",
        "PRIMARY_NAME_ORG",
        "buyer_uid",
        "",
        "渠道代码",
        "age",
    ],
)
def test_other_columns_mean_nothing_here(header: str) -> None:
    assert recognise(header, ["x", "y"]) is None


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("设备指纹", "device"),
        ("device_fp", "device"),
        ("IMEI", "device"),
        ("GPS定位", "location"),
        ("通讯录", "address_book"),
        ("通话记录", "call_record"),
        ("call_log", "call_record"),
        ("facebook_url", "social_media"),
        ("人脸照片", "biometric"),
    ],
)
def test_forbidden_kinds_are_named(header: str, what: str) -> None:
    meaning = recognise(header, MOBILES)
    assert meaning is not None
    assert meaning.kind == "forbidden"
    assert meaning.kind not in KINDS
    assert meaning.why.startswith(what)


@pytest.mark.parametrize(
    ("header", "sample", "kind"),
    [
        ("column_7", MOBILES, "phone"),
        ("联系方式", ["a.lin@example.com", "b.wu@example.com"], "email"),
        ("联系方式", MOBILES, "phone"),
        ("字段3", ["110101199003071233", "11010119851231002X"], "id"),
        ("字段4", ["王小明", "李建国", "欧阳建国"], "name"),
        ("col", ["男", "女"], "gender"),
        ("col", ["配偶", "父母"], "relation"),
        ("col", ["深圳市南山区学府花园2栋1单元301", "北京市朝阳区建国路88号"], "address"),
        ("微信号", MOBILES, "im"),  # many use their number as handle
    ],
)
def test_clear_values_win(header: str, sample: list[str], kind: str) -> None:
    meaning = recognise(header, sample)
    assert meaning is not None
    assert meaning.kind == kind


def test_values_against_the_header_keep_whose_they_are() -> None:
    meaning = recognise("紧急联系人姓名", MOBILES)
    assert meaning is not None
    assert (meaning.kind, meaning.role) == ("phone", "emergency_contact_1")
    assert not any(mobile in meaning.why for mobile in MOBILES)


def test_a_repeated_header_is_of_a_second_person() -> None:
    meaning = recognise("姓名.1")
    assert meaning is not None
    assert (meaning.kind, meaning.role) == ("name", "emergency_contact_1")
    assert meaning.confidence < 0.8


def test_a_mixed_column_says_what_its_cells_may_be() -> None:
    mixed, plain = recognise("联系方式"), recognise("联系电话")
    assert mixed is not None
    assert plain is not None
    assert (mixed.kind, mixed.also) == ("phone", ("im", "email"))
    assert plain.also == ()
