"""Whole columns of telephone numbers against the numbering plans of every region, by phonenumbers' own metadata.

It says what `phonenumbers` says of a number (parse, is_valid_number, number_type, region_code_for_number), or nothing.
"""

from functools import cache
from typing import Any

import numpy as np
import phonenumbers
import pyarrow as pa
import pyarrow.compute as pc
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

_NOT_PERSONAL = ("premium_rate", "toll_free", "shared_cost", "pager", "uan", "voicemail")
_LONGEST = 13
"""Digits of a national number beyond which only single numbers are read."""


def lines(digits: pa.Array) -> pa.Table:
    """Return per number, written as country code and national number in digits, what line it is.

    Columns `region`, `national` and `type` (mobile or landline), all null where the number is none of a person's, is
    not valid, or is written in a way that only single numbers are read in.
    """
    code = calling_codes(digits)
    region = np.full(len(digits), None, object)
    type_ = np.full(len(digits), None, object)
    national = np.full(len(digits), None, object)
    for each in np.unique(code[code > 0]):
        rows = np.flatnonzero(code == each)
        numbers = pc.utf8_slice_codeunits(digits.take(pa.array(rows)), len(str(each)))
        found, kind = _lines_of(int(each), numbers)
        region[rows], type_[rows] = found, kind
        national[rows] = np.where(found == None, None, numbers.to_numpy(zero_copy_only=False))  # noqa: E711
    columns = {"region": region, "national": national, "type": type_}
    return pa.table({name: pa.array(column, pa.string()) for name, column in columns.items()})


def national_digits(digits: pa.Array, region: str) -> pa.Array:
    """Return numbers as dialled within `region` without their trunk prefix, null where only a single number is read."""
    metadata = PhoneMetadata.metadata_for_region(region)
    if metadata is None:
        return pa.nulls(len(digits), pa.string())
    trunk, parsing = metadata.national_prefix, metadata.national_prefix_for_parsing
    start = pc.match_substring_regex(digits, f"^(?:{metadata.international_prefix or '00'})")
    if trunk and parsing == trunk:
        trunked = pc.starts_with(digits, trunk)
        digits = pc.if_else(trunked, pc.utf8_slice_codeunits(digits, len(trunk)), digits)
    if parsing:
        start = pc.or_(start, pc.match_substring_regex(digits, f"^(?:{parsing})"))
    return pc.if_else(start, pa.scalar(None, pa.string()), digits)


def calling_codes(digits: pa.Array) -> np.ndarray:
    """Return per number its country calling code as a number, 0 where it begins with none."""
    long = pc.and_(pc.greater_equal(pc.utf8_length(digits), 5), pc.less_equal(pc.utf8_length(digits), _LONGEST + 3))
    first = pc.if_else(pc.fill_null(long, False), pc.utf8_slice_codeunits(digits, 0, 3), "000")
    codes: np.ndarray = _code_of_start()[pc.cast(first, pa.int32()).to_numpy()]
    return codes


def _lines_of(code: int, numbers: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """Return region and type per national number of one country code, None where nothing is certain."""
    main: Any = PhoneMetadata.metadata_for_region(COUNTRY_CODE_TO_REGION_CODE[code][0])
    open_ = np.ones(len(numbers), bool)
    if main.national_prefix_for_parsing:  # what may be a trunk prefix is left to the library
        open_ &= ~_matches(numbers, f"^(?:{main.national_prefix_for_parsing})")
    region = np.full(len(numbers), None, object)
    type_ = np.full(len(numbers), None, object)
    regions = COUNTRY_CODE_TO_REGION_CODE[code]
    for each in regions:
        metadata = PhoneMetadata.metadata_for_region(each)
        if metadata is None or not open_.any():
            continue
        rows = np.flatnonzero(open_)
        some = numbers.take(pa.array(rows))
        kind, valid = _types(metadata, some)
        leads = metadata.leading_digits if len(regions) > 1 else None
        here = _matches(some, f"^(?:{leads})") if leads else valid
        sure = here & valid & (kind != None)  # noqa: E711
        region[rows[sure]], type_[rows[sure]] = each, kind[sure]
        open_[rows[here]] = False
    return region, type_


def _types(metadata: Any, numbers: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """Return what kind of line each number is (None: nobody's own) and whether it is one, as `number_type` decides."""
    general = _fits(metadata.general_desc, numbers)
    fixed, mobile = _fits(metadata.fixed_line, numbers), _fits(metadata.mobile, numbers)
    service = np.zeros(len(numbers), bool)
    for name in _NOT_PERSONAL:
        service |= _fits(getattr(metadata, name), numbers)
    voip, personal = _fits(metadata.voip, numbers), _fits(metadata.personal_number, numbers)
    kind = np.full(len(numbers), None, object)
    apart = not metadata.same_mobile_and_fixed_line_pattern
    landline = voip | (~personal & fixed & ~mobile & apart)
    kind[landline] = "landline"
    kind[~landline & (personal | fixed | mobile)] = "mobile"
    kind[service | ~general] = None
    return kind, general & (service | voip | personal | fixed | mobile)


def _fits(description: Any, numbers: pa.Array) -> np.ndarray:
    if description is None or description.national_number_pattern is None:
        return np.zeros(len(numbers), bool)
    return _matches(numbers, f"^(?:{description.national_number_pattern})$")


def _matches(numbers: pa.Array, pattern: str) -> np.ndarray:
    fits: np.ndarray = pc.fill_null(pc.match_substring_regex(numbers, pattern), False).to_numpy(zero_copy_only=False)
    return fits


@cache
def _code_of_start() -> np.ndarray:
    """Return the calling code by a number's first three digits; no code is the start of another."""
    codes = np.zeros(1000, np.int32)
    for code, regions in COUNTRY_CODE_TO_REGION_CODE.items():
        if regions[0] != phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY:
            width = 10 ** (3 - len(str(code)))
            codes[code * width : (code + 1) * width] = code
    return codes
