"""On which level two invented people agree. Telephone and identity numbers are synthetic."""

import math
from datetime import date

import numpy as np
import pytest
from linkage_pair import han, latin, levels, people, place

from recontact.linkage.compare import COMPARISONS, compare
from recontact.linkage.model import Model
from recontact.linkage.people import encode
from recontact.linkage.weigh import comparison


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        (han("张小伟", "zhang", "xiaowei"), han("张小伟", "zhang", "xiaowei"), "same_han"),
        (han("张小伟", "zhang", "xiaowei"), latin("zhang", "xiaowei"), "same"),
        (han("张小伟", "zhang", "xiaowei"), han("张*伟"), "masked"),
        (han("张小伟", "zhang", "xiaowei"), han("张**"), "given_missing"),
        (han("张小伟", "zhang", "xiaowei"), han("李*伟"), "partly_different"),
        (han("张小伟", "zhang", "xiaowei"), han("张*强"), "partly_surname"),
        (han("张小伟", "zhang", "xiaowei"), han("李丽", "li", "li"), "different_han"),
        (han("张小伟", "zhang", "xiaowei"), han("李小伟", "li", "xiaowei"), "given_han"),
        (han("张小伟", "zhang", "xiaowei"), han("张晓伟", "zhang", "xiaowei"), "homophone"),
        (han("张小伟", "zhang", "xiaowei"), han("张小红", "zhang", "xiaohong"), "one_character"),
        (han("张小伟", "zhang", "xiaowei"), han("张丽", "zhang", "li"), "surname_han"),
        (latin("smith", "robert"), latin("smith", "robert"), "same"),
        (latin("smith", "robert j"), latin("smith", "robert"), "same"),
        (latin("smith", "robert j"), latin("smith", "robert james"), "same"),
        (latin("smith", "robert j"), latin("smith", "robert m"), "middle_differs"),
        (latin("smith", "robert james"), latin("smith", "robert m"), "middle_differs"),
        (latin("smith", "robert james"), latin("smith", "robert jmaes"), "given_close"),
        (latin("smith", "robert j"), latin("smith", "bob m"), "given_close"),
        (latin("smith", "robert"), latin("smith", "bob"), "given_close"),
        (latin("smith", "robert"), latin("smith", "r"), "initial"),
        (latin("smith", "robert"), latin("smith", "r***"), "initial"),
        (latin("smith", "robert"), latin("smith", "***"), "given_missing"),
        (latin("smith", "robert"), latin("smith", "u"), "partly_surname"),
        (latin("smith", "robert"), latin("jones", "u"), "partly_different"),
        (latin("smith", "robert"), latin("smyth", "robert"), "surname_close"),
        (latin("smith", "robert"), latin("robert", "smith"), "swapped"),
        (latin("smith", "robert"), latin("jones", "smith"), "crossed"),
        (latin("smith", "robert"), latin("jones", "robert"), "given_only"),
        (latin("smith", "robert"), latin("smith", "ursula"), "surname_only"),
        (latin("smith", "robert"), latin("smith", None), "given_missing"),
        (latin("smith", "robert"), latin(None, "robert"), "surname_missing"),
        (latin("smith", "robert"), latin("jones", "ursula"), "different"),
        (latin("smith", "robert"), latin(None, None), None),
    ],
)
def test_names(left, right, code):
    assert levels(left, right).get("name") == code
    assert levels(right, left).get("name") == code


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        ("110101199001010010", "110101199001010010", "same"),
        ("110101199001010010", "110101********0010", "mostly_known"),
        ("110101199001010010", "**************0010", "partly_known"),
        ("110101199001010010", "****************10", "little_known"),
        ("110101199001010010", "110101199001010011", "one_off"),
        ("110101199001010010", "110101199001010115", "two_off"),
        ("110101199001010010", "110101198512120017", "different"),
        ("110101199001010010", "**************9999", "partly_different"),
        ("984009606", "**************9606", "partly_known"),
        ("984009606", "**************9607", "partly_different"),
        ("984009606", "984*****9606", None),
        ("110101199001010010", None, None),
        ("C6686689", "110101199003077758", None),  # another document: nothing to compare
        ("201777719", "2017777190", "one_off"),
    ],
)
def test_identity_numbers(left, right, code):
    assert levels({"id": left}, {"id": right}).get("id") == code


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        ("1980-04-06", "1980-04-06", "same"),
        ("1980-04-06", "1980-**-**", "compatible"),
        ("1980-04-06", "1980-06-04", "close"),
        ("1980-04-06", "1980-04-07", "close"),
        ("1980-04-06", "1980-04-17", "two_parts"),
        ("1980-04-06", "1980-12-17", "year"),
        ("1980-04-06", "1965-12-17", "different"),
        ("1980-04-06", "1965-**-**", "partly_different"),
        ("1980-04-06", None, None),
    ],
)
def test_birth_dates(left, right, code):
    assert levels({"born": left}, {"born": right}).get("born") == code


