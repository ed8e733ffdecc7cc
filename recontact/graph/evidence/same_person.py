"""Whether the person that a check named is the borrower: compared as far as name and identity number are known."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.graph.contact_graph import one_chunk
from recontact.graph.scene import Ints, Scene, matches

UNKNOWN, SAME, OTHER = 0, 1, 2
_ENOUGH = 4
"""Known characters that must agree before a masked identity number speaks for the same person."""


def verified_person(scene: Scene, rows: np.ndarray) -> Ints:
    """Return SAME, OTHER or UNKNOWN per happening of `rows`: the person asked about, against the identity's records.

    One record of the same person is enough; OTHER needs a contradiction and no agreement."""
    if not len(rows):
        return np.zeros(0, dtype=np.int32)
    happened, graph = scene.happenings, scene.graph
    members = np.asarray(graph.persons["mention"].to_numpy(), dtype=np.int64)
    identity = graph.identity[members]
    order = np.argsort(identity, kind="stable")
    wanted = scene.holdings.identity[happened.holding[rows]]
    pair, place = matches(identity[order], wanted)
    events = graph.events.take(pa.array(happened.event[rows][pair]))
    verdict = _verdicts(events["id"], events["name"], graph.persons.take(pa.array(order[place])))
    result = np.zeros(len(rows), dtype=np.int32)
    result[pair[verdict == OTHER]] = OTHER
    result[pair[verdict == SAME]] = SAME
    return result


def _verdicts(number: Any, name: Any, persons: pa.Table) -> Ints:
    agree, conflict = _characters(_letters(number), _letters(persons["id"]))
    same_name, other_name = _names(name, persons)
    same = ((agree >= _ENOUGH) & ~conflict & ~other_name) | (same_name & ~conflict) | ((agree >= 8) & ~conflict)
    other = (conflict & ~same_name) | (other_name & (agree < 8))
    return np.where(same, SAME, np.where(other, OTHER, UNKNOWN)).astype(np.int32)


def _names(name: Any, persons: pa.Table) -> tuple[np.ndarray, np.ndarray]:
    agree, conflict = _characters(_letters(name), _letters(persons["han"]))
    latin = pc.binary_join_element_wise(persons["given"], persons["surname"], " ")
    asked, known = _folded(name), _folded(latin)
    both = (asked != "") & (known != "")
    return ((agree >= 2) & ~conflict) | (both & (asked == known)), (agree + conflict > 0) & conflict


def _folded(names: Any) -> np.ndarray:
    """Latin names as sorted words without initials, each distinct name worked on once; empty if there is none."""
    coded = one_chunk(names).dictionary_encode()
    words = [
        " ".join(sorted(word for word in text.lower().replace(".", " ").split() if len(word) > 1 and word.isascii()))
        for text in coded.dictionary.to_pylist()
    ]
    positions = np.asarray(pc.fill_null(coded.indices, len(words)).to_numpy(zero_copy_only=False), dtype=np.int64)
    return np.array([*words, ""], dtype=object)[positions]


def _letters(texts: Any) -> np.ndarray:
    """Texts as rows of code points, 0 after the end."""
    width = int(pc.max(pc.utf8_length(texts)).as_py() or 1)
    plain = pc.fill_null(texts, "").to_numpy(zero_copy_only=False).astype(f"U{width}")
    return plain.view(np.uint32).reshape(len(plain), width)


def _characters(left: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return how many known characters agree, and whether any disagree; of unequal lengths nothing is said."""
    width = max(left.shape[1], right.shape[1])
    left, right = (np.pad(side, ((0, 0), (0, width - side.shape[1]))) for side in (left, right))
    known = (left != ord("*")) & (right != ord("*")) & (left > 0) & (right > 0)
    comparable = (left > 0).sum(axis=1) == (right > 0).sum(axis=1)
    agree = ((left == right) & known).sum(axis=1)
    conflict = ((left != right) & known).any(axis=1)
    return np.where(comparable, agree, 0), comparable & conflict
