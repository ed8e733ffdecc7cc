"""One person looked up in a store of persons: the same candidates and the same weights as in a batch."""

from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.errors import UsageError
from recontact.linkage.explain import Explanation, explained
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
    explanation: Explanation | None = None
    """Why it weighs so; only if it was asked for."""


class Store:
    """Persons with an index of every blocking rule's keys; built once, asked often, from any thread."""

    def __init__(self, model: Model, records: pa.Table, room: Any, index: Any) -> None:
        """Take the parts that `build` makes."""
        from recontact.linkage.weigh import weights

        self.model = model
        self._records = records  # source, record_id and row (as given), in the order of the first two
        self._room, self._index, self._weights = room, index, weights(model)
        self._frequencies = Frequencies(model.frequencies)
        self._seen = (np.zeros(records.num_rows, np.int64), np.zeros(records.num_rows, np.int64))
        self._asked = 0
        self._lock = Lock()  # the room behind the arrays holds one person

    @classmethod
    def build(cls, persons: pa.Table, model: Model) -> Self:
        """Index `persons` (schema.PERSONS) for a trained `model`; UsageError if it is not trained."""
        from recontact.linkage.keys import keyed
        from recontact.linkage.newcomer import Room
        from recontact.linkage.people import encode
        from recontact.linkage.seek import index_of

        if not model.trained:
            raise UsageError("a store needs a trained model: take the one that linking returned, or a run's model.json")
        order = pc.sort_indices(persons, [("source", "ascending"), ("record_id", "ascending")])
        records = persons.select(["source", "record_id"]).take(order).append_column("row", order).combine_chunks()
        e = encode(persons.take(order), model)
        index = index_of([keyed(e, rule.keys) for rule in model.rules], [rule.cap for rule in model.rules])
        return cls(model, records, Room.behind(e), index)

    def save(self, folder: Path) -> None:
        """Write the store into a new or empty folder, readable by its owner only: it holds persons' data."""
        from recontact.linkage.store_folder import write_store

        with self._lock:
            write_store(folder, self.model, self._records, self._room, self._index)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Open a store that `save` wrote; its files are mapped into memory. UsageError if there is none."""
        from recontact.linkage.store_folder import read_store

        return cls(*read_store(folder))

    def find(self, person: pa.Table, *, explain: bool = False) -> list[Match]:
        """Return who `person`, a table of one row, may be, likeliest first, with the reasons to `explain`.

        What is below the model's `keep` is left out, and so is the store's own row of the same source and record. As in
        a batch a key is passed over if it would bring more rows together than its rule's cap, `person` included.
        """
        from recontact.linkage.people import encode
        from recontact.linkage.person_keys import keys_of
        from recontact.linkage.weigh import odds, probability

        one = encode(person, self.model, self._frequencies)
        keys, rules = keys_of(one, self.model.rules)
        position = self._position(person)
        with self._lock:
            at = self._room.place(one)
            rows, match, kin, met = self._seek(at, keys, rules, position)
            weight = odds(match, kin, self._weights.prior)
            likely = probability(weight)
            order = np.lexsort((rows, -weight))
            order = order[weight[order] >= self._least]
            ends = [(int(row), at) if row < position[0] else (at, int(row)) for row in rows[order]]
            why = [
                self._why(pair[0], pair[1], int(brought)) if explain else None
                for pair, brought in zip(ends, met[order], strict=True)
            ]
        given = self._records["row"]
        return [
            Match(given[int(rows[each])].as_py(), float(weight[each]), float(likely[each]), reason)
            for each, reason in zip(order, why, strict=True)
        ]

    @property
    def _least(self) -> float:
        keep = self.model.thresholds["keep"]
        return float(np.log2(keep / (1 - keep)))

    def _position(self, person: pa.Table) -> tuple[int, int]:
        """Return the person's place in the order of the store's records, and the row of the same record or -1."""
        source, record = self._records["source"].chunk(0), self._records["record_id"].chunk(0)
        name = (person["source"][0].as_py(), person["record_id"][0].as_py())
        at = bisect_left(range(len(source)), name, key=lambda row: (source[row].as_py(), record[row].as_py()))
        same = at < len(source) and (source[at].as_py(), record[at].as_py()) == name
        return at, at if same else -1

    def _seek(self, at: int, keys: Array, rules: Array, position: tuple[int, int]) -> tuple[Array, ...]:
        from recontact.linkage.seek import seek

        self._asked += 1
        room = int(self._index.caps[rules].sum())
        out = (np.empty(room, np.int64), np.empty(room), np.empty(room), np.empty(room, np.int64))
        asked = np.array([at, *position, self._asked])
        floor = self._least - 1e-6  # the exact line is drawn outside, by the same function as a batch's
        written, _ = seek(self._room.people, self._weights, self._index, keys, rules, asked, self._seen, floor, out)
        return tuple(each[:written] for each in out)

    def _why(self, a: int, b: int, met: int) -> Explanation:
        """Return why rows `a` and `b` weigh as they do; `met` has a bit for each rule that brings them together."""
        names = [rule.name for rule in self.model.rules]
        rules = tuple(name for number, name in enumerate(names) if met >> number & 1)
        missed = tuple(name for name in names if name not in rules)
        return explained(self._room.people, a, b, self.model, self._weights, (rules, missed))
