"""Blocking keys: for each key the hash that a row, or each of its values, carries; 0 where it is unknown."""

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import Any

import numpy as np

from recontact.linkage.coding import HIDDEN
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
    combine,
)

Array = np.ndarray[Any, Any]
TAIL, HEAD = 4, 6  # what is usually left visible of an identity number
AT = ord("@")
PHONE_HEAD, PHONE_TAIL = 6, 4  # +86 138 … 1234


def keyed(e: Encoded, keys: tuple[str, ...]) -> tuple[Array, Array]:
    """Return rows and hashes of all rows that have every key; a row with several phones comes several times."""
    found = [KEYS[key](e) for key in keys]
    rows = np.arange(len(e.names))
    parts: list[Array] = []
    for owner, hashes in (each for each in found if isinstance(each, tuple)):
        at, other = _meet(rows, owner, len(e.names))
        rows, parts = rows[at], [*(part[at] for part in parts), hashes[other]]
    parts += [each[rows] for each in found if not isinstance(each, tuple)]
    known = np.logical_and.reduce([part != 0 for part in parts])
    return rows[known].astype(np.int32), combine(*(part[known] for part in parts))


def _meet(rows: Array, owner: Array, count: int) -> tuple[Array, Array]:
    """Return the positions in `rows` and in `owner` (both ascending) of every two that name the same row."""
    begin = np.searchsorted(owner, np.arange(count + 1))
    times = np.diff(begin)[rows]
    at = np.repeat(np.arange(len(rows)), times)
    first = np.repeat(np.cumsum(times) - times, times)
    return at, begin[rows[at]] + np.arange(len(at)) - first


def _code(e: Encoded, column: int) -> Array:
    codes = e.people.rows[:, column]
    usable = codes >= 0
    usable[usable] = ~e.texts.hidden[codes[usable]] & (e.people.rarity[codes[usable]] > HUB)
    return _digest(e, np.where(usable, codes, -1))


def _digest(e: Encoded, codes: Array) -> Array:
    known = codes >= 0
    digests = np.zeros(len(codes), np.uint64)
    digests[known] = e.texts.digests[codes[known]]
    return digests


def _tokens(e: Encoded) -> tuple[Array, Array]:
    """Every token of surname and given name that is longer than an initial."""
    both = e.people.rows[:, [SURNAME, GIVEN]]
    tokens = np.where(both[:, :, None] >= 0, e.people.parts[both, :TOKENS], -1).reshape(len(both), 2 * TOKENS)
    long = tokens >= 0
    long[long] = np.diff(e.texts.offsets)[tokens[long]] > 1
    return np.nonzero(long)[0], _digest(e, tokens[long])


def _mailbox(e: Encoded) -> tuple[Array, Array]:
    """The part of an e-mail address before the @."""
    codes, owner = _items(e, 1)
    distinct, index = np.unique(codes, return_inverse=True)
    table = np.zeros(len(distinct), np.uint64)
    for at, code in enumerate(distinct.tolist()):
        chars = e.texts.chars[e.texts.offsets[code] : e.texts.offsets[code + 1]]
        name = chars[: int(np.argmax(chars == AT))]
        if len(name) > 2 and HIDDEN not in name:
            table[at] = int.from_bytes(sha256(name.tobytes()).digest()[:8], "little")
    return owner, table[index]


def _first_token(e: Encoded, column: int) -> Array:
    codes = e.people.rows[:, column]
    tokens = np.where(codes >= 0, e.people.parts[codes, 0] if len(e.people.parts) else -1, -1)
    long = tokens >= 0
    long[long] = np.diff(e.texts.offsets)[tokens[long]] > 1
    return _digest(e, np.where(long, tokens, -1))


def _initial(e: Encoded) -> Array:
    codes = e.people.rows[:, GIVEN]
    known = codes >= 0
    initials = np.zeros(len(codes), np.uint64)
    initials[known] = e.texts.chars[e.texts.offsets[codes[known]]]
    return initials


def _sound(e: Encoded, column: int) -> Array:
    from recontact.linkage.sound import sound_digests

    return sound_digests(e, _first_code(e, column))


def _first_code(e: Encoded, column: int) -> Array:
    codes = e.people.rows[:, column]
    return np.where(codes >= 0, e.people.parts[codes, 0], -1)


def _born(e: Encoded, mask: int) -> Array:
    packed = e.people.rows[:, BORN].astype(np.uint32)
    nibbles = [packed >> np.uint32(4 * i) & np.uint32(15) for i in range(8)]
    unknown = np.logical_or.reduce([(nibbles[i] == 15) & bool(mask >> 4 * i & 15) for i in range(8)])
    return np.where(unknown, 0, (packed & np.uint32(mask)).astype(np.uint64) + np.uint64(1)).astype(np.uint64)


def _item(e: Encoded, kind: int) -> tuple[Array, Array]:
    codes, owner = _items(e, kind)
    usable = ~e.texts.hidden[codes] & (e.people.rarity[codes] > HUB)
    return owner, np.where(usable, e.texts.digests[codes], 0).astype(np.uint64)


def _items(e: Encoded, kind: int) -> tuple[Array, Array]:
    starts, owner = e.people.starts, e.item_owner
    at = np.arange(len(owner))
    mine = (at >= starts[owner, kind]) & (at < starts[owner, kind + 1]) & (e.people.items[: len(owner)] >= 0)
    return e.people.items[: len(owner)][mine], owner[mine]


def _ends(e: Encoded, codes: Array, head: int, tail: int) -> Array:
    """Return a hash of the first `head` and last `tail` characters, 0 where one is unknown or the text is short."""
    digests = np.zeros(len(codes), np.uint64)
    long = codes >= 0
    long[long] = np.diff(e.texts.offsets)[codes[long]] >= head + tail
    begin, end = e.texts.offsets[codes[long]], e.texts.offsets[codes[long] + 1]
    chars = [e.texts.chars[begin + i] for i in range(head)] + [e.texts.chars[end - 1 - i] for i in range(tail)]
    known = np.logical_and.reduce([each != HIDDEN for each in chars])
    digests[long] = np.where(known, combine(*(each.astype(np.uint64) for each in chars)), 0)
    return digests


def _phone_ends(e: Encoded) -> tuple[Array, Array]:
    codes, owner = _items(e, 0)
    return owner, _ends(e, codes, PHONE_HEAD, PHONE_TAIL)


def _id_ends(e: Encoded, head: int, tail: int) -> Array:
    return _ends(e, e.people.rows[:, ID], head, tail)


def _place(e: Encoded, column: int) -> tuple[Array, Array]:
    return e.place_owner, _digest(e, e.people.places[: len(e.place_owner), column])


def _dwelling(e: Encoded) -> tuple[Array, Array]:
    return e.place_owner, e.dwellings


def _name(e: Encoded) -> Array:
    return e.names


KEYS: dict[str, Callable[[Encoded], Any]] = {
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
"""Every key that a blocking rule may name. A key gives one hash per row, or (rows, hashes) where a row has several."""

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
