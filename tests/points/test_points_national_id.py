"""Identity numbers: invented, with right check digits where it says so."""

import random

import pyarrow as pa
import pytest

from recontact.points import national_id
from recontact.points.check_digit import resident_sign
from recontact.points.cleaned import tabulate
from recontact.points.resident_id import NationalId, candidates


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("11010519491231002x", "cn_resident", "11010519491231002X"),
        ("１１０１０５１９４９１２３１００２Ｘ", "cn_resident", "11010519491231002X"),
        ("110105 19491231 002X", "cn_resident", "11010519491231002X"),
        ("'110101199003077758", "cn_resident", "110101199003077758"),
        ("身份证：110101199003077758", "cn_resident", "110101199003077758"),
        ("110101900307775", "cn_resident", "110101199003077758"),  # fifteen digits
        ("371202198001010011", "cn_resident", "371202198001010011"),  # the county was abolished, the number stays
        ("440305196001010014", "cn_resident", "440305196001010014"),  # the county is younger than the holder
        ("A123456(3)", "hk_resident", "A1234563"),
        ("AB987654(3)", "hk_resident", "AB9876543"),
        ("G123456(A)", "hk_resident", "G123456A"),
        ("1234567(8)", "mo_resident", "12345678"),
        ("A123456789", "tw_resident", "A123456789"),
        ("A800000014", "tw_resident", "A800000014"),
        ("AC01234567", "tw_resident", "AC01234567"),  # a residence certificate until 2020
        ("E12345678", "passport", "E12345678"),
        ("EA1234567", "passport", "EA1234567"),
        ("H0123456789", "home_permit", "H0123456789"),
        ("933-00-4172", "other", "933004172"),
        ("933004172.0", "other", "933004172"),
        ("5304218", "other", "5304218"),
    ],
)
def test_full(text: str, type_: str, value: str) -> None:
    (found,) = national_id.clean(text)
    assert (found.type, found.value, found.known, found.precision, found.problem) == (type_, value, value, "full", None)


@pytest.mark.parametrize(
    ("text", "known", "precision", "born", "gender", "region"),
    [
        ("110101********7758", "110101********7758", "masked", None, "m", "110101"),
        ("1101011990030777**", "1101011990030777**", "masked", "1990-03-07", None, "110101"),
        ("110101199003****58", "110101199003****58", "masked", "1990-03-**", "m", "110101"),
        ("110101****7758", "110101********7758", "masked", None, "m", "110101"),
        ("110101900307***", "11010119900307****", "masked", "1990-03-07", None, "110101"),
        ("1****************8", "1****************8", "masked", None, None, "1*****"),
        ("110101XXXXXXXX7758", "110101********7758", "masked", None, "m", "110101"),
        ("933****72", "933****72", "masked", None, None, None),
        ("110101199003077000", "110101199003077***", "damaged", "1990-03-07", None, "110101"),
        ("110101199003071000", "110101199003071***", "damaged", "1990-03-07", None, "110101"),
        ("1.10101199003078E+17", "11010119900307****", "damaged", "1990-03-07", None, "110101"),
        ("3.10115E+17", "31011*************", "damaged", None, None, "31011*"),
        ("9.35003E+08", "93500****", "damaged", None, None, None),
        ("1101011990030777", "1101011990030777**", "partial", "1990-03-07", None, "110101"),
        ("7439", "**************7439", "partial", None, None, None),
        ("A123456", "A123456*", "partial", None, None, None),
    ],
)
def test_partly_known(
    text: str, known: str, precision: str, born: str | None, gender: str | None, region: str | None
) -> None:
    (found,) = national_id.clean(text)
    assert (found.value, found.known, found.precision) == (None, known, precision)
    assert (found.born, found.gender, found.region_code) == (born, gender, region)


@pytest.mark.parametrize(
    ("text", "known", "problem"),
    [
        ("11010519491231003X", "11010519491231003X", "check_digit"),
        ("A123456788", "A123456788", "check_digit"),
        ("11010519491331002X", "11010519491331002X", "birth_date"),
        ("91110000600037341L", None, "not_a_person"),
        ("000000000000000000", None, "placeholder"),
        ("219-09-9999", None, "placeholder"),
        ("无", None, "empty"),
        ("见附件", None, "invalid_id"),
    ],
)
def test_problems(text: str, known: str | None, problem: str) -> None:
    (found,) = national_id.clean(text)
    assert (found.known, found.problem) == (known, problem)


