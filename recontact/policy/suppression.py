"""Who said "never again": by customer number, and under every other number by the same identity number."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from recontact.policy.subject import SELF, SEPARATOR, flat, owner, truth


def never(mentions: pa.Table, bases: pa.Table) -> npt.NDArray[np.bool_]:
    """Return per mention whether its customer number is marked "do not contact" (source `*` in the bases).

    Whatever the dates of such a row, it stands: a wish to be left alone has no term. For the subject `self` it covers
    all who are named in that customer's rows, for another role only that person.
    """
    rows = bases.filter(pc.equal(flat(bases["source"]), "*"))
    first = owner(mentions)
    customer = flat(mentions["customer"]).take(pa.array(first, mask=first < 0))
    customer = pc.coalesce(customer, flat(mentions["customer"]))
    wholly = rows.filter(pc.equal(flat(rows["subject"]), SELF))
    named = pc.binary_join_element_wise(flat(rows["record_id"]), flat(rows["subject"]), SEPARATOR)
    one = pc.binary_join_element_wise(customer, flat(mentions["role"]), SEPARATOR)
    return truth(pc.is_in(customer, value_set=flat(wholly["record_id"]))) | truth(pc.is_in(one, value_set=named))


def same_person(marked: npt.NDArray[np.bool_], ids: pa.Table) -> npt.NDArray[np.bool_]:
    """Spread a mark per mention to every mention with the same full identity number.

    `ids` has the columns `mention` (row of the mentions) and `value` (a fully known, valid identity number).
    """
    mention = ids["mention"].to_numpy()
    value = flat(ids["value"])
    stopped = pc.unique(value.filter(pa.array(marked[mention])))
    spread = marked.copy()
    spread[mention[truth(pc.is_in(value, value_set=stopped))]] = True
    return spread
