"""Whole columns of mainland China's resident identity numbers, written plainly or masked; agrees with `resident_id`."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.points.check_digit import RESIDENT_SIGNS, RESIDENT_WEIGHTS
from recontact.points.cleaned import table_schema
from recontact.points.resident_id import INFORMATIVE, LATEST, LENGTH, PROVINCES, NationalId

_STAR, _ZERO = ord("*"), ord("0")
_SIGN_OF_REMAINDER = np.frombuffer(RESIDENT_SIGNS.encode(), np.uint8)
_IS_PROVINCE = np.isin(np.arange(100), [int(code) for code in PROVINCES])
_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
_FLAGS = ((), ("unknown_region",), ("check_failed",), ("low_information",))
_PLAIN, _UNKNOWN_REGION, _CHECK_FAILED, _LOW_INFORMATION = range(4)


def read_residents(raw: pa.Array) -> tuple[pa.Table, pa.Array]:
    """Return the rows of the texts that are surely resident numbers of 18 signs, and the positions of all others."""
    position = np.arange(len(raw), dtype=np.int32)
    shaped = pc.match_substring_regex(raw, r"^[\d*]{17}[\dXx*]$")
    numbers = pc.ascii_upper(raw.filter(shaped))
    signs = _signs(numbers)
    masked = (signs == _STAR).any(axis=1)
    precision, flags, sure = _masked(signs, masked)
    whole = np.flatnonzero(~masked)
    precision[whole], flags[whole], sure[whole] = _whole(signs[whole])
    kept = np.flatnonzero(sure & (signs[:, 0] < ord("8")))  # permits are read one by one
    mine = position[shaped.to_numpy(zero_copy_only=False)][kept]
    table = _table(mine, numbers.take(pa.array(kept)), precision[kept], flags[kept])
    return table, pa.array(np.setdiff1d(position, mine, assume_unique=True), pa.int32())


def _signs(numbers: pa.Array) -> np.ndarray:
    """Return the characters of texts of 18, one row each."""
    data = numbers.buffers()[2]
    if not len(numbers) or data is None:
        return np.zeros((0, LENGTH), np.uint8)
    start = numbers.offset * LENGTH
    return np.frombuffer(data, np.uint8)[start : start + len(numbers) * LENGTH].reshape(-1, LENGTH)


def _masked(signs: np.ndarray, masked: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return precision, flags and certainty of each number as if it were masked, sure only where it is."""
    stars = (signs == _STAR).sum(axis=1)
    head = (signs[:, :2] == _STAR).any(axis=1)
    province = _IS_PROVINCE[np.where(head, 11, _number(np.where(head[:, None], _ZERO, signs[:, :2])))]
    flags = np.where(LENGTH - stars < INFORMATIVE, _LOW_INFORMATION, _PLAIN)
    return np.full(len(signs), "masked", object), flags, masked & province & (stars <= LENGTH - 2)


def _whole(signs: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return precision, flags and certainty of numbers without `*`."""
    digits = signs.astype(np.int32) - _ZERO
    expected = _SIGN_OF_REMAINDER[(digits[:, :17] * np.array(RESIDENT_WEIGHTS)).sum(axis=1) % 11]
    holds = expected == signs[:, 17]
    rounded = (signs[:, 15:] == _ZERO).all(axis=1)
    steps = np.diff(digits, axis=1) % 10
    invented = (steps == steps[:, :1]).all(axis=1)
    region = np.where(_IS_PROVINCE[_number(signs[:, :2])], _PLAIN, _UNKNOWN_REGION)
    flags = np.where(rounded, _PLAIN, np.where(holds, region, _CHECK_FAILED))
    company = ~holds & ~rounded & (signs[:, 0] == ord("9"))
    precision = np.where(rounded, "damaged", "full").astype(object)
    return precision, flags, _is_day(signs) & ~invented & ~company


def _is_day(signs: np.ndarray) -> np.ndarray:
    year, month, day = (_number(signs[:, start:end]) for start, end in ((6, 10), (10, 12), (12, 14)))
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    real = (month >= 1) & (month <= 12)
    last = _DAYS[np.where(real, month, 0)] + ((month == 2) & leap)
    found: np.ndarray = (year >= 1850) & (year <= LATEST) & real & (day >= 1) & (day <= last)
    return found


def _number(signs: np.ndarray) -> np.ndarray:
    """Return the numbers that rows of digits write."""
    powers = 10 ** np.arange(signs.shape[1] - 1, -1, -1)
    found: np.ndarray = (signs.astype(np.int32) - _ZERO) @ powers
    return found


def _table(position: np.ndarray, numbers: pa.Array, precision: np.ndarray, flags: np.ndarray) -> pa.Table:
    """Return the numbers as CLEANED with the parts of `NationalId`."""
    whole = pa.array(precision == "full")
    nothing = pa.scalar(None, pa.string())
    known = pc.if_else(
        pa.array(precision == "damaged"), pc.binary_join_element_wise(_slice(numbers, 0, 15), "***", ""), numbers
    )
    born = pc.binary_join_element_wise(_slice(known, 6, 10), _slice(known, 10, 12), _slice(known, 12, 14), "-")
    region = _slice(known, 0, 6)
    sex = pc.index_in(_slice(known, 16, 17), pa.array(list("0123456789")))
    failed = pa.array(flags == _CHECK_FAILED)
    columns = {
        "cell": pa.array(position),
        "value": pc.if_else(whole, known, nothing),
        "known": known,
        "type": pa.array(["cn_resident"]).take(pa.array(np.zeros(len(position), np.int32))),
        "precision": pa.array(precision, pa.string()),
        "flags": pa.array(_FLAGS, pa.list_(pa.string())).take(pa.array(flags)),
        "problem": pc.if_else(failed, "check_digit", nothing),
        "born": pc.if_else(pc.equal(born, "****-**-**"), nothing, born),
        "gender": pa.array(list("fm" * 5)).take(sex),
        "region_code": pc.if_else(pc.equal(region, "******"), nothing, region),
    }
    schema = table_schema(NationalId)
    return pa.table({name: columns[name] for name in schema.names}, schema=schema)


def _slice(texts: pa.Array, start: int, end: int) -> pa.Array:
    return pc.utf8_slice_codeunits(texts, start, end)
