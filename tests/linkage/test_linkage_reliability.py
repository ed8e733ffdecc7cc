"""Whether probabilities of links hold, on invented links."""

import numpy as np
import pytest

from recontact.linkage.reliability import calibration_error, reliability


def test_what_was_said_stands_beside_what_is_true():
    low, high = reliability(np.array([0.6, 0.6, 1.0, 1.0, 1.0, 1.0]), np.array([True, False, True, True, True, True]))
    assert (low.low, low.high, low.links, low.said, low.true) == (0.5, 0.7, 2, 0.6, 0.5)
    assert (high.links, high.said, high.true) == (4, 1.0, 1.0)
    assert calibration_error((low, high)) == pytest.approx(2 * 0.1 / 6)


def test_no_links_have_no_error():
    assert reliability(np.zeros(0), np.zeros(0, bool)) == ()
    assert calibration_error(()) == 0.0
