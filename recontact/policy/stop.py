"""Where somebody said "stop": the points and borrowers that are never shown again, as outcomes and bases tell."""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from recontact.policy.subject import SELF, SEPARATOR, flat

REFUSED = "third_party_refused"


@dataclass(frozen=True, slots=True)
class Stops:
    """What is out of bounds for good."""

    points: pa.Array
    """OBSERVATIONS.point: never again for a third party, whoever the borrower."""
    answered: pa.Array
    """`stop_key` of borrower and point: never again for that borrower, not as the borrower's own either."""
    borrowers: pa.Array
    """Lender's numbers of those who said never."""
    lost: pa.Array | None = None
    """Lender's numbers of those who are lost by the rule of the place: for nobody else may third parties be reached
    where the rule says so. None: it is not known of anybody."""


def stops(events: pa.Table, bases: pa.Table, mentions: pa.Table, observations: pa.Table, as_of: date) -> Stops:
    """Return what is stopped on a day.

    A refusal stops the number that was called and every other point under which the same mention of a third party
    stands, since it was the person who refused, not the line. Somebody who refused to be asked about a borrower may be
    a borrower too: for a debt of their own they are not third parties. Columns: EVENTS, BASES, MENTIONS, OBSERVATIONS.
    """
    past = pc.fill_null(pc.less_equal(flat(events["on"]), pa.scalar(as_of)), True)  # an undated refusal stands as well
    refusals = events.filter(pc.and_(pc.equal(flat(events["result"]), REFUSED), past))
    points = pc.unique(pc.drop_null(flat(refusals["value"])))
    third = pc.not_equal(flat(mentions["role"]).take(flat(observations["mention"])), SELF)
    here = pc.and_(pc.is_in(flat(observations["point"]), value_set=points), third)
    persons = pc.unique(flat(observations["mention"]).filter(here))
    theirs = pc.and_(pc.is_in(flat(observations["mention"]), value_set=persons), third)
    every = pa.concat_arrays([points.cast(pa.string()), flat(observations["point"]).filter(theirs)])
    marked = pc.and_(pc.equal(flat(bases["source"]), "*"), pc.equal(flat(bases["subject"]), SELF))
    answered = pc.drop_null(pc.unique(stop_key(flat(refusals["customer"]), flat(refusals["value"]))))
    return Stops(pc.unique(every), answered, pc.unique(flat(bases["record_id"]).filter(marked)))


def stop_key(borrower: pa.Array, point: pa.Array) -> pa.Array:
    """Return the key under which a refusal and a candidate meet."""
    return pc.binary_join_element_wise(borrower, point, SEPARATOR)
