"""More headers of lenders' files: initials of pinyin, Taiwan and Hong Kong words, questions, other persons."""

import pytest

from recontact.points.header import Meaning, recognise

MOBILES = ["13800001111", "186 0000 2222", "+8613900003333"]


@pytest.mark.parametrize(
    ("header", "kind", "role", "usage"),
    [
        ("紧急联系人电话", "phone", "emergency_contact_1", "own"),
        ("紧急联系人姓名", "name", "emergency_contact_1", "own"),
        ("紧急联系人2手机", "phone", "emergency_contact_2", "own"),
        ("第二联系人电话", "phone", "emergency_contact_2", "own"),
        ("联系人1手机", "phone", "emergency_contact_1", "own"),
        ("联系人二姓名", "name", "emergency_contact_2", "own"),
        ("联系人电话", "phone", "emergency_contact_1", "own"),
        ("第三方电话", "phone", "emergency_contact_1", "own"),
        ("配偶手机", "phone", "emergency_contact_1", "own"),
        ("亲属电话", "phone", "emergency_contact_1", "own"),
        ("宅电", "phone", "self", "home"),
        ("备用电话", "phone", "self", "alternate"),
        ("手机2", "phone", "self", "alternate"),
        ("tel_2", "phone", "self", "alternate"),
        ("phone_1", "phone", "self", "own"),
        ("email2", "email", "self", "alternate"),
        ("mobile_no_spouse", "phone", "emergency_contact_1", "own"),
        ("SpouseMobileNo", "phone", "emergency_contact_1", "own"),
        ("emerg_contact_tel", "phone", "emergency_contact_1", "own"),
        ("ec1_phone", "phone", "emergency_contact_1", "own"),
        ("EC_Name", "name", "emergency_contact_1", "own"),
        ("reference_phone", "phone", "emergency_contact_1", "own"),
        ("contact_person", "name", "emergency_contact_1", "own"),
        ("next_of_kin_phone", "phone", "emergency_contact_1", "own"),
        ("共同借款人姓名", "name", "guarantor", "own"),
        ("担保人手机", "phone", "guarantor", "own"),
        ("债务人", "name", "self", "own"),
        ("被执行人", "name", "self", "own"),
        ("主贷人", "name", "self", "own"),
        ("借款人手机", "phone", "self", "own"),
        ("债务人身份证", "id", "self", "own"),
        ("戶籍地址", "address", "self", "registered"),
        ("现居地址", "address", "self", "current"),
        ("家庭住址", "address", "self", "home"),
        ("公司地址", "address", "self", "work"),
        ("收货地址", "address", "self", "delivery"),
        ("work_addr", "address", "self", "work"),
        ("addr_line_1", "road", "self", "own"),
        ("addr_line2", "place", "self", "own"),
        ("身份证后四位", "id", "self", "own"),
        ("身分證字號", "id", "self", "own"),
        ("身份證號碼", "id", "self", "own"),
        ("居留證號", "id", "self", "own"),
        ("護照號碼", "id", "self", "own"),
        ("HKID No.", "id", "self", "own"),
        ("NRIC", "id", "self", "own"),
        ("Aadhaar No", "id", "self", "own"),
        ("SSN_last4", "id", "self", "own"),
        ("備註", "note", "self", "own"),
        ("催收记录", "note", "self", "own"),
        ("sjhm", "phone", "self", "own"),
        ("shouji", "phone", "self", "own"),
        ("lxdh", "phone", "self", "own"),
        ("xm", "name", "self", "own"),
        ("xingming", "name", "self", "own"),
        ("sfzh", "id", "self", "own"),
        ("dz", "address", "self", "own"),
        ("xb", "gender", "self", "own"),
        ("csrq", "born", "self", "own"),
        ("dwmc", "employer", "self", "own"),
        ("dwdh", "phone", "self", "work"),
        ("lxr", "name", "emergency_contact_1", "own"),
        ("bz", "note", "self", "own"),
        ("khxm", "name", "self", "own"),
        ("yx", "email", "self", "own"),
        ("wx", "im", "self", "own"),
        ("LINE ID", "im", "self", "own"),
        ("E-mail地址", "email", "self", "own"),
        ("電郵", "email", "self", "own"),
        ("公司邮箱", "email", "self", "work"),
        ("称谓", "gender", "self", "own"),
        ("d.o.b.", "born", "self", "own"),
        ("birth_dt", "born", "self", "own"),
        ("英文名", "name", "self", "own"),
        ("姓名拼音", "name", "self", "own"),
        ("曾用名", "name", "self", "previous"),
        ("former_name", "name", "self", "previous"),
        ("first_nm", "given_name", "self", "own"),
        ("last_nm", "surname", "self", "own"),
        ("借据号", "record_id", "self", "own"),
        ("合同编号", "record_id", "self", "own"),
        ("CIF", "customer", "self", "own"),
        ("cust_no", "customer", "self", "own"),
        ("录入日期", "seen", "self", "own"),
        ("更新时间", "seen", "self", "own"),
        ("手机号(必填)", "phone", "self", "own"),
        ("*手机号", "phone", "self", "own"),
        ("手机号码（本人）", "phone", "self", "own"),
        ("姓名/Name", "name", "self", "own"),
        ("Mobile Phone Number (Primary)", "phone", "self", "own"),
        ("Home Tel", "phone", "self", "home"),
        ("Office Tel", "phone", "self", "work"),
        ("Residential Address", "address", "self", "current"),
        ("Permanent Address", "address", "self", "registered"),
        ("Correspondence Address", "address", "self", "own"),
        ("行動電話", "phone", "self", "own"),
        ("住家電話", "phone", "self", "home"),
        ("流動電話", "phone", "self", "own"),
        ("手提電話", "phone", "self", "own"),
        ("戶名", "name", "self", "own"),
        ("緊急聯絡人", "name", "emergency_contact_1", "own"),
        ("緊急聯絡人電話", "phone", "emergency_contact_1", "own"),
        ("連絡人", "name", "emergency_contact_1", "own"),
    ],
)
def test_headers_say_what_and_whose(header: str, kind: str, role: str, usage: str) -> None:
    meaning = recognise(header)
    assert meaning is not None
    assert (meaning.kind, meaning.role, meaning.usage) == (kind, role, usage)