def test_a_birth_date_read_off_the_compared_id_is_not_counted_twice():
    left = {"id": "110101199001010010", "born": "1990-01-01", "born_from_id": True}
    assert "born" not in levels(left, left)
    assert levels(left, {**left, "id": None, "born_from_id": False})["born"] == "same"


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        (["+8613800000001", "+8613800000002"], ["+8613800000002"], "same"),
        (["+8613800000001"], ["+86138****0001"], "masked"),
        (["+8613800000001"], ["+8613800000007"], "close"),
        (["+8613800000001"], ["+8613912345678"], "different"),
        (["+8613800000001"], ["+86139****0009"], "partly_different"),
        (["+8613800000001"], ["+86139****0009", "+8613912345678"], "different"),
        (["+8613800000001"], [], None),
    ],
)
def test_phones(left, right, code):
    assert levels({"phones": left}, {"phones": right}).get("phones") == code


@pytest.mark.parametrize(
    ("seen", "phone", "address"),
    [
        ("2020-06-01", "same", "dwelling"),
        ("2022-06-01", "same_later", "dwelling"),
        ("2024-01-01", "same_later", "dwelling_later"),
        ("2012-01-01", "same_much_later", "dwelling_later"),
        (None, "same", "dwelling"),
    ],
)
def test_agreement_and_disagreement_years_apart_have_levels_of_their_own(seen, phone, address):
    left = {"phones": ["+8613800000001"], "addresses": [place(**HOUSE)], "seen": date(2020, 1, 1)}
    day = date.fromisoformat(seen) if seen else None
    found = levels(left, {**left, "seen": day})
    assert (found["phones"], found["address"]) == (phone, address)
    other = {"phones": ["+8613912345678"], "addresses": [place(**{**HOUSE, "road": "mill lane", "city": "salem"})]}
    found = levels(left, {**other, "seen": day})
    assert found["phones"] == phone.replace("same", "different")
    assert found["address"] == address.replace("dwelling", "different")


def test_the_longer_ago_the_less_a_telephone_tells():
    phones = comparison(Model.default(), "phones").levels
    weight = {level.code: math.log2(level.match / level.chance) for level in phones}
    same = [weight[code] for code in ("same", "same_later", "same_much_later")]
    different = [weight[code] for code in ("different", "different_later", "different_much_later")]
    assert same == sorted(same, reverse=True)
    assert different == sorted(different)


def test_a_number_of_too_many_people_tells_nothing():
    owners = [{"surname": f"s{letter}x", "given": "na", "phones": ["+8613800000001"]} for letter in "abcdefghijklmnop"]
    e = encode(people(*owners), Model.default())
    found, rarities = np.zeros(len(COMPARISONS), np.int64), np.zeros(len(COMPARISONS))
    compare(e.people, 0, 1, found, rarities)
    assert found[COMPARISONS.index("phones")] == 0


COMMUNITY = {"city": "杭州", "place": "桃源家园", "building": "13", "unit": "1", "room": "2802"}
HOUSE = {"city": "boston", "road": "college road", "number": "1847", "unit": "12"}


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        (COMMUNITY, COMMUNITY, "dwelling"),
        (COMMUNITY, {**COMMUNITY, "city": None}, "dwelling"),
        (COMMUNITY, {**COMMUNITY, "city": "太原"}, "road"),
        (COMMUNITY, {**COMMUNITY, "unit": None}, "nearly"),
        (COMMUNITY, {**COMMUNITY, "room": "101"}, "building"),
        (COMMUNITY, {**COMMUNITY, "building": "4"}, "road"),
        (COMMUNITY, {"city": "杭州"}, "city"),
        (COMMUNITY, {"city": "太原"}, "different"),
        (HOUSE, {**HOUSE, "city": None}, "dwelling"),
        (HOUSE, {**HOUSE, "road": "colege road"}, "nearly"),
        (HOUSE, {**HOUSE, "unit": "3"}, "building"),
        (HOUSE, {**HOUSE, "number": "3"}, "road"),
        ({"postcode": "hx13aa"}, {"postcode": "hx13aa"}, "postcode"),
        ({"postcode": "hx13aa"}, {"postcode": "hx14zz"}, "district"),
        ({"postcode": "hx13aa"}, {"road": "college road"}, None),
    ],
)
def test_addresses(left, right, code):
    assert levels({"addresses": [place(**left)]}, {"addresses": [place(**right)]}).get("address") == code


def test_the_best_pair_of_addresses_counts():
    moved = [place(**HOUSE), place(**COMMUNITY)]
    assert levels({"addresses": moved}, {"addresses": [place(**COMMUNITY)]})["address"] == "dwelling"


def test_unknown_is_not_different():
    assert levels({}, {}) == {}
    known = {"gender": "f", "employer": "acme", "occupation": "clerk", "birth_place": "wyre", "customer": "C1"}
    assert levels(known, {}) == {}
    assert set(levels(known, known).values()) == {"same"}
