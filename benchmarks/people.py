"""Invented persons with truth, straight to Parquet: python benchmarks/people.py RECORDS OUT [--seed 1] [--han 0.3].

OUT/people.parquet holds PERSONS, OUT/truth.parquet record_id and person. Chunk by chunk: memory does not grow with the
number of records, and chunk and seed alone decide what a chunk holds. Nobody in it exists; all numbers are made up.
70 % of the records are persons' first ones, 30 % later ones that have moved (30 %), changed the telephone (35 %), the
e-mail (30 %) or the surname (5 %), with typing errors and gaps; 8 % of the persons are kin of another.
"""

import argparse
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from recontact.points.pinyin import read
from recontact.schema import ADDRESS, ADDRESS_PARTS, PERSONS

CHUNK = 100_000
POOLS = 20240229
"""Seed of the names and streets, the same for every size and seed."""
FIRST_RECORDS = 0.7
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭"
    "肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢钟姜崔谭廖范汪陆金"
)
GIVENS = (
    "伟强军勇磊涛杰斌超明刚平辉鹏华飞鑫波建国文志俊浩宇海峰龙东成亮健凯洋庆宏天晓永德"
    "家新立世春祥荣帅子振旭昊泽轩博丽娜芳敏静秀娟英霞艳玲燕红梅兰萍玉婷雪慧莉琴云洁淑"
    "珍桂琳晶倩颖露佳欣怡丹蕾琼凤爱小月菊香莲真雅芝美梦思雨涵诗"
)
DOMAINS = ("gmail.com", "hotmail.com", "yahoo.com", "outlook.com", "icloud.com", "163.com", "qq.com", "mail.com")
LETTERS, DIGITS = "abcdefghijklmnopqrstuvwxyz", "0123456789"
STREETS, POSTCODES, CITIES = 20_000, 400_000, 2_000

Rng = np.random.Generator
Array = np.ndarray[Any, Any]


class Pools(NamedTuple):
    """What names and addresses are drawn from."""

    givens: pa.Array
    surnames: pa.Array
    streets: pa.Array
    cities: pa.Array
    city_of: Array
    street_of: Array


class Drawn(NamedTuple):
    """Numbers that stand for the values of one record, or of one person, per field."""

    person: Array
    given: Array
    surname: Array
    postcode: Array
    house: Array
    flat: Array
    born: Array
    phone: Array
    mailbox: Array
    han: Array


