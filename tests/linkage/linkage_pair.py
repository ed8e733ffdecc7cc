"""Two invented people, and on which levels they agree."""

import numpy as np
import pyarrow as pa

from recontact.linkage.compare import COMPARISONS, compare
from recontact.linkage.model import Model
from recontact.linkage.people import encode
from recontact.linkage.weigh import comparison
from recontact.schema import ADDRESS_PARTS, PERSONS


def people(*rows):
    """Return PERSONS of the given fields, the others unknown."""
    full = [{**dict.fromkeys(PERSONS.names), "source": "s", "record_id": str(i), **row} for i, row in enumerate(rows)]
    return pa.Table.from_pylist(full, PERSONS)


def place(**parts):
    return {**dict.fromkeys((*ADDRESS_PARTS, "text")), **parts}


def levels(left, right):
    """Return the code of the level of every comparison that could be made."""
    model = Model.default()
    found, rarities = np.zeros(len(COMPARISONS), np.int64), np.zeros(len(COMPARISONS))
    compare(encode(people(left, right), model).people, 0, 1, found, rarities)
    return {
        name: comparison(model, name).levels[level - 1].code
        for name, level in zip(COMPARISONS, found.tolist(), strict=True)
        if level
    }


def han(name, surname=None, given=None):
    return {"han": name, "surname": surname, "given": given}


def latin(surname, given):
    return {"surname": surname, "given": given}
