"""Pairs and links in recordlinkage's forms, its classifiers on them, on its own FEBRL records (invented persons)."""

import warnings

import numpy as np
import pyarrow as pa
import pytest

from recontact.linkage.evaluate import measures
from recontact.linkage.exchange import candidate_pairs, comparison_vectors, identities, links_index
from recontact.linkage.link import link
from recontact.points.table import persons_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    recordlinkage = pytest.importorskip(
        "recordlinkage", reason="recordlinkage 0.16 needs pandas<3", exc_type=ImportError
    )


@pytest.fixture(scope="module")
def febrl():
    """Return PERSONS and the true links of FEBRL's first data set, 1,000 records of 500 invented persons."""
    from recordlinkage.datasets import load_febrl1

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame, true = load_febrl1(return_links=True)
    named = {"given_name": "given_name", "surname": "surname", "date_of_birth": "born", "postcode": "postcode"}
    columns = {meaning: [pa.array(frame[name].astype("string"), pa.string())] for name, meaning in named.items()}
    return persons_of("febrl1", pa.array(frame.index.astype(str)), columns, regions=("AU",)), true


def entities(persons):
    return np.array([record.split("-")[1] for record in persons["record_id"].to_pylist()])


def test_pairs_and_links_are_its_multiindex(febrl):
    persons, true = febrl
    pairs = candidate_pairs(persons)
    reached = {frozenset(pair) for pair in pairs} & {frozenset(pair) for pair in true}
    assert len(reached) > 0.95 * len(true)
    found = link(persons)
    links = links_index(persons, found.links)
    assert links.names == pairs.names
    assert {frozenset(pair) for pair in links} <= {frozenset(pair) for pair in pairs}


def test_its_ecm_runs_on_our_vectors_and_agrees_with_our_weighing(febrl):
    persons, _ = febrl
    vectors = comparison_vectors(persons)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = recordlinkage.ECMClassifier(binarize=0.5).fit_predict(vectors)
    f1 = measures(entities(persons), identities(persons, theirs))["f1"]
    assert f1 > 0.9
    assert measures(entities(persons), link(persons).identity)["f1"] >= f1 - 0.02