@pytest.mark.parametrize(
    "header",
    [
        *("是否本人", "是否有微信", "手机是否实名", "has_phone", "is_mobile", "phone_verified", "email_opt_in"),
        *("手机号状态", "手机归属地", "手机品牌", "手机型号", "电话次数", "phone_type", "微信昵称", "证件有效期"),
        *("导出日期", "export_date", "还款日期", "放款日期", "payment_date", "due date", "逾期天数"),
        *("车牌号码", "发票号码", "产品名称", "統一社會信用代碼", "传真", "fax_no", "开户行", "抵押物地址", "密码"),
    ],
)
def test_headers_of_something_else(header: str) -> None:
    assert recognise(header) is None


@pytest.mark.parametrize(
    ("header", "cells", "kind"),
    [
        ("手机", ["是", "否", "是"], None),  # whether there is one
        ("wechat", ["Y", "N"], None),
        ("gender", ["1", "0"], "gender"),
        ("手机", ["110101199003077758", "11010519491231002X"], "id"),
        ("身份证", MOBILES, "phone"),
        ("姓名", MOBILES, "phone"),
        ("地址", ["a.lin@163.com", "b.wu@qq.com"], "email"),
        ("编号", MOBILES, "record_id"),  # some lenders number their customers so
        ("Unnamed: 3", MOBILES, "phone"),
        ("Unnamed: 3", ["a", "b"], None),
    ],
)
def test_values_against_their_header(header: str, cells: list[str], kind: str | None) -> None:
    meaning: Meaning | None = recognise(header, cells)
    assert (meaning.kind if meaning else None) == kind
