"""What every answer of `recontact clean` holds, whatever the field; all values are invented."""

import json
from typing import Any

import pytest

from recontact.cleaning import FIELDS, clean_value
from recontact.cli.clean import Field

ASKED = {
    "phone": ["13800138000", "138****8000", "1.38E+10", "91234567", "12345", "无", "13800138000/13900139000"],
    "name": ["王小明", "王*明", "SMITH, JOHN", "测试"],
    "address": ["深圳市南山区深南大道9988号", "123 Main St, Boston, MA 02110", "同上"],
    "id": ["110101199003077758", "110101********7758", "11010119900307775", "A123456(3)", "000000000000000000"],
    "dob": ["1990-03-07", "90-03-07", "03/04/1985", "1990", "35岁"],
    "email": ["wang@163.com", "w***g@163.com", "none@none.com", "wang@163"],
    "handle": ["wx: wang_xm88", "微信同号", "wang***88"],
    "bank": ["6222 0212 3456 7890 128", "尾号0128"],
    "gender": ["男", "X", "0"],
    "relation": ["妻子", "与本人无关"],
    "employer": ["深圳市某某科技有限公司", "无业"],
    "contact": ["wang@163.com 13800138000", "?"],
    "schema": ["手机", "IMEI", "foo", "手机是否实名"],
}


def test_every_field_is_asked_and_offered() -> None:
    assert tuple(ASKED) == FIELDS == tuple(field.value for field in Field)


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in ASKED.items() for value in values])
def test_a_program_can_check_every_answer(field: str, value: str) -> None:
    answer = json.loads(json.dumps(clean_value(field, value)))
    assert (answer["field"], answer["region"]) == (field, None)
    assert answer["values"]
    for found in answer["values"]:
        assert {"kind", "valid", "problem"} <= found.keys()
        assert found["problem"] is None or found["problem"].replace("_", "").isalpha()
        assert not (found["valid"] and found["problem"])
        if field != "schema":
            _explains_itself(found)


@pytest.mark.parametrize("field", [field for field in ASKED if field not in ("schema", "contact")])
def test_two_values_of_every_kind_are_compared(field: str) -> None:
    first = ASKED[field][0]
    level = clean_value(field, first, other=first)["level"]
    assert level["field"] == field
    assert level["index"] == 1
    assert level["code"].startswith("same")
    assert level["of"] >= 2
    assert level["en"].endswith(".")
    assert level["zh"].endswith("。")


def _explains_itself(found: dict[str, Any]) -> None:
    """What is valid is whole; what is not says why, by a problem or by how much of it is known."""
    assert {"value", "known", "type", "precision", "flags"} <= found.keys()
    assert found["valid"] == (found["value"] is not None and found["problem"] is None)
    assert found["valid"] or found["problem"] or found["precision"] in ("masked", "damaged", "partial", "ambiguous")


@pytest.mark.parametrize(
    ("text", "candidates"),
    [("90-03-07", ["1990-03-07"]), ("05-03-07", ["1905-03-07", "2005-03-07"])],
)
def test_a_year_without_its_century_has_candidates(text: str, candidates: list[str]) -> None:
    (found,) = clean_value("dob", text, region="CN")["values"]
    assert found["candidates"] == candidates


def test_a_serial_number_counted_from_1904() -> None:
    assert clean_value("dob", "31477", context="Excel, 1904 date system")["values"][0]["value"] == "1990-03-07"
    assert clean_value("dob", "32939")["values"][0]["value"] == "1990-03-07"


@pytest.mark.parametrize(
    ("value", "context", "kind"),
    [("手机", "是, 否, 是", None), ("联系方式", "a.lin@163.com, b.wu@qq.com", "email"), ("手机", "col", "phone")],
)
def test_a_headers_context_holds_cells(value: str, context: str, kind: str | None) -> None:
    assert clean_value("schema", value, context=context)["values"][0]["kind"] == kind


def test_a_columns_words_name_the_messenger() -> None:
    (found,) = clean_value("contact", "@daming", context="telegram")["values"]
    assert (found["kind"], found["platform"], found["value"]) == ("handle", "telegram", "daming")
