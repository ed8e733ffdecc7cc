"""When to call one borrower: at which lawful hours the borrower's own calls were answered."""

from dataclasses import asdict
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact import configs
from recontact.graph.contact_graph import codes
from recontact.graph.hours import Calls, Slot, answering
from recontact.graph.settings import RankingSettings
from recontact.policy.call_hours import call_hours
from recontact.release import VALUE
from recontact.stored import StoredRun

ANSWERED = "right_party"
UNANSWERED = ("no_answer", "busy", "off", "hung_up")
"""What becomes of a call that may have rung at the borrower's; a denial or a dead line says nothing of hours."""


def answering_hours(run: StoredRun, borrower: str, settings: RankingSettings) -> list[dict[str, Any]]:
    """Return the slots of the lawful hours in which the borrower answered a call, likeliest first: since, until, tried,
    answered, chance, usual and sentences. Empty where none is known.

    Only calls at numbers that the run shows count, for the borrower for whom they were made.
    """
    calls, borrowers = _calls(run)
    at = pc.index(borrowers, pa.scalar(borrower, pa.string())).as_py()
    slots = answering(calls, at, call_hours(run.rules), settings.hours) if at >= 0 else ()
    return [{**asdict(slot), **_sentences(slot)} for slot in slots]


def _calls(run: StoredRun) -> tuple[Calls, pa.Array]:
    """Return the calls with a known hour at shown numbers, and the borrowers by their number in it."""
    contacts = run.table("contacts")
    events = run.graph.events
    kept = pc.and_(pc.equal(events["channel"], "voice"), pc.is_in(events["result"], pa.array((ANSWERED, *UNANSWERED))))
    events = events.filter(pc.fill_null(pc.and_(kept, pc.is_valid(events["hour"])), False))
    key = _keys(contacts["borrower_id"], contacts[VALUE])
    row = codes(_keys(events["customer"], events["value"]), key)
    events = events.filter(pa.array(row >= 0))
    row = row[row >= 0]
    borrowers = pc.unique(contacts["borrower_id"])
    answered = pc.equal(events["result"], ANSWERED).to_numpy(zero_copy_only=False).astype(np.float64)
    own = contacts["probability"].to_numpy(zero_copy_only=False)[row]
    calls = Calls(
        borrower=codes(events["customer"], borrowers),
        hour=events["hour"].to_numpy(zero_copy_only=False).astype(np.int32),
        answered=answered,
        weight=np.where(answered > 0, 1.0, own),
    )
    return calls, borrowers


def _keys(borrower: Any, value: Any) -> pa.Array:
    keys = pc.binary_join_element_wise(borrower, value, "\x1f")
    return keys.combine_chunks() if isinstance(keys, pa.ChunkedArray) else keys


def _sentences(slot: Slot) -> dict[str, str]:
    words = configs.load("vocabularies/next_steps.yaml")["call_at"]
    facts = {"since": f"{slot.since}:00", "until": f"{slot.until}:00", "tried": slot.tried, "answered": slot.answered,
             "chance": f"{slot.chance:.0%}", "usual": f"{slot.usual:.0%}"}  # fmt: skip
    return {"en": words["en"].format(**facts), "zh": words["zh"].format(**facts)}
