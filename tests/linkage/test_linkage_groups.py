"""Which records are one person: conflicts, kin, namesakes, weak bridges. An invented village and newcomers."""

import numpy as np
import pytest
from linkage_village import person, table, village

from recontact.linkage.link import link

BASE, WHOSE = village()
FULL, OTHER = person(11), person(57)


def newcomers(*rows):
    """Link the village and some more records; return the identity of each of these, and of person 11's and 57's."""
    more = [{**row, "source": "more", "record_id": f"N{number}"} for number, row in enumerate(rows)]
    identity = link(table([*BASE.to_pylist(), *more])).identity
    assert all(len(np.unique(identity[np.flatnonzero(each == WHOSE)])) == 1 for each in range(100))
    return identity[300:].tolist(), int(identity[33]), int(identity[171])


@pytest.mark.parametrize(
    ("case", "row", "joins"),
    [
        ("another record", FULL, True),
        ("another identity number and birth date", {**FULL, "id": "999999991", "born": "1901-01-01"}, False),
        ("a child", {**FULL, "given": "nils", "id": None, "born": "1995-11-27"}, False),
        ("a sibling", {**FULL, "given": "otto", "id": None, "born": "1963-05-06"}, False),
        ("a lodger", {"surname": "zander", "given": "ulla", "addresses": FULL["addresses"]}, False),
        ("who has the telephone now", {"surname": "zander", "given": "ulla", "phones": FULL["phones"]}, False),
        (
            "a sibling of a misspelt surname",
            {"surname": FULL["surname"][:-1] + "x", "given": "ulla", "addresses": FULL["addresses"]},
            False,
        ),
        ("a misspelt name", {**FULL, "surname": FULL["surname"][:-1] + "x"}, True),
        ("moved and with another telephone", {**FULL, "phones": ["+19994444444"], "addresses": None}, True),
    ],
)
def test_one_newcomer(case, row, joins):
    (identity,), known, _ = newcomers(row)
    assert (identity == known) is joins, case


def test_a_record_of_two_people_does_not_make_them_one():
    mixed = {**FULL, "id": None, "phones": [*FULL["phones"], *OTHER["phones"]], "addresses": OTHER["addresses"]}
    _, left, right = newcomers(mixed)
    assert left != right


def test_namesakes_with_mailboxes_spelt_from_the_name_stay_two():
    name = {"surname": "abel", "given": "tilda"}
    rows = [
        {**name, "born": born, "emails": [f"tilda.abel{number}@example.com"], "phones": [f"+1999555{number}000"]}
        for born, number in (("1961-03-04", 4), ("1988-10-09", 7))
    ]
    (left, right), *_ = newcomers(*rows)
    assert left != right
