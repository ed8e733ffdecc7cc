"""May a mention be used: tables of invented people and the rule that withholds each."""

from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest

from recontact import schema
from recontact.policy.jurisdiction import read_rules
from recontact.policy.rule import ELEMENTS
from recontact.policy.subject import owner, subject_key
from recontact.policy.use import Use, permit_age, permit_category, permit_use
from recontact.schema import UNDATED, Declaration, Source

TODAY = date(2026, 6, 30)
PURPOSE = "recontact_lost_borrower"
COMPLETE = Declaration("consent", "notice-1", "ref-1", "Lender", ("Lender",), ("voice",), ("name", "phone"))
SOURCES = {name: Source(id=name, declaration=COMPLETE) for name in ("forms", "agency")}


def use(*places: str) -> Use:
    return Use(PURPOSE, TODAY, read_rules(places or ["cn"]), {"collections_contact": PURPOSE, "ads": "other"})


def mention(record: str = "R1", role: str = "self", source: str = "forms", row: int = 1, customer: str | None = None):
    key = record if role == "self" else f"{record}#{role}"
    return {"source": source, "row": row, "record_id": key, "role": role, "customer": customer}


def basis(record: str = "R1", subject: str = "self", source: str = "forms", **changes: object):
    row = {"source": source, "record_id": record, "subject": subject, "purpose": "collections_contact"}
    return {**row, "granted": date(2024, 1, 1), "expires": None, "withdrawn": None, **changes}


def refused(mentions: list, bases: list, **settings) -> list[str | None]:
    return permit_use(
        pa.Table.from_pylist(mentions, schema.MENTIONS),
        pa.Table.from_pylist(bases, schema.BASES),
        settings.get("sources", SOURCES),
        settings.get("use", use()),
        settings.get("ids"),
    ).to_pylist()


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, None),
        ({"purpose": PURPOSE}, None),  # the lender may use our own word
        ({"purpose": "ads"}, "cn-pipl-14"),
        ({"purpose": "unheard of"}, "cn-pipl-14"),
        ({"purpose": None}, "cn-pipl-14"),
        ({"granted": TODAY}, None),
        ({"granted": date(2026, 7, 1)}, "floor-granted"),
        ({"granted": None}, "floor-granted"),
        ({"expires": TODAY}, None),  # the last day counts
        ({"expires": date(2026, 6, 29)}, "cn-pipl-19"),
        ({"withdrawn": TODAY}, "cn-pipl-15"),
        ({"withdrawn": date(2026, 7, 1)}, None),  # not yet
        ({"record_id": "*"}, None),  # an agreement with the whole source
        ({"record_id": "R2"}, "cn-pipl-13-basis"),
        ({"source": "agency"}, "cn-pipl-13-basis"),
        ({"subject": "emergency_contact_1"}, "cn-pipl-13-basis"),
    ],
)
def test_one_basis(changes: dict, rule: str | None) -> None:
    assert refused([mention()], [{**basis(), **changes}]) == [rule]


def test_third_party_needs_their_own_basis() -> None:
    people = [
        mention(),
        mention(role="emergency_contact_1"),
        mention(role="emergency_contact_2"),
        mention(role="buyer"),
    ]
    given = [basis(), basis(subject="emergency_contact_2")]
    assert refused(people, given) == [None, "cn-pipl-23", None, "cn-pipl-23"]
    assert refused(people, [basis("*")])[1:] == ["cn-pipl-23"] * 3  # the borrower's agreement covers nobody else


def test_any_basis_will_do_but_a_withdrawal_beats_older_grants() -> None:
    expired = basis(expires=date(2025, 1, 1))
    assert refused([mention()], [expired, basis("*")]) == [None]
    withdrawn = basis(granted=date(2024, 6, 1), withdrawn=date(2025, 1, 1))
    assert refused([mention()], [withdrawn, basis("*")]) == ["cn-pipl-15"]
    assert refused([mention()], [withdrawn, basis(granted=date(2025, 2, 1))]) == [None]  # asked again, and given
    other_purpose = basis(purpose="ads", withdrawn=date(2025, 1, 1))
    assert refused([mention()], [other_purpose, basis()]) == [None]
    for unread in ({"withdrawn": UNDATED}, {"withdrawn": date(2025, 1, 1), "purpose": ""}):
        doubtful = basis(granted=None, **unread)  # a day or purpose that cannot be read: withdrawn all the same
        assert refused([mention()], [doubtful, basis("*", granted=date(2024, 1, 1))]) == ["cn-pipl-15"]


