"""Linking within a memory cap gives the same to the byte, in partitions, or says what it needs. Nobody here exists."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from recontact.errors import RecontactError
from recontact.linkage import partition
from recontact.linkage.link import link
from recontact.linkage.model import Model
from recontact.linkage.people import encode
from recontact.schema import PERSONS

ENOUGH = 1 << 40


def crowd(rows: int) -> pa.Table:
    """Return invented people, many twice, with families at one address."""
    rng = np.random.default_rng(11)
    person = rng.integers(0, rows * 2 // 3, rows)
    empty = dict.fromkeys(PERSONS.names)
    return pa.Table.from_pylist(
        [
            {
                **empty,
                "source": "a",
                "record_id": f"{row:06d}",
                "surname": f"sur{chr(97 + who % 23)}{chr(97 + who % 19)}",
                "given": f"giv{chr(97 + who % 17)}{chr(97 + who % 13)}",
                "born": f"19{50 + who % 40}-0{1 + who % 9}-1{who % 8}",
                "phones": [f"+4477009{who:05d}"],
                "addresses": [{"city": f"town{who % 9}", "road": f"road {who % 200}", "number": str(who % 30)}],
            }
            for row, who in enumerate(person.tolist())
        ],
        PERSONS,
    )


def test_partitions_change_nothing(monkeypatch):
    persons = crowd(2000)
    whole = link(persons)
    parts = []
    counted = partition.scan_blocks
    monkeypatch.setattr(partition, "scan_blocks", lambda *given: parts.append(1) or counted(*given))
    monkeypatch.setattr(partition, "held", lambda: 0)
    monkeypatch.setattr(partition, "READ", 500)
    monkeypatch.setattr(partition, "PAIR", 0)
    cap = partition.ENCODING[0] * persons.nbytes + partition.ENCODING[1] * persons.num_rows
    monkeypatch.setattr(partition, "PER_MEMBER", cap // 4000)
    found = link(persons, memory=cap)
    assert len(parts) > 3
    assert found.links.equals(whole.links)
    assert np.array_equal(found.identity, whole.identity)
    assert np.array_equal(found.belief, whole.belief)
    assert found.model.digest == whole.model.digest
    assert found.report["compared"] == whole.report["compared"]
    assert found.report["rules"] == whole.report["rules"]


def test_every_block_is_in_one_part(tmp_path: Path):
    model = Model.default()
    e = encode(crowd(500), model)
    spilled = partition.Spilled.write(e, model.rules, tmp_path)
    parts = [part for _, part in spilled.parts(ENOUGH)]
    assert sum(int(part.rules[-1] - part.rules[0]) for part in parts) == spilled.rules[-1]


def test_a_cap_that_even_one_block_exceeds_is_refused(tmp_path: Path):
    model = Model.default()
    spilled = partition.Spilled.write(encode(crowd(500), model), model.rules, tmp_path)
    with pytest.raises(RecontactError, match=r"needs about [\d,]+ MiB even in the smallest partitions"):
        list(spilled.parts(0))


def test_records_that_do_not_fit_are_refused_before_they_are_read():
    with pytest.raises(RecontactError, match="--memory"):
        link(crowd(10), memory=1)


def test_nobody_fits_anywhere():
    assert link(PERSONS.empty_table(), memory=ENOUGH).links.num_rows == 0
