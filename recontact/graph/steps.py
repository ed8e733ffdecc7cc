"""Steps: what a piece of evidence said of a holding on a day, as likelihoods of the states."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recontact.graph.scene import Floats, Ints

CODES = (
    *("sighting", "corroboration", "repeated", "copy", "account_closed", "account_open"),
    *("newer_point", "other_seen_later", "named_as_third_party", "workplace", "lost_on_file"),
    *("home_kept", "home_left"),
    *("shared", "hub", "household", "seen_with_other_later", "passed_on_in_household"),
    *("status_active", "status_vacant", "status_suspended", "status_not_in_database", "status_silent"),
    *("status_risk", "status_off", "status_unknown"),
    *("tenure_shorter", "tenure_younger", "tenure_longer"),
    *("three_element_match", "three_element_mismatch", "three_element_match_other", "three_element_no_record"),
    *("voice_right_party", "voice_wrong_party", "voice_hung_up", "voice_no_answer", "voice_busy", "voice_off"),
    *("voice_suspended", "voice_vacant", "voice_third_party_relayed", "voice_third_party_refused"),
    *("voice_other_right_party", "sms_delivered", "sms_undelivered"),
    *("email_opened", "email_delivered", "email_bounced", "mail_signed", "mail_returned", "mail_no_return"),
    *("in_app_opened", "in_app_delivered", "in_app_undelivered"),
)
"""What a step may be. The sentences that people read are in `configs/vocabularies/ranking_sentences.yaml`."""


@dataclass(frozen=True, slots=True)
class Steps:
    """One row per step; `loglik` has one column per state of `settings.STATES`, natural logarithms."""

    holding: Ints
    day: Ints
    loglik: Floats
    code: Ints
    observation: Ints
    """Row of the observation that the step rests on, -1 if none."""
    event: Ints
    """Row of the event that the step rests on, -1 if none."""

    def __len__(self) -> int:
        return len(self.holding)

    def take(self, rows: NDArray[Any]) -> "Steps":
        """Return these rows, in this order."""
        return Steps(*(getattr(self, name)[rows] for name in self.__slots__))


def steps(
    holding: Ints,
    day: Ints,
    loglik: Floats,
    code: int | Ints,
    *,
    observation: Ints | None = None,
    event: Ints | None = None,
) -> Steps:
    """Return steps; one row of `loglik` or one `code` serves all of them."""
    n = len(holding)
    nothing = np.full(n, -1, dtype=np.int32)
    return Steps(
        holding=np.asarray(holding, dtype=np.int32),
        day=np.asarray(day, dtype=np.int32),
        loglik=np.ascontiguousarray(np.broadcast_to(np.asarray(loglik, dtype=np.float64), (n, 6))),
        code=np.broadcast_to(np.asarray(code, dtype=np.int32), n).copy(),
        observation=nothing if observation is None else np.asarray(observation, dtype=np.int32),
        event=nothing if event is None else np.asarray(event, dtype=np.int32),
    )


def joined(parts: Sequence[Steps]) -> Steps:
    """Return all steps of `parts`, one part after the other."""
    return Steps(*(np.concatenate([getattr(part, name) for part in parts]) for name in Steps.__slots__))


def in_order(parts: Sequence[Steps]) -> Steps:
    """Return all steps by holding and day; on one day in the order of `parts`, then of what they rest on."""
    everything = joined(parts)
    rank = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    by = (everything.code, everything.event, everything.observation, rank, everything.day, everything.holding)
    return everything.take(np.lexsort(by))


def code_of(name: str) -> int:
    """Return the number of a code; ValueError if there is none of this name."""
    return CODES.index(name)
