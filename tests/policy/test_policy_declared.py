"""On the example lender: what is not declared withholds exactly what stood on it, by the rule that says so."""

from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from conftest import EXAMPLE

from recontact.intake import Intake, read_all
from recontact.job import read_job
from recontact.policy.jurisdiction import read_rules
from recontact.policy.rule import ELEMENTS
from recontact.policy.use import Use
from recontact.usable import Cleaned, Usable, normalise, permit

CITED = {
    "lawful_basis": "cn-pipl-13",
    "notice": "cn-pipl-17",
    "evidence": "floor-evidence",
    "controller": "cn-pipl-17-controller",
    "recipients": "cn-pipl-21",
    "channels": "cn-pipl-17-channels",
    "categories": "cn-pipl-17-categories",
}


@pytest.fixture(scope="module")
def read() -> tuple[Intake, Cleaned, Use, Usable]:
    job = read_job(EXAMPLE / "job.yaml")
    intake = read_all(job, EXAMPLE / "data")
    cleaned = normalise(intake, tuple(job.regions))
    use = Use(job.purpose, intake.as_of, read_rules(job.places), job.purposes)
    return intake, cleaned, use, permit(intake, cleaned, use)


@pytest.mark.parametrize("source", ["loan_applications", "ecommerce_partner"])
@pytest.mark.parametrize("element", ["lawful_basis", *ELEMENTS])
def test_one_element_missing(read: tuple[Intake, Cleaned, Use, Usable], source: str, element: str) -> None:
    intake, cleaned, use, whole = read
    declared = intake.sources[source].declaration
    lacking = _without(intake, source, **{element: () if isinstance(getattr(declared, element), tuple) else None})
    found = permit(lacking, cleaned, use)
    theirs = pc.equal(intake.mentions["source"], source).combine_chunks()
    before, after = whole.refused, found.refused
    stood = pc.and_(theirs, pc.is_null(before))
    assert pc.sum(stood).as_py() > 50
    assert set(after.filter(stood).to_pylist()) == {CITED[element]}
    assert after.filter(pc.invert(theirs)).equals(before.filter(pc.invert(theirs))), "other sources stand as they did"
    assert found.mentions.filter(pc.equal(found.mentions["source"], source)).num_rows == 0


@pytest.mark.parametrize("category", ["phone", "address", "email"])
def test_one_category_missing(read: tuple[Intake, Cleaned, Use, Usable], category: str) -> None:
    intake, cleaned, use, whole = read
    source = "crm_customers"
    kept = tuple(each for each in intake.sources[source].declaration.categories if each != category)
    found = permit(_without(intake, source, categories=kept), cleaned, use)
    assert found.refused.equals(whole.refused), "the records stand, without the values of that category"
    assert _seen(found, source, category) == 0 < _seen(whole, source, category)
    for other in {"phone", "address", "email"} - {category}:
        assert _seen(found, source, other) == _seen(whole, source, other)
    held = {row["rule"] for row in found.refused_values.to_pylist() if row["source"] == source}
    assert held == {"cn-pipl-28"}


def test_every_withheld_mention_cites_a_rule_that_holds(read: tuple[Intake, Cleaned, Use, Usable]) -> None:
    intake, _, use, whole = read
    for rule in pc.unique(whole.refused.drop_null()).to_pylist():
        found = use.rules.find(rule)
        assert found.en
        assert found.zh
        assert found.cite
    assert intake.mentions.num_rows == len(whole.refused)


def _without(intake: Intake, source: str, **changes: Any) -> Intake:
    held = intake.sources[source]
    changed = replace(held, declaration=replace(held.declaration, **changes))
    return replace(intake, sources={**intake.sources, source: changed})


def _seen(usable: Usable, source: str, kind: str) -> int:
    of = usable.mentions["source"].take(usable.observations["mention"])
    rows: pa.Array = pc.and_(pc.equal(of, source), pc.equal(usable.observations["kind"], kind))
    return int(pc.sum(rows).as_py() or 0)
