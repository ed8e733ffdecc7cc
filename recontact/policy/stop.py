"""Where somebody said "stop": the points and borrowers that are never shown again, as outcomes and bases tell."""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from recontact.policy.subject import SELF, flat, truth

REFUSED = "third_party_refused"


@dataclass(frozen=True, slots=True)
class Stops:
    """Points (OBSERVATIONS.point) and borrowers (lender's numbers) that are out of bounds for good."""

    points: pa.Array
    borrowers: pa.Array


def stops(events: pa.Table, bases: pa.Table, mentions: pa.Table, observations: pa.Table, as_of: date) -> Stops:
    """Return what is stopped on a day.

    A refusal stops the number that was called and every other point under which the same mention of a third party
    stands, since it was the person who refused, not the line. Columns: EVENTS, BASES, MENTIONS, OBSERVATIONS.
    """
    said = pc.and_(pc.equal(flat(events["result"]), REFUSED), pc.less_equal(flat(events["on"]), pa.scalar(as_of)))
    points = pc.unique(pc.drop_null(flat(events["value"].filter(said))))
    third = pc.not_equal(flat(mentions["role"]).take(flat(observations["mention"])), SELF)
    here = pc.and_(pc.is_in(flat(observations["point"]), value_set=points), third)
    persons = pc.unique(flat(observations["mention"]).filter(here))
    theirs = pc.and_(pc.is_in(flat(observations["mention"]), value_set=persons), third)
    every = pa.concat_arrays([points.cast(pa.string()), flat(observations["point"]).filter(theirs)])
    marked = pc.and_(pc.equal(flat(bases["source"]), "*"), pc.equal(flat(bases["subject"]), SELF))
    return Stops(pc.unique(every), pc.unique(flat(bases["record_id"]).filter(pa.array(truth(marked)))))
