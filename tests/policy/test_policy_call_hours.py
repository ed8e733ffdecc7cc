"""The whole hours at which a call is lawful."""

import pytest

from recontact.policy.call_hours import call_hours
from recontact.policy.jurisdiction import read_rules


@pytest.mark.parametrize(
    ("places", "hours"),
    [
        (["cn"], (8, 22)),
        (["gb"], (8, 21)),
        (["cn", "hk"], (8, 21)),
        (["au"], (9, 21)),  # half past seven on weekdays, nine on weekends: lawful on every day
    ],
)
def test_the_narrowest_window_of_all(places: list[str], hours: tuple[int, int]) -> None:
    assert call_hours(read_rules(places)) == hours
