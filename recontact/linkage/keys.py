"""Blocking keys: for each key the hash that a row, or each of its values, carries; 0 where it is unknown."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from recontact.linkage import key_hash
from recontact.linkage.frequency import HUB
from recontact.linkage.names import TOKENS
from recontact.linkage.people import (
    BIRTH_PLACE,
    BORN,
    CITY,
    CUSTOMER,
    EMPLOYER,
    GIVEN,
    HAN,
    ID,
    OCCUPATION,
    POSTCODE,
    SURNAME,
    Encoded,
)

Array = np.ndarray[Any, Any]
Hashes = Array | tuple[Array, Array]
"""One hash per row; or, if a row may have several, where each row's begin (one more at the end), and the hashes."""
TAIL, HEAD = 4, 6  # what is usually left visible of an identity number
PHONE_HEAD, PHONE_TAIL = 6, 4  # +86 138 … 1234


def keyed(e: Encoded, keys: tuple[str, ...]) -> tuple[Array, Array]:
    """Return rows and hashes of all rows that have every key; a row with several phones comes several times."""
    return joint([KEYS[key](e) for key in keys], len(e.names))


def joint(found: list[Hashes], count: int) -> tuple[Array, Array]:
    """Return what `keyed` does, of the hashes of each key."""
    rows, hashes = np.arange(count, dtype=np.int32), np.zeros(count, np.uint64)
    for each in found:
        if isinstance(each, tuple):
            rows, hashes = key_hash.with_each(rows, hashes, *each)
    for each in found:
        if not isinstance(each, tuple):
            rows, hashes = key_hash.with_own(rows, hashes, each)
    return rows, hashes


def _code(e: Encoded, column: int) -> Array:
    return _telling(e, e.people.rows[:, column])


def _telling(e: Encoded, codes: Array) -> Array:
    codes = np.ascontiguousarray(codes)
    found: Array = key_hash.telling(codes, e.texts.digests, e.texts.hidden, e.people.rarity, float(HUB))
    return found


def _looked_up(codes: Array, table: Array) -> Array:
    found: Array = key_hash.looked_up(np.ascontiguousarray(codes), table)
    return found


def _tokens(e: Encoded) -> tuple[Array, Array]:
    """Every token of surname and given name that is longer than an initial."""
    p = e.people
    begin, hashes = key_hash.token_hashes(p.rows, (SURNAME, GIVEN), p.parts, TOKENS, p.offsets, e.texts.digests)
    return begin, hashes


def _first_token(e: Encoded, column: int) -> Array:
    tokens = e.people.parts[:, 0]
    long = (tokens >= 0) & (np.diff(e.texts.offsets)[tokens] > 1)
    return _of_name(e, column, np.where(long, e.texts.digests[tokens], np.uint64(0)))


def _of_name(e: Encoded, column: int, table: Array) -> Array:
    """Return what `table`, which has an entry per name, says of the names in a column."""
    return _looked_up(e.people.rows[:, column], table)


def _initial(e: Encoded) -> Array:
    begin = e.texts.offsets[: len(e.people.parts)]
    return _of_name(e, GIVEN, e.texts.chars[begin].astype(np.uint64))


def _sound(e: Encoded, column: int) -> Array:
    from recontact.linkage.sound import sound_hashes

    tokens = e.people.parts[:, 0]
    sounds = sound_hashes(e.texts.chars, e.texts.offsets, e.texts.digests, len(tokens))
    return _of_name(e, column, np.where(tokens >= 0, sounds[tokens], np.uint64(0)))


def _born(e: Encoded, mask: int) -> Array:
    found: Array = key_hash.day_hashes(np.ascontiguousarray(e.people.rows[:, BORN]), np.uint32(mask))
    return found


def _items(e: Encoded, kind: int, hashes: Array) -> tuple[Array, Array]:
    starts = e.people.starts
    begin, kept = key_hash.listed(starts[:, kind], starts[:, kind + 1], hashes)
    return begin, kept


def _item(e: Encoded, kind: int) -> tuple[Array, Array]:
    return _items(e, kind, _telling(e, e.people.items))


def _mailbox(e: Encoded) -> tuple[Array, Array]:
    """The part of an e-mail address before the @."""
    return _items(e, 1, key_hash.mailbox_hashes(e.people.items, e.texts.chars, e.texts.offsets))


def _phone_ends(e: Encoded) -> tuple[Array, Array]:
    ends = key_hash.end_hashes(e.people.items, e.texts.chars, e.texts.offsets, PHONE_HEAD, PHONE_TAIL)
    return _items(e, 0, ends)


def _id_ends(e: Encoded, head: int, tail: int) -> Array:
    codes = np.ascontiguousarray(e.people.rows[:, ID])
    found: Array = key_hash.end_hashes(codes, e.texts.chars, e.texts.offsets, head, tail)
    return found


def _place(e: Encoded, column: int) -> tuple[Array, Array]:
    return _places(e, _looked_up(e.people.places[: len(e.dwellings), column], e.texts.digests))


def _dwelling(e: Encoded) -> tuple[Array, Array]:
    return _places(e, e.dwellings)


def _places(e: Encoded, hashes: Array) -> tuple[Array, Array]:
    begin, kept = key_hash.listed(e.people.starts[:, 4], e.people.starts[:, 5], hashes)
    return begin, kept


def _name(e: Encoded) -> Array:
    return e.names


KEYS: dict[str, Callable[[Encoded], Hashes]] = {
    "id": partial(_code, column=ID),
    "customer": partial(_code, column=CUSTOMER),
    "phone": partial(_item, kind=0),
    "email": partial(_item, kind=1),
    "handle": partial(_item, kind=2),
    "name": _name,
    "token": _tokens,
    "mailbox": _mailbox,
    "han": partial(_code, column=HAN),
    "surname": partial(_first_token, column=SURNAME),
    "given": partial(_first_token, column=GIVEN),
    "initial": _initial,
    "sound": partial(_sound, column=SURNAME),
    "given_sound": partial(_sound, column=GIVEN),
    "born": partial(_born, mask=0xFFFFFFFF),
    "birth_year": partial(_born, mask=0xFFFF0000),
    "birth_day": partial(_born, mask=0x0000FFFF),
    "dwelling": _dwelling,
    "postcode": partial(_place, column=POSTCODE),
    "city": partial(_place, column=CITY),
    "employer": partial(_code, column=EMPLOYER),
    "birth_place": partial(_code, column=BIRTH_PLACE),
    "occupation": partial(_code, column=OCCUPATION),
    "id_tail": partial(_id_ends, head=0, tail=TAIL),
    "id_head": partial(_id_ends, head=HEAD, tail=0),
    "phone_ends": _phone_ends,
}
"""Every key that a blocking rule may name. See `Hashes`."""

TELLS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("name", "han", "token", "surname", "given", "initial", "sound", "given_sound"), ("name",)),
    **dict.fromkeys(("born", "birth_year", "birth_day"), ("born",)),
    **dict.fromkeys(("dwelling", "postcode", "city"), ("address",)),
    **dict.fromkeys(("id", "id_tail", "id_head"), ("id", "born")),
    **dict.fromkeys(("phone", "phone_ends"), ("phones",)),
    **dict.fromkeys(("email", "mailbox"), ("emails",)),
    "handle": ("handles",),
    **{key: (key,) for key in ("customer", "employer", "birth_place", "occupation")},
}
"""The comparisons that a key decides in part: pairs that it brought together cannot train them."""