def test_tail_follows_the_hint() -> None:
    table = national_id.clean_column(pa.array(["7439", "7439"]), pa.array([None, "US"]))
    assert table["known"].to_pylist() == ["**************7439", "*****7439"]


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        ("110101199003077758", "110101199003077758", "same"),
        ("110101199003077758", "110101********7758", "visible_same"),
        ("110101199003077758", "**************7758", "compatible"),
        ("933004172", "**************4172", "compatible"),  # whose tail it is was not said
        ("110101199003077758", "110101199003077785", "near"),
        ("110101199003077758", "110101********7785", "different"),
        ("110101199003077758", "371202198001010011", "different"),
        ("110101199003077758", "A1234563", "unknown"),  # another document, perhaps the same person's
        ("110101199003077758", "31011*************", "different"),
        ("1****************8", "110101199003077758", "unknown"),
    ],
)
def test_compare(left: str, right: str, code: str) -> None:
    assert national_id.LEVELS[national_id.compare(left, right)].code == code
    assert national_id.LEVELS[national_id.compare(right, left)].code == code


def test_masked() -> None:
    assert national_id.mask("110101199003077758") == "1****************8"
    assert national_id.show("110101199003077758") == "110101 19900307 7758"


@pytest.mark.parametrize(
    ("text", "hint", "type_", "born", "flags"),
    [
        ("S1234567D", "SG", "sg_resident", None, ()),
        ("S1234567A", "SG", "sg_resident", None, ("check_failed",)),
        ("219-09-9998", "US", "us_ssn", None, ()),
        ("000-12-3456", "US", "us_ssn", None, ("check_failed",)),
        ("666-12-3456", "US", "us_ssn", None, ("check_failed",)),
        ("44051401359", None, "other", None, ("unchecked",)),
    ],
)
def test_of_other_countries(text: str, hint: str | None, type_: str, born: str | None, flags: tuple[str, ...]) -> None:
    (found,) = national_id.clean(text, hint)
    assert (found.type, found.born, found.flags) == (type_, born, flags)


def test_further_countries_with_the_extra() -> None:
    pytest.importorskip("stdnum")
    (found,) = national_id.clean("44051401359", "PL")
    assert (found.type, found.born, found.gender, found.flags) == ("pl_pesel", "1944-05-14", "m", ())
    (wrong,) = national_id.clean("44051401358", "PL")
    assert (wrong.type, wrong.flags, wrong.problem) == ("pl_pesel", ("check_failed",), "check_digit")
    assert wrong.born is None


@pytest.mark.parametrize(
    ("known", "digits_only", "fit"),
    [
        ("110101199003077***", False, 100),
        ("110101199003077***", True, 91),
        ("1101011990030777**", False, 10),
        ("110101199003077758", False, 1),
        ("110101199003077759", False, 0),
        ("110101********7758", False, None),
    ],
)
def test_candidates(known: str, digits_only: bool, fit: int | None) -> None:
    assert candidates(known, digits_only=digits_only) == fit


def test_columns_of_residents_are_read_as_each_number_is() -> None:
    chance = random.Random(9)
    texts = ["9" * 18, "1" * 18, "123456789012345678", "*" * 18, "1" + "*" * 17, "91110000600037341L"]
    for _ in range(4000):
        start = chance.choice(["110101", "310115", "990101", "912345", "440305", "1*****", "******"])
        year = chance.choice(["1949", "1990", "2004", "1849", "2101", "****", "19**"])
        day = chance.choice(["0307", "0229", "1331", "0431", "1231", "****", "03**", "0000"])
        text = f"{start}{year}{day}{chance.choice(['123', '077', '000', '***', '07*'])}"
        sign = resident_sign(text) if "*" not in text else "*"
        texts.append(text + chance.choice([sign, sign, "0", "5", "X", "x", "*"]))
    texts = list(dict.fromkeys(texts))
    alone = tabulate((national_id.clean(text) for text in texts), NationalId)
    assert national_id.clean_column(pa.array(texts)).to_pylist() == alone.to_pylist()
