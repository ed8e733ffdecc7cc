"""How fast whole columns are normalised, beside a plain loop over the library that people use for it.

    python benchmarks/normalising.py [--rows 1000000]     needs the extra `bench`

One table: rows a second and the ratio to the loop, measured in the same run. All values are invented; a column repeats
its values as columns of lenders' files do (share of distinct values measured on simulated lenders). The loop runs on a
sample of the same rows. Ours starts from a column of text and ends with the canonical value of every row. Seconds are
of the processor, all threads together, so that other work on the machine weighs on neither side.
"""

import argparse
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import numpy as np
import pyarrow as pa

from recontact.points import national_id, person_name, phone, postal
from recontact.points.check_digit import resident_sign
from recontact.points.pinyin import surnames

SAMPLE = 20_000
TIMES = 3
"""Of so many runs the quickest counts, on both sides."""
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国文辉宇浩然子涵欣怡梓轩雨晨晓"
CITIES = (
    "深圳市南山区",
    "北京市朝阳区",
    "上海市浦东新区",
    "杭州市西湖区",
    "成都市武侯区",
    "武汉市洪山区",
    "广州市天河区",
)
ROADS = ("学府路", "深南大道", "建国路", "文三路", "人民南路", "珞喻路", "中山北路", "延安西路")
ESTATES = ("学府花园", "阳光小区", "金色家园", "翠湖名苑", "城市花园")


@dataclass(frozen=True)
class Case:
    """One kind of value: what its column is made of, our function, and the loop that it is compared with."""

    name: str
    distinct: float
    """Share of distinct values among the rows."""
    invent: Callable[[random.Random], str]
    ours: Callable[[pa.Array], pa.Table]
    library: str
    loop: Callable[[list[str]], object]
    target: float


def invent_phone(chance: random.Random) -> str:
    start = chance.choice(("13", "15", "16", "17", "18", "19", f"14{chance.choice('579')}"))  # the others are devices'
    mobile = f"{start}{chance.randrange(10**9):09d}"[:11]
    landline = f"0{chance.choice(['10', '21', '755', '531'])}-{chance.randrange(2, 9)}{chance.randrange(10**7):07d}"
    american = f"({chance.choice(['212', '415', '617'])}) {chance.randrange(200, 999)}-{chance.randrange(10**4):04d}"
    spaced = f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}"
    forms = (mobile, spaced, f"+86{mobile}", f"86-{mobile}", landline, american, f"{mobile[:3]}****{mobile[7:]}")
    rare = (f"{mobile}（妻）", f"{landline}转801", f"{mobile}.0", f"+852 9{chance.randrange(10**7):07d}", "无")
    return chance.choices((*forms, *rare), (60, 8, 6, 4, 6, 6, 5, 1, 1, 1, 1, 1))[0]


def invent_name(chance: random.Random) -> str:
    names, shares = _surnames()
    han = chance.choices(names, cum_weights=shares)[0] + "".join(chance.choices(GIVEN, k=chance.choice([1, 2, 2, 2])))
    return chance.choices((han, f"{han[0]}*{han[-1]}", f"{han[0]} {han[1:]}"), (92, 5, 3))[0]


@cache
def _surnames() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return the surnames, and summed up the shares of people who bear them."""
    return tuple(surnames()), tuple(accumulate(share for _, share in surnames().values()))


def invent_address(chance: random.Random) -> str:
    house = f"{chance.choice(ROADS)}{chance.randrange(1, 999)}号"
    flat = f"{chance.randrange(1, 30)}栋{chance.randrange(1, 5)}单元{chance.randrange(101, 3305)}"
    return chance.choice(CITIES) + chance.choice(
        (house, house + chance.choice(ESTATES) + flat, chance.choice(ESTATES) + flat)
    )


def invent_id(chance: random.Random) -> str:
    day = f"{chance.randrange(1950, 2006)}{chance.randrange(1, 13):02d}{chance.randrange(1, 29):02d}"
    start = f"{chance.choice(['110101', '440305', '310115', '330106'])}{day}{chance.randrange(1000):03d}"
    number = start + resident_sign(start)
    return chance.choices(
        (number, f"{number[:6]}********{number[14:]}", number.lower(), number[:15] + "000"), (90, 6, 2, 2)
    )[0]


def loop_phones(texts: list[str]) -> list[str | None]:
    import phonenumbers

    found: list[str | None] = []
    for text in texts:
        try:
            number = phonenumbers.parse(text, "CN")
        except phonenumbers.NumberParseException:
            found.append(None)
            continue
        valid = phonenumbers.is_valid_number(number)
        found.append(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if valid else None)
    return found


def loop_names(texts: list[str]) -> list[str]:
    from pypinyin import lazy_pinyin

    return [" ".join(lazy_pinyin(text)) for text in texts]


def loop_addresses(texts: list[str]) -> object:
    import cpca

    return cpca.transform(texts)


def loop_ids(texts: list[str]) -> list[bool]:
    from stdnum.cn import ric

    return [ric.is_valid(text) for text in texts]


CASES = (
    Case("phones", 0.5, invent_phone, phone.clean_column, "phonenumbers", loop_phones, 20),
    Case("names", 0.25, invent_name, person_name.clean_column, "pypinyin", loop_names, 20),
    Case("addresses", 0.6, invent_address, postal.clean_column, "cpca", loop_addresses, 3),
    Case("identity numbers", 0.45, invent_id, national_id.clean_column, "python-stdnum", loop_ids, 20),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    print(f"{rows:,} rows a column, {os.cpu_count()} cores; seconds of processor time, all threads\n")
    print(
        f"{'':18}{'distinct':>10}{'seconds':>9}{'rows/s':>12}  {'loop over':14}{'rows/s':>10}{'ratio':>8}{'target':>8}"
    )
    for case in CASES:
        column = invented(case, rows)
        case.ours(column.slice(0, 100))  # what is loaded at the first call
        seconds, distinct = min(measured(case, column) for _ in range(TIMES))
        alone = max(rate_of_loop(case, column) for _ in range(TIMES))
        print(
            f"{case.name:18}{distinct:>10,}{seconds:>9.2f}{rows / seconds:>12,.0f}  {case.library:14}{alone:>10,.0f}"
            f"{rows / seconds / alone:>7.0f}x{case.target:>7.0f}x"
        )


def invented(case: Case, rows: int) -> pa.Array:
    """Return a column of `rows` texts of which about the case's share are distinct."""
    chance = random.Random(20)
    values = [case.invent(chance) for _ in range(int(rows * case.distinct))]
    return pa.array(values + chance.choices(values, k=rows - len(values)))


def measured(case: Case, column: pa.Array) -> tuple[float, int]:
    """Return the seconds from a column of text to canonical values per row, and how many were distinct."""
    started = time.process_time()
    encoded = column.dictionary_encode()
    cleaned = case.ours(encoded.dictionary)
    first = np.unique(cleaned["cell"].to_numpy(), return_index=True)[1]
    known = cleaned["known"].combine_chunks().take(pa.array(first)).take(encoded.indices)
    seconds = time.process_time() - started
    assert len(known) == len(column)
    return seconds, len(encoded.dictionary)


def rate_of_loop(case: Case, column: pa.Array) -> float:
    """Return the rows a second of the plain loop, on a sample of the rows."""
    texts = random.Random(21).choices(column.to_pylist(), k=SAMPLE)
    case.loop(texts[:100])
    started = time.process_time()
    case.loop(texts)
    return SAMPLE / (time.process_time() - started)


if __name__ == "__main__":
    main()