def main() -> None:
    """Write the files that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=float)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--han", type=float, default=0.3, help="share of persons with Chinese names")
    given = parser.parse_args()
    pairs = write(int(given.records), given.out, given.seed, given.han)
    print(f"{int(given.records):,} records, {pairs:,} true pairs → {given.out}")


def write(records: int, out: Path, seed: int = 1, han: float = 0.3) -> int:
    """Write people.parquet and truth.parquet into `out`; return how many pairs of records are one person."""
    out.mkdir(parents=True, exist_ok=True)
    truth_schema = pa.schema([("record_id", pa.string()), ("person", pa.int64())])
    pools, pairs = _pools(), 0
    with (
        pq.ParquetWriter(out / "people.parquet", PERSONS) as people,
        pq.ParquetWriter(out / "truth.parquet", truth_schema) as truth,
    ):
        for number, begin in enumerate(range(0, records, CHUNK)):
            rng = np.random.default_rng([seed, number])
            drawn = _later(rng, _persons(rng, min(CHUNK, records - begin), han))
            table = _table(rng, drawn, pools, begin)
            people.write_table(table)
            person = pa.array(begin + drawn.person)
            truth.write_table(pa.table([table["record_id"], person], schema=truth_schema))
            counts = np.bincount(drawn.person)
            pairs += int((counts * (counts - 1) // 2).sum())
    return pairs


def _pools() -> Pools:
    rng = np.random.default_rng(POOLS)
    words = [_words(rng, count, longest) for count, longest in ((5_000, 3), (80_000, 4), (STREETS, 3), (CITIES, 3))]
    city = rng.choice(CITIES, POSTCODES, p=_common(CITIES, 0.9, 5))
    return Pools(*words, city, rng.integers(0, STREETS, POSTCODES))


def _words(rng: Rng, count: int, longest: int) -> pa.Array:
    heads = [*"bcdfghjklmnprstvw", "th", "sh", "ch", "br", "st", "tr"]
    vowels, tails = [*"aeiou", "ee", "ai", "ou"], ["", "n", "s", "r", "l", "t", "son", "y", "ton", "ley", "man", "d"]
    found: dict[str, None] = {}
    while len(found) < count:
        size = int(rng.integers(min(2, longest - 1), longest + 1))
        word = "".join(heads[rng.integers(len(heads))] + vowels[rng.integers(len(vowels))] for _ in range(size))
        found[word + tails[rng.integers(len(tails))]] = None
    return pa.array(list(found))


def _common(count: int, power: float, shift: int) -> Array:
    """Return shares of values by rank (Zipf)."""
    share = 1 / (np.arange(count) + shift) ** power
    return share / share.sum()


def _persons(rng: Rng, records: int, han: float) -> Drawn:
    count = max(int(records * FIRST_RECORDS), 1)
    chinese = rng.random(count) < han
    western, chars = rng.choice(80_000, count, p=_common(80_000, 0.95, 15)), len(SURNAMES)
    surname = np.where(chinese, rng.choice(chars, count, p=_common(chars, 0.9, 3)), western)
    given = np.where(
        chinese, rng.integers(0, len(GIVENS) ** 2, count), rng.choice(5_000, count, p=_common(5_000, 1, 8))
    )
    given = np.where(chinese & (rng.random(count) < 0.15), -1 - given % len(GIVENS), given)  # a single character
    postcode, house, flat = _homes(rng, count)
    born, phone, mailbox = rng.integers(0, 25_000, count), rng.integers(0, 10**9, count), rng.integers(0, 16_000, count)
    kin = np.flatnonzero((rng.random(count) < 0.08) & (np.arange(count) > 0) & (chinese == np.roll(chinese, 1)))
    for each in (postcode, house, flat):
        each[kin] = each[kin - 1]
    named = kin[rng.random(len(kin)) < 0.85]
    surname[named] = surname[named - 1]
    called = kin[rng.random(len(kin)) < 0.25]
    phone[called] = phone[called - 1]
    return Drawn(np.arange(records), given, surname, postcode, house, flat, born, phone, mailbox, chinese)


def _homes(rng: Rng, count: int) -> tuple[Array, Array, Array]:
    flat = np.where(rng.random(count) < 0.15, rng.integers(1, 30, count), 0)
    return rng.integers(0, POSTCODES, count), rng.integers(1, 120, count), flat


def _later(rng: Rng, first: Drawn) -> Drawn:
    """Return all records: the persons' first ones and, changed here and there, later ones."""
    records, count = len(first.person), len(first.given)
    more = (count * rng.random(records - count) ** 1.15).astype(np.int64)
    person = np.concatenate([np.arange(count), rng.permutation(count)[more]])
    drawn = Drawn(person, *(each[person] for each in first[1:]))
    later = np.arange(records) >= count

    def some(share: float) -> Array:
        return np.flatnonzero(later & (rng.random(records) < share))

    moved, called, mailed, married = some(0.30), some(0.35), some(0.30), some(0.05)
    for each, new in zip((drawn.postcode, drawn.house, drawn.flat), _homes(rng, len(moved)), strict=True):
        each[moved] = new
    drawn.phone[called] = rng.integers(0, 10**9, len(called))
    drawn.mailbox[mailed] = rng.integers(0, 16_000, len(mailed))
    married = married[~drawn.han[married]]
    drawn.surname[married] = rng.choice(80_000, len(married), p=_common(80_000, 0.95, 15))
    order = rng.permutation(records)
    return Drawn(*(each[order] for each in drawn))


