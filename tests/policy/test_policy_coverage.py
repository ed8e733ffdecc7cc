"""What each person's own bases allow: channels, kinds of data and days; persons and numbers are invented."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policy_lender import Lender, Row, Said, covering, person_id, phone, state

import recontact
from recontact import schema
from recontact.model_file import ModelFile
from recontact.policy.coverage import CHANNELS, EVERYTHING, bits, coverage, words
from recontact.schema import KINDS

TODAY = date(2026, 6, 30)
MENTION = {"source": "forms", "row": 1, "record_id": "R1", "role": "self"}
BASIS = {"source": "forms", "record_id": "R1", "subject": "self", "purpose": "p", "granted": date(2024, 1, 1)}
WHOLE = {**BASIS, "record_id": "*"}


def covered(*bases: dict) -> dict:
    tables = pa.Table.from_pylist([MENTION], schema.MENTIONS), pa.Table.from_pylist(list(bases), schema.BASES)
    found = coverage(*tables, "p", {}, TODAY).to_pylist()[0]
    channels = None if found["channels"] == EVERYTHING else set(words(found["channels"], CHANNELS))
    kinds = None if found["categories"] == EVERYTHING else set(words(found["categories"], KINDS))
    return {**found, "channels": channels, "categories": kinds}


@pytest.mark.parametrize(
    ("bases", "channels"),
    [
        ([BASIS], None),  # it names none: those declared for the source
        ([{**BASIS, "channels": ["sms"]}], {"sms"}),
        ([{**BASIS, "channels": []}], set()),
        ([{**BASIS, "channels": ["fax"]}], set()),  # a word that is not known allows nothing
        ([{**BASIS, "channels": ["sms"]}, {**BASIS, "channels": ["email", "mail"]}], {"sms", "email", "mail"}),
        ([{**BASIS, "channels": ["sms"]}, BASIS], None),
        ([{**BASIS, "channels": ["sms"]}, {**WHOLE, "channels": ["mail"]}], {"sms", "mail"}),
        ([{**BASIS, "channels": ["sms"]}, {**BASIS, "purpose": "q"}], {"sms"}),  # for something else
        ([{**BASIS, "channels": ["sms"]}, {**BASIS, "expires": date(2026, 6, 29)}], {"sms"}),
        ([{**BASIS, "channels": ["sms"]}, {**BASIS, "subject": "guarantor"}], {"sms"}),
        # a withdrawal ends what was given before it, not what was given after
        ([BASIS, {**BASIS, "granted": date(2026, 1, 1), "channels": ["sms"]},
          {**BASIS, "withdrawn": date(2025, 1, 1)}], {"sms"}),
    ],
)  # fmt: skip
def test_channels(bases: list[dict], channels: set | None) -> None:
    assert covered(*bases)["channels"] == channels


def test_days_and_categories() -> None:
    old = {**BASIS, "expires": date(2027, 1, 1), "categories": ["name"]}
    new = {**BASIS, "granted": date(2025, 1, 1), "categories": ["phone"]}
    found = covered(old, new)
    assert (found["granted"], found["expires"]) == (date(2025, 1, 1), None)  # the youngest, which names no end
    assert found["categories"] == {"name", "phone"}
    assert covered()["granted"] is None


@given(st.lists(st.lists(st.sampled_from([*CHANNELS, "fax"])) | st.none(), max_size=5))
def test_bits_say_what_the_words_say(lists: list) -> None:
    for each, mask in zip(lists, bits(pa.array(lists, pa.list_(pa.string())), CHANNELS), strict=True):
        assert set(words(int(mask), CHANNELS)) == (set(CHANNELS) if each is None else set(each) - {"fax"})


ROWS = (
    Row("forms", "R1", date(2024, 1, 1), (Said("王伟", (phone(1),), person_id(1)),), "C1"),
    Row("shop", "R2", date(2025, 1, 1), (Said("王伟", (phone(2),), person_id(1)),)),
)


@pytest.fixture(scope="module")
def model(finished: recontact.Result) -> ModelFile:
    """One model version, trained on the example lender."""
    return ModelFile.read(finished.out / "model.json")


def lender(**changes: object) -> Lender:
    """The rows, those of the shop with another basis."""
    return Lender(ROWS, (*covering(ROWS[:1]), *covering(ROWS[1:], **changes)), ("C1",))


def test_a_basis_for_texts_allows_no_call(model: ModelFile, tmp_path: Path) -> None:
    found = state(lender(channels=["sms"]), model, tmp_path / "log")
    assert {row[2]: row[9] for row in found.contacts} == {
        "+8613900000001": "voice;sms",
        "+8613900000002": "sms",
    }
    found = state(lender(channels=["email"]), model, tmp_path / "log")
    assert {value for _, value in found.values} == {"+8613900000001"}
    assert ("C1", "mobile", "floor-channel", 1) in found.withheld


@settings(deadline=None, max_examples=10)
@given(kinds=st.lists(st.sampled_from(["name", "phone", "id"]), unique=True))
def test_what_a_basis_does_not_cover_is_as_if_it_had_not_been_there(
    kinds: list[str], model: ModelFile, tmp_path_factory: pytest.TempPathFactory
) -> None:
    log = tmp_path_factory.mktemp("log")
    narrow = state(lender(categories=kinds), model, log / "a")
    said = ROWS[1].people[0]
    bare = Said(
        said.name if "name" in kinds else "",
        said.phones if "phone" in kinds else (),
        said.id if "id" in kinds else None,
    )
    left = replace(lender(), rows=(ROWS[0], replace(ROWS[1], people=(bare,))))
    without = state(left, model, log / "b")
    assert (narrow.contacts, narrow.identities) == (without.contacts, without.identities)
