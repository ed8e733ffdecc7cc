"""What was learned of ageing is told beside what the settings presume."""

from recontact.graph.ageing import Decay
from recontact.graph.ageing_compared import compared
from recontact.graph.settings import read_ranking
from recontact.schema import CONTACT_TYPES

SETTINGS = read_ranking()


def test_what_nothing_is_known_of_stands_as_presumed() -> None:
    rows = compared(SETTINGS, Decay())
    assert [row.type for row in rows] == list(CONTACT_TYPES)
    assert all(row.learned is None and row.learned_issue is None and row.pairs == 0 for row in rows)
    assert all(1.0 > row.presumed[0] > row.presumed[1] > row.presumed[2] > 0.0 for row in rows)


def test_faster_ageing_keeps_less_and_quicker_reissue_takes_fewer_months() -> None:
    decay = Decay({"mobile": 2.0}, pairs={"mobile": 900}, reissued={"mobile": 12.0})
    row = compared(SETTINGS, decay)[CONTACT_TYPES.index("mobile")]
    assert row.learned is not None
    assert all(here < presumed for here, presumed in zip(row.learned, row.presumed, strict=True))
    assert (row.pairs, row.learned_issue) == (900, 1.0)
    assert row.presumed_issue == 12.0 / SETTINGS.points["mobile"].reissued


def test_a_tilt_of_the_habits_is_learned_of_every_type() -> None:
    assert all(
        row.learned not in (None, row.presumed) for row in compared(SETTINGS, Decay(tilt=-1.0)) if row.type != "im"
    )
