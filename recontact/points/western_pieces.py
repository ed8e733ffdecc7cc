"""Pieces of a Western address, each read once: inside an address that is otherwise always the same."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from recontact.points import western_address
from recontact.points.address import Address

_CASES: dict[str, Callable[[str], str]] = {"mixed": str, "capitals": str.upper, "small": str.lower}
"""How a whole text is written: in capitals throughout, or in small letters, it is shown otherwise."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one piece: of which parts of the text it is made, and what is said of it (None: not by itself)."""

    pieces: tuple[str, ...]
    says: tuple[str, ...]
    read: Callable[..., tuple[str | None, ...] | None]


def pattern(code: pa.Array) -> pa.Array:
    """Return postcodes with 9 for each digit and A for each letter: a postcode of the same sort."""
    return pc.replace_substring_regex(pc.replace_substring_regex(code, "[0-9]", "9"), "[A-Za-z]", "A")


def postcode(code: pa.Array) -> pa.Array:
    """Return postcodes as they are compared: capitals, no space, five digits of nine."""
    return pc.ascii_upper(pc.replace_substring_regex(code, "-.*| ", ""))


def _street(street: str, mode: str) -> tuple[str | None, ...] | None:
    """Return how a street is shown and folded, read with a door behind it: what would join with that is not taken."""
    case = _CASES[mode]
    found = western_address.read(case("7 ") + street + case(" #5, Nowhere"))
    shown = (found.known or "").removeprefix("7 ").removesuffix(" #5, Nowhere")
    known, road = f"7 {shown} #5, Nowhere", found.road
    wanted = replace(
        *(_fixed(" #5", mode),),
        value=known,
        known=known,
        road=road,
        text=f"7 {road} 5 nowhere",
        key=f"7|{road}|5|nowhere",
    )
    return (shown, road) if road and found == wanted else None


def _sign(sign: str, mode: str) -> tuple[str | None, ...] | None:
    """Return how the sign of a door is shown, `, Apt `; a mere point has no door behind it."""
    case, door = _CASES[mode], "5" if sign.strip(".") else ""
    found = western_address.read(f"{case('7 Some Street')}{sign}{case(f'{door}, Nowhere')}")
    shown = (found.known or "").removeprefix("7 Some Street").removesuffix(f"{door}, Nowhere")
    known = f"7 Some Street{shown}{door}, Nowhere"
    return (shown,) if found == replace(_fixed(door and f" #{door}", mode), value=known, known=known) else None


def _tail(tail: str, gap: str, code: str, country: str, mode: str) -> tuple[str | None, ...] | None:
    """Return how all behind street and door is shown, before and after the postcode; folded; city, region, place.

    Read without a door before it, so that one in it is found; its postcode is a `pattern`.
    """
    found = western_address.read(f"{_CASES[mode]('7 Some Street')}, {tail}{gap}{code}{country}")
    plain = postcode(pa.array([code]))[0].as_py() or None
    shown = (found.known or "").removeprefix("7 Some Street, ")
    before, after = shown.split(code) if code and shown.count(code) == 1 else (shown, "")
    text = (found.text or "").removeprefix("7 some st ").removesuffix(f" {plain}" if plain else "")
    known = f"7 Some Street, {before}{code if code in shown else ''}{after}"
    wanted = replace(
        _fixed("", mode),
        value=known,
        known=known,
        region=found.region,
        city=found.city,
        place=found.place,
        postcode=plain,
        text=" ".join(filter(None, ("7 some st", text, plain))),
        key=f"7|some st||{found.city or plain or ''}",
    )
    return (before, after, text, found.city, found.region, found.place) if found == wanted else None


@cache
def _fixed(door: str, mode: str) -> Address:
    """Return the address that pieces are read in: 7 Some Street #5, Nowhere."""
    return western_address.read(_CASES[mode](f"7 Some Street{door}, Nowhere"))


READERS = (
    Reader(("street",), ("shown_street", "road"), _street),
    Reader(("sign",), ("shown_sign",), _sign),
    Reader(
        ("tail", "gap", "pattern", "country"),
        ("shown_tail", "shown_end", "text_tail", "city", "region", "place"),
        _tail,
    ),
)
