"""Linking: which rows of PERSONS describe one person. The whole story: encode, block, train, weigh, resolve."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.linkage.model import Model

Array = np.ndarray[Any, Any]
Progress = Callable[[str, float], None]
SAME, APART, UNSURE = "same", "different", "unsure"
SLACK = 4.0
"""Bits below `keep` at which pairs are still collected before the prior is known."""


@dataclass(frozen=True, slots=True)
class Linkage:
    """The result of `link`; rows are those of the PERSONS table it was given."""

    links: pa.Table
    """left, right (int32, left < right), weight (float32, log2 odds), probability (float64), rule (string, null if none
    brought it), one int8 column per comparison (0 unknown, else the level in the model); sorted by left, right."""
    identity: Array
    """int32 per row, dense from 0."""
    belief: Array
    """float64 per row: probability that it belongs to its identity (best link to another member; 1 alone)."""
    ambiguous: Array
    """bool per row: another identity fits about as well."""
    model: Model
    """Trained: give it to a later call and nothing is trained again."""
    report: dict[str, Any]


def link(
    persons: pa.Table,
    model: Model | None = None,
    *,
    threads: int = 2,
    progress: Progress | None = None,
    judgements: pa.Table | None = None,
    memory: int | None = None,
) -> Linkage:
    """Return which rows of `persons` (schema.PERSONS) are one person.

    An untrained model (the default one) is trained on the rows. `judgements` has the columns left, right (row numbers)
    and judgement: `same` and `different` beat any weight, `unsure` leaves the pair to its weight and its rows in doubt.
    Neither the order of the rows nor `threads` matters, nor does `memory`, the bytes that the process may hold: with it
    blocks lie in a temporary file and are compared in partitions; TooLittleMemoryError if the smallest does not fit.
    """
    from recontact.linkage.join import numbered
    from recontact.linkage.judged import judged, unsure
    from recontact.linkage.link_table import link_table
    from recontact.linkage.memory import give_back
    from recontact.linkage.partition import refuse_to_encode
    from recontact.linkage.people import encode
    from recontact.linkage.resolve import resolve
    from recontact.linkage.weigh import odds, weights

    clock = _Clock(progress)
    if memory is not None:
        refuse_to_encode(persons, memory)
    order, ordered = _order(persons)
    e = encode(persons if ordered else persons.take(order), model or Model.default(), threads=threads)
    give_back()
    clock.lap("encode")
    with TemporaryDirectory(prefix="recontact-") as folder:
        spill = None if memory is None else (Path(folder), memory)
        model, pairs, report = _weighed(e, model or Model.default(), threads, clock, spill)
    back, w = order if ordered else np.argsort(order), weights(model)  # back: row given -> row sorted
    pairs, apart = judged(e.people, w, pairs, judgements, back)
    weight = odds(pairs.match, pairs.kin, w.prior)
    groups = resolve(e.people, w, model, pairs, weight, apart)
    clock.lap("resolve")
    report |= {
        "refused": groups.refused,
        "identities": int(groups.identity.max(initial=-1)) + 1,
        "seconds": clock.seconds,
    }
    links, identity = link_table(pairs, weight, model, order), numbered(groups.identity[back])
    ambiguous = groups.ambiguous[back] | unsure(judgements, persons.num_rows)
    return Linkage(links, identity, groups.belief[back], ambiguous, model, report)


def _order(persons: pa.Table) -> tuple[Array, bool]:
    """Return the rows by source and record, and whether they lie so already: then a copy of everything is spared."""
    before, after = persons.slice(0, max(persons.num_rows - 1, 0)), persons.slice(1)
    later = pc.less_equal(before["record_id"], after["record_id"])
    same, other = (test(before["source"], after["source"]) for test in (pc.equal, pc.less))
    if pc.all(pc.or_(other, pc.and_(same, later)), skip_nulls=False).as_py():
        return np.arange(persons.num_rows), True
    return pc.sort_indices(persons, [("source", "ascending"), ("record_id", "ascending")]).to_numpy(), False


def _weighed(
    e: Any, model: Model, threads: int, clock: "_Clock", spill: tuple[Path, int] | None
) -> tuple[Model, Any, dict[str, Any]]:
    """Return the model, trained if it was not, the pairs worth keeping, and the report."""
    from recontact.linkage.block import block
    from recontact.linkage.partition import Spilled, scan_parts
    from recontact.linkage.prior import with_prior
    from recontact.linkage.score import kept, scan_blocks
    from recontact.linkage.train import train
    from recontact.linkage.weigh import odds, weights

    given, rows = model.trained, len(e.names)
    report: dict[str, Any] = {"rows": rows, "prior_source": "model" if given else "estimated"}
    spilled = Spilled.write(e, model.rules, spill[0]) if spill else None
    blocks = spilled.sampled() if spilled else block(e, model.rules, threads)
    clock.lap("block")
    if not given:
        model, trained = train(e.people, model, blocks, e.frequencies, threads)
        report |= trained
    clock.lap("train")
    keep = np.log2(model.thresholds["keep"] / (1 - model.thresholds["keep"]))
    w, floor, step = weights(model), keep - SLACK, clock.step("compare")
    if spill and spilled:
        pairs = scan_parts(e.people, w, spilled, floor, threads, step, spill[1])
    else:
        pairs = scan_blocks(e.people, w, blocks, floor, threads, step)
    report["compared"] = int(pairs.compared.sum())
    report["rules"] = [{**each, "compared": int(n)} for each, n in zip(blocks.report, pairs.compared, strict=True)]
    if not given:
        model = with_prior(model, pairs, rows)
    report["prior"] = model.prior["match"]
    pairs = kept(pairs, odds(pairs.match, pairs.kin, weights(model).prior) >= keep)
    clock.lap("compare")
    return model, pairs, report


class _Clock:
    """Seconds per stage, and the caller's progress."""

    def __init__(self, progress: Progress | None) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress
        self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self.seconds[stage] = round(now - self._last, 3)
        self._last = now
        self.step(stage)(1.0)

    def step(self, stage: str) -> Callable[[float], None]:
        return lambda share: self._progress(stage, share) if self._progress else None
