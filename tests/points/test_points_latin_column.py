"""Whole columns of invented names in Latin letters are read as each of them is by itself."""

import random

import pyarrow as pa

from recontact.points import latin_column, person_name
from recontact.points.pinyin import romanised_surnames

WESTERN = ("John", "Mary", "Smith", "Lee", "Kim", "Nguyen", "Van", "Dr", "Jr", "Long", "Grace", "Test", "Doe", "Bank",
    "Max", "Mustermann", "Le", "Ng", "Tsai", "Ivy", "Lyu", "Lv", "Anna", "May", "Song", "Guang", "Unknown", "Name",
    "Mac", "Gao", "Di", "Hong", "Lin", "King", "Sir", "Mohammed", "Tran", "Park", "Santos", "Ann")  # fmt: skip
SYLLABLES = ("wei", "min", "xiao", "ming", "an", "ya", "lin", "jun", "zhi", "gang", "e", "li", "na", "xi", "yi", "er",
    "ping", "hua", "guo", "dong", "qing", "lan", "ai", "yu")  # fmt: skip
INITIALS = ("", "", "", "", "A ", "B. ", "Q ")


def word(chance: random.Random) -> str:
    made = "".join(chance.choices(SYLLABLES, k=chance.choice([1, 2, 2, 3])))
    return chance.choice((chance.choice(WESTERN), chance.choice(sorted(romanised_surnames())), made)).capitalize()


def invented(chance: random.Random) -> str:
    one, other = word(chance), word(chance)
    text = chance.choice(
        (f"{one} {chance.choice(INITIALS)}{other}", f"{one}{other}", f"{one}, {other}", f"{one.upper()}, {other}", one)
    )
    if chance.random() < 0.2:
        first, second = chance.choice("ABEIJMOSVXY"), chance.choice("CDEIJOQVXY")
        text = chance.choice((f"{one} {first}.", f"{first}. {one}", f"{first}. {second}. {one}"))
    return chance.choice((str, str, str.upper, str.lower, str.title))(text)


def test_a_column_of_latin_names_reads_as_one_by_one() -> None:
    chance = random.Random(4)
    texts = sorted({invented(chance) for _ in range(20_000)})
    here, table = latin_column.read(pa.array(texts))
    assert here.mean() > 0.2
    rows = iter(table.drop_columns("cell").to_pylist())
    for text, is_here in zip(texts, here.tolist(), strict=True):
        if is_here:
            (name,) = person_name.clean(text)
            row = next(rows)
            assert row == {part: getattr(name, part) for part in row} | {"flags": list(name.flags)}, text
    assert next(rows, None) is None


def test_words_that_say_anything_else_are_left_to_the_single_reader() -> None:
    texts = ["Dr Smith", "John Test", "Unknown Unknown", "Smith", "John  Smith", "王小明", "", "Zoë Smith", "J Smith"]
    here, table = latin_column.read(pa.array(texts))
    assert not here.any()
    assert table.num_rows == 0
