"""Where the surname ends in a name in Han characters, and the names that have none."""

from functools import cache

from recontact import configs
from recontact.points import latin_words, pinyin
from recontact.points.cleaned import UNKNOWN

_USUAL = 0.16
"""Share of a surname, in per cent, from which it passes for a married woman's own behind a compound one."""
_USUAL_ENOUGH = 0.05


def divide(han: str) -> tuple[str | None, str | None, str | None]:
    """Return surname, a married woman's own surname and given name in Han characters, None where not known."""
    listed = pinyin.surnames()
    if "·" in han:
        return None, None, None
    size = next((size for size in (4, 3, 2) if len(han) > size and han[:size] in listed), 0)
    if size == 2 and len(han) == 5 and listed.get(han[2], ((), 0.0))[1] >= _USUAL:
        return han[:2], han[2], han[3:]  # 欧阳王美玲
    if size:
        return han[:size], None, han[size:]
    if "々" in han or (
        han[:2] in latin_words.listed("name_words", "japanese_surnames") and (len(han) == 4 or _is_japanese(han))
    ):
        return None, None, None
    if is_undivided(han) or (
        len(han) == 4 and han[0] != UNKNOWN and han[0] not in pinyin.compound_starts() and han[0] not in listed
    ):
        return None, None, han
    if may_be_compound(han):
        return None, None, han[1:]
    if len(han) == 4 and UNKNOWN not in han and han[0] in listed and han[1] in listed:
        return han[0], han[1], han[2:]
    if len(han) == 5 and han[0] in listed and han[1:3] in listed:
        return han[0], han[1:3], han[3:]  # 张欧阳美玲
    if len(han) > 4 or han[0] == UNKNOWN:
        return None, None, han[1:] if len(han) <= 4 else han
    return han[0], None, han[1:]


def is_undivided(han: str) -> bool:
    """Whether a name is a people's that bears no Chinese surname: 阿依古丽, 才让卓玛, 巴特尔."""
    if len(han) < 3 or UNKNOWN in han:
        return False
    return han.startswith(_undivided("undivided_starts")) or (
        len(han) > 3 and han.endswith(_undivided("undivided_ends"))
    )


def _is_japanese(han: str) -> bool:
    """Whether three characters that begin with a Japanese surname are hardly a Chinese name: 佐藤健, not 石川明."""
    usual = pinyin.surnames().get(han[0])
    return len(han) == 3 and (usual is None or usual[1] < _USUAL_ENOUGH)


def may_be_compound(han: str) -> bool:
    """Whether a masked name may begin with a compound surname: 欧**."""
    return UNKNOWN in han[:2] and han[0] in pinyin.compound_starts()


def masked_compound(han: str) -> str | None:
    """Return the surname of 欧** or 欧*悦敏: of four characters it is the compound one."""
    compounds = pinyin.compound_starts()[han[0]]
    if len(han) == 2:
        return first_reading(han[0])
    if len(han) == 4 and len(compounds) == 1:
        return first_reading(compounds[0])
    usual = pinyin.surnames().get(han[0])
    rare = max(pinyin.surnames()[name][1] for name in compounds)
    # 王 or 于 begin no compound worth a doubt; 欧, 上 or 司 do
    return first_reading(han[0]) if usual and len(han) == 3 and usual[1] > 5 * rare else None


def first_reading(surname: str) -> str | None:
    """Return the usual reading of a surname, or None."""
    readings = pinyin.read_surname(surname)
    return readings[0] if readings else None


@cache
def _undivided(section: str) -> tuple[str, ...]:
    return tuple(configs.load("vocabularies/name_words.yaml")[section])