def test_do_not_contact_covers_everybody_in_the_customers_rows() -> None:
    people = [
        mention(customer="C1"),
        mention(role="emergency_contact_1"),
        mention("R2", row=2, customer="C2"),
        mention("R2", role="emergency_contact_1", row=2),
    ]
    given = [basis("*"), basis("*", "emergency_contact_1")]
    never = [
        basis("C1", source="*", purpose="all", granted=None),
        basis("C2", "emergency_contact_1", "*", granted=None),
    ]
    assert refused(people, given) == [None] * 4
    assert refused(people, given + never) == ["cn-civil-1033", "cn-civil-1033", None, "cn-civil-1033"]


def test_do_not_contact_follows_the_person_to_another_customer_number() -> None:
    people = [mention(customer="C1"), mention("R2", row=2, customer="C2"), mention("R3", row=3, customer="C3")]
    never = basis("C1", source="*", purpose="all", granted=None)
    ids = pa.table({"mention": pa.array([0, 1, 2], pa.int32()), "value": ["SYN-1", "SYN-1", "SYN-2"]})
    assert refused(people, [basis("*"), never], ids=ids) == ["cn-civil-1033", "cn-civil-1033", None]


@pytest.mark.parametrize("element", ELEMENTS)
def test_each_missing_element_withholds_its_source_by_its_own_rule(element: str) -> None:
    lacking = Source(id="agency", declaration=replace(COMPLETE, **{element: () if element.endswith("s") else None}))
    people = [mention(), mention(source="agency")]
    found = refused(people, [basis("*"), basis("*", source="agency")], sources={**SOURCES, "agency": lacking})
    rules = use().rules
    assert found == [None, rules.naming("declare", element)]
    assert element in str(rules.find(found[1] or "").value)


@pytest.mark.parametrize(
    ("word", "places", "rule"),
    [
        ("consent", ["cn"], None),
        ("legitimate_interest", ["cn"], "cn-pipl-13"),
        ("legitimate_interest", ["gb"], None),
        ("legitimate_interest", ["gb", "cn"], "cn-pipl-13"),  # the strictest holds
        ("because", ["gb"], "gb-gdpr-6"),
        (None, ["us"], "floor-lawful-basis"),
    ],
)
def test_lawful_basis(word: str | None, places: list[str], rule: str | None) -> None:
    sources = {"forms": Source(id="forms", declaration=replace(COMPLETE, lawful_basis=word))}
    assert refused([mention()], [basis()], sources=sources, use=use(*places)) == [rule]


def test_undeclared_source_is_withheld() -> None:
    assert refused([mention(source="found")], [basis(source="found")]) == ["cn-pipl-13"]


def test_no_bases_at_all_and_no_mentions_at_all() -> None:
    assert refused([mention()], []) == ["cn-pipl-13-basis"]
    assert refused([], [basis()]) == []


def test_categories() -> None:
    source = pa.array(["forms", "forms", "agency", "found", "forms"])
    kind = pa.array(["name", "address", "phone", "name", "location"])
    found = permit_category(source, kind, SOURCES, use().rules).to_pylist()
    assert found == [None, "cn-pipl-28", None, "cn-pipl-28", "cn-pipl-28"]


@pytest.mark.parametrize(
    ("born", "adult"),
    [
        ("2008-06-30", True),  # the 18th birthday
        ("2008-07-01", False),
        ("2008-06-**", False),  # might be the day after
        ("2007-**-**", True),
        ("****-01-01", True),  # an unknown year proves nothing
        (None, True),
    ],
)
def test_minors(born: str | None, adult: bool) -> None:
    found = permit_age(pa.array([born], pa.string()), use()).to_pylist()
    assert found == [None if adult else "cn-pipl-31"]


def test_keys_and_owners() -> None:
    people = pa.Table.from_pylist(
        [mention("A#1", "emergency_contact_1"), mention("A#1"), mention("B", "buyer", row=2)], schema.MENTIONS
    )
    assert subject_key(people).to_pylist() == ["A#1", "A#1", "B"]
    assert owner(people).tolist() == [1, 1, -1]