def _table(rng: Rng, drawn: Drawn, pools: Pools, begin: int) -> pa.Table:
    count = len(drawn.person)
    later = np.ones(count, bool)
    later[np.unique(drawn.person, return_index=True)[1]] = False

    def spoilt(values: pa.Array, typo: float, gap: float, alphabet: str = LETTERS) -> pa.Array:
        values = _typed(rng, values, later & (rng.random(count) < typo), alphabet)
        return pc.if_else(pa.array(rng.random(count) < np.where(later, gap, gap / 5)), None, values)

    han, surname, given = _names(drawn, pools)
    email = pc.binary_join_element_wise(given, surname, pc.cast(pa.array(drawn.mailbox % 1_000), pa.string()), ".")
    email = pc.binary_join_element_wise(email, pa.array(DOMAINS).take(pa.array(drawn.mailbox // 1_000 % 8)), "@")
    day = pc.cast(pa.array(drawn.born - 11_688, pa.int32()), pa.date32())  # 1938 to 2006
    number = pc.cast(pa.array(7_000_000_000 + drawn.phone), pa.string())
    places = _places(drawn, pools, spoilt)
    columns = {
        "source": pa.repeat(pa.scalar("people"), count),
        "record_id": pc.utf8_lpad(pc.cast(pa.array(begin + np.arange(count)), pa.string()), 9, "0"),
        "han": pc.if_else(pa.array(rng.random(count) < 0.3), None, han),
        "surname": spoilt(surname, 0.12, 0.015),
        "given": spoilt(given, 0.15, 0.03),
        "born": _born(spoilt(pc.strftime(day, "%Y-%m-%d"), 0.05, 0.05, DIGITS)),
        "born_from_id": pa.array(np.zeros(count, bool)),
        "phones": _lists(spoilt(pc.binary_join_element_wise("+44", number, ""), 0.03, 0.15, DIGITS)),
        "emails": _lists(spoilt(email, 0.05, 0.25)),
        "handles": _lists(pa.nulls(count, pa.string())),
        "addresses": _lists(places),
    }
    return pa.table([columns.get(field.name, pa.nulls(count, field.type)) for field in PERSONS], schema=PERSONS)


def _names(drawn: Drawn, pools: Pools) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Return Han name (null for Western ones), surname and given name."""
    pinyin = pa.array([str(read(each)) for each in SURNAMES]), pa.array([str(read(each)) for each in GIVENS])
    chinese, single = drawn.han, drawn.han & (drawn.given < 0)
    first = np.where(single, -1 - drawn.given, drawn.given // len(GIVENS)) % len(GIVENS)
    second = np.where(chinese, drawn.given, 0) % len(GIVENS)
    family = pa.array(np.where(chinese, drawn.surname, 0))
    tail = [pc.if_else(pa.array(single), "", pool.take(pa.array(second))) for pool in (pa.array([*GIVENS]), pinyin[1])]
    read_given = pc.binary_join_element_wise(pinyin[1].take(pa.array(first)), tail[1], "")
    whole = pc.binary_join_element_wise(
        pa.array([*SURNAMES]).take(family), pa.array([*GIVENS]).take(pa.array(first)), tail[0], ""
    )
    western = pools.surnames.take(pa.array(np.where(chinese, 0, drawn.surname)))
    called = pools.givens.take(pa.array(np.where(chinese, 0, drawn.given)))
    is_han = pa.array(chinese)
    surname = pc.if_else(is_han, pinyin[0].take(family), western)
    return pc.if_else(is_han, whole, None), surname, pc.if_else(is_han, read_given, called)


def _places(drawn: Drawn, pools: Pools, spoilt: Any) -> pa.Array:
    city, street = pools.city_of[drawn.postcode], pools.street_of[drawn.postcode]
    flat = pc.if_else(pa.array(drawn.flat > 0), pc.cast(pa.array(drawn.flat), pa.string()), None)
    number = pc.cast(pa.array(drawn.house), pa.string())
    road = pc.binary_join_element_wise(pools.streets.take(pa.array(street)), "street", " ")
    road = spoilt(road, 0.2, 0.05)
    known = {
        "city": spoilt(pools.cities.take(pa.array(city)), 0.05, 0.05),
        "postcode": spoilt(pc.cast(pa.array(100_000 + drawn.postcode), pa.string()), 0.05, 0.08, DIGITS),
        "road": road,
        "number": number,
        "unit": flat,
        "text": pc.binary_join_element_wise(number, road, " "),
    }
    parts = [known.get(part, pa.nulls(len(drawn.person), pa.string())) for part in (*ADDRESS_PARTS, "text")]
    return pa.StructArray.from_arrays(parts, fields=list(ADDRESS))


def _born(days: pa.Array) -> pa.Array:
    """Return days that a typing error left readable."""
    return pc.if_else(pc.match_substring_regex(days, r"^\d{4}-\d{2}-\d{2}$"), days, None)


def _lists(values: pa.Array) -> pa.Array:
    known = pc.is_valid(values).to_numpy(zero_copy_only=False)
    bounds = pa.array(np.concatenate([[0], np.cumsum(known)]), pa.int32())
    return pa.ListArray.from_arrays(bounds, values.filter(pa.array(known)))


def _typed(rng: Rng, values: pa.Array, wrong: Array, alphabet: str) -> pa.Array:
    """Return the values with one character more, less, other or swapped where `wrong`."""
    at = np.flatnonzero(wrong)
    kinds, places = rng.integers(0, 4, len(at)).tolist(), rng.random(len(at)).tolist()
    letters = rng.integers(0, len(alphabet), len(at)).tolist()
    typed = []
    for text, kind, place, letter in zip(values.take(pa.array(at)).to_pylist(), kinds, places, letters, strict=True):
        k = int(place * len(text or ""))
        if not text:
            typed.append(text)
        elif kind == 0:
            typed.append(text[:k] + alphabet[letter] + text[k + 1 :])
        elif kind == 1 and len(text) > 2:
            typed.append(text[:k] + text[k + 1 :])
        elif kind == 2:
            typed.append(text[:k] + alphabet[letter] + text[k:])
        else:
            typed.append(text[:k] + text[k + 1 : k + 2] + text[k] + text[k + 2 :])
    return pc.replace_with_mask(values, pa.array(wrong), pa.array(typed, pa.string()))


if __name__ == "__main__":
    main()
