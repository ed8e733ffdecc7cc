"""Whole columns of invented Western addresses are read as each of them is by itself."""

import random

import pyarrow as pa

from recontact.points import postal, western_column
from recontact.points.address import FIELDS, row_of

STREETS = ("Main St", "Oak Street", "W 42nd St", "St. Johns Road", "Flat Rock Lane", "Avenue of the Palms", "Broadway",
    "O'Connor Blvd", "Calle Mayor", "P O Box", "Unit Road", "Ste Anne Rd", "5 Mile Rd", "Winston-Salem Pike NW",
    "Court Street East", "High Street", "Beijing Road", "Room", "N Main", "Old County Rd 12")  # fmt: skip
SIGNS = (" #", ", #", " Apt ", ", Apt. ", ", Unit ", " Suite #", ", Flat ", ". Ste. ", " apartment ", ".", "")
TOWNS = ("Denver, CO", "Denver", "New York, NY", "St. Louis, MO", "Coeur d'Alene, Idaho", "London", "Flat B, London",
    "Shanghai", "Hong Kong", "Queens, New York, NY", "CO", "Kowloon, Hong Kong", "PO Box Denver", "Toronto, ON",
    "Springfield Main Street", "Washington", "Washington, DC", "Paris", "Unit, B", "Winston-Salem, NC")  # fmt: skip
CODES = ("", " 80203", " 80203-1234", " SW1A 1AA", " M5V 3L9", " 2000", ", 75008", " sw1 1st", " 123", " 518000")
COUNTRIES = ("", "", "", ", USA", ", United Kingdom", ", China", ", Nowhere Land")


def invented(chance: random.Random) -> str:
    sign = chance.choice(SIGNS)
    door = f"{chance.randrange(1, 400)}{chance.choice(['', '', 'B', 'd'])}" if sign.strip(".") else ""
    number = f"{chance.randrange(1, 9999)}{chance.choice(['', '', '', 'A', 'b'])}"
    code = chance.choice(CODES)
    tail = f"{chance.choice(TOWNS)}{code}{chance.choice(COUNTRIES)}"
    text = f"{number} {chance.choice(STREETS)}{sign}{door}, {tail}"
    return chance.choice((str, str, str.upper, str.lower))(text)


def test_a_column_of_western_addresses_reads_as_one_by_one() -> None:
    chance = random.Random(3)
    texts = sorted({invented(chance) for _ in range(12_000)})
    usual, _ = western_column.read(pa.array(texts))
    assert usual.mean() > 0.2
    table = postal.clean_column(pa.array(texts))
    assert table["cell"].to_pylist() == list(range(len(texts)))
    rows = zip(*(table[name].to_pylist() for name in FIELDS), strict=True)
    for text, is_usual, row in zip(texts, usual.tolist(), rows, strict=True):
        if is_usual:
            (address,) = postal.clean(text)
            assert row == tuple([list(part) if isinstance(part, tuple) else part for part in row_of(address)]), text


def test_what_stands_hardly_anywhere_else_is_left_to_the_single_reader() -> None:
    usual, table = western_column.read(pa.array(["12 Oak Street, Denver, CO 80203", "13 Elm Street, Dallas, TX 75201"]))
    assert not usual.any()
    assert table.num_rows == 0
