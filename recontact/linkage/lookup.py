"""One person looked up in a store of persons: the same candidates and the same weights as in a batch."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pyarrow as pa

from recontact.errors import UsageError
from recontact.linkage.explain import Explanation, explain
from recontact.linkage.frequency import Frequencies
from recontact.linkage.model import Model

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Match:
    """A row of the store that may be the person asked for."""

    row: int
    weight: float
    """log2 odds, under the model's prior."""
    probability: float


@dataclass(frozen=True, slots=True)
class Store:
    """Persons with an index per blocking rule; it does not change once it is built."""

    persons: pa.Table
    model: Model
    index: tuple[tuple[Array, Array], ...]
    """Per rule the hashes of its keys, ascending, and the rows that have them."""
    frequencies: Frequencies
    """The model's, looked up once."""

    @classmethod
    def build(cls, persons: pa.Table, model: Model) -> Self:
        """Index `persons` (schema.PERSONS) for a trained `model`; UsageError if it is not trained."""
        from recontact.linkage.keys import keyed
        from recontact.linkage.people import encode
        from recontact.linkage.tally import sorted_by_hash

        if not model.trained:
            raise UsageError("a store needs a trained model: take the one that linking returned, or a run's model.json")
        e = encode(persons, model)
        index = []
        for rule in model.rules:
            rows, hashes = sorted_by_hash(*keyed(e, rule.keys))
            index.append((hashes, rows))
        return cls(persons.combine_chunks(), model, tuple(index), e.frequencies)

    def candidates(self, person: pa.Table) -> Array:
        """Return the rows (ascending) that share a key of a rule with `person`, a table of one row.

        As in a batch a key is passed over if it would bring more rows together than the rule's cap, `person` included.
        """
        from recontact.linkage.keys import keyed
        from recontact.linkage.people import encode

        e, found = encode(person, self.model, self.frequencies), [np.zeros(0, np.int32)]
        for rule, (hashes, rows) in zip(self.model.rules, self.index, strict=True):
            for key in np.unique(keyed(e, rule.keys)[1]):
                lo, hi = np.searchsorted(hashes, key, "left"), np.searchsorted(hashes, key, "right")
                held = np.unique(rows[lo:hi])
                if len(held) < rule.cap:
                    found.append(held)
        return np.unique(np.concatenate(found))

    def explain(self, person: pa.Table, match: Match) -> Explanation:
        """Return why `person`, a table of one row, matches the row of the store as it does."""
        pair = pa.concat_tables([self.persons.slice(match.row, 1), person])
        return explain(pair, 0, 1, self.model, frequencies=self.frequencies)

    def find(self, person: pa.Table) -> list[Match]:
        """Return who `person`, a table of one row, may be, likeliest first; what is below `keep` is left out."""
        from recontact.linkage.people import encode
        from recontact.linkage.score import weigh_rows
        from recontact.linkage.weigh import probability, weights

        rows = self.candidates(person)
        if not len(rows):
            return []
        together = pa.concat_tables([self.persons.take(pa.array(rows)), person]).combine_chunks()
        people = encode(together, self.model, self.frequencies).people
        weight, _ = weigh_rows(people, weights(self.model), np.arange(len(rows)), np.full(len(rows), len(rows)))
        likely = probability(weight)
        order = np.lexsort((rows, -weight))
        kept = order[likely[order] >= self.model.thresholds["keep"]]
        return [Match(int(rows[at]), float(weight[at]), float(likely[at])) for at in kept]
