"""Which region a row's telephone numbers are read in: what its name, address and identity number speak for."""

from datetime import date

import pyarrow as pa
import pytest

from recontact.points.clean import clean_values
from recontact.schema import MENTIONS, VALUES


def numbers(**said: str) -> list[str]:
    """Return the numbers of one person of whom `said` is written."""
    mention = dict.fromkeys(MENTIONS.names) | {
        "source": "crm", "record_id": "1", "row": 2, "role": "self", "seen": date(2026, 1, 1), "closed": False
    }  # fmt: skip
    rows = [{"mention": 0, "kind": kind, "usage": "own", "field": kind, "raw": raw} for kind, raw in said.items()]
    mentions = pa.Table.from_pylist([mention], MENTIONS)
    facts, _ = clean_values(pa.Table.from_pylist(rows, VALUES), mentions, regions=("CN",))
    return sorted(facts.of("phone", "known")["known"].to_pylist())


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ({"name": "陳大文", "address": "香港九龍旺角彌敦道700號12樓A室", "phone": "91234567"}, ["+85291234567"]),
        ({"name": "陳大文", "id": "A123456(3)", "phone": "91234567"}, ["+85291234567"]),
        (
            {"name": "林志玲", "address": "台北市大安區忠孝東路四段216巷27弄8號5樓", "phone": "0912345679"},
            ["+886912345679"],
        ),
        ({"name": "陳大文", "address": "香港旺角彌敦道700號", "phone": "010-64881234"}, ["+861064881234"]),
        ({"name": "陳大文", "address": "香港旺角彌敦道700號", "phone": "13900139001"}, ["+8613900139001"]),
        ({"name": "王小明", "address": "北京市朝阳区建国路88号", "phone": "010-64881234"}, ["+861064881234"]),
    ],
)
def test_the_row_tells_the_region_of_its_numbers(said: dict[str, str], known: list[str]) -> None:
    assert numbers(**said) == known
