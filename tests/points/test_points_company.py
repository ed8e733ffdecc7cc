"""Invented employers and the words of relations."""

import pyarrow as pa
import pytest

from recontact.points import company, relation
from recontact.schema import CLEANED, RELATIONS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("合肥长江梁和电子有限公司", "合肥长江梁和电子"),
        ("合肥長江梁和電子有限責任公司", "合肥长江梁和电子"),
        ("Northwind Foods LLC", "northwind foods"),
        ("Northwind Foods, L.L.C.", "northwind foods"),
        ("NORTHWIND FOODS CO., LTD", "northwind foods"),
        ("Smith's & Sons Inc", "smiths & sons"),
    ],
)
def test_employer_without_its_legal_form(text: str, value: str) -> None:
    (found,) = company.clean(text)
    assert (found.value, found.known, found.type, found.precision) == (value, value, "company", "full")
    assert company.clean(value)[0].value == value


@pytest.mark.parametrize(
    ("text", "problem"), [("无业", "placeholder"), ("Retired", "placeholder"), ("123", "not_a_name")]
)
def test_no_employer(text: str, problem: str) -> None:
    assert company.clean(text)[0].problem == problem


def test_company_column_and_mask() -> None:
    table = company.clean_column(pa.array(["Northwind Foods LLC", "无"]))
    assert table.schema.names == CLEANED.names
    assert table["value"].to_pylist() == ["northwind foods", None]
    assert (company.mask("northwind foods"), company.show("northwind foods")) == ("n***", "Northwind Foods")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("配偶", "spouse"),
        ("妻子", "spouse"),
        ("父母", "parent"),
        ("子女", "child"),
        ("兄弟姐妹", "sibling"),
        ("兄弟姊妹", "sibling"),
        ("親戚", "relative"),
        ("朋友", "friend"),
        ("同事", "colleague"),
        ("其他", "other"),
        ("Spouse", "spouse"),
        ("co-worker", "colleague"),
        ("Mother-in-law", "relative"),
        ("", None),
        ("xyz", None),
    ],
)
def test_relation(text: str, code: str | None) -> None:
    assert relation.relation(text) == code


def test_relation_column_holds_only_known_codes() -> None:
    table = relation.clean_column(pa.array(["配偶", "xyz", "friend"]))
    assert table["value"].to_pylist() == ["spouse", None, "friend"]
    assert {code for code in table["value"].to_pylist() if code} <= set(RELATIONS)
