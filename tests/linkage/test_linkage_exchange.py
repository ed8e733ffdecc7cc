"""Pairs and links in recordlinkage's forms, its classifiers on them, on its own FEBRL records (invented persons)."""

import warnings

import numpy as np
import pyarrow as pa
import pytest

from recontact.linkage import train
from recontact.linkage.compare import COMPARISONS
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


@pytest.mark.parametrize(
    "classifier",
    [
        lambda: recordlinkage.NaiveBayesClassifier(binarize=0.5),
        lambda: recordlinkage.LogisticRegressionClassifier(),
        lambda: recordlinkage.SVMClassifier(),
    ],
    ids=["naive Bayes", "logistic regression", "SVM"],
)
def test_its_classifiers_decide_in_place_of_our_weighing(febrl, classifier):
    persons, true = febrl
    vectors = comparison_vectors(persons)
    known = {frozenset(pair) for pair in true}
    same = np.array([frozenset(pair) in known for pair in vectors.index])
    half = np.arange(len(vectors)) % 2 == 0
    learner = classifier()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        learner.fit(vectors[half], vectors.index[half & same])
        theirs = learner.predict(vectors)
    assert measures(entities(persons), identities(persons, theirs))["f1"] > 0.9


def test_its_ecm_finds_what_our_expectation_maximisation_finds(febrl):
    persons, _ = febrl
    vectors = comparison_vectors(persons)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ecm = recordlinkage.ECMClassifier(max_iter=2000, atol=1e-10)
        ecm.fit(vectors)
    match, chance, share = ours(vectors)
    assert share == pytest.approx(ecm.p, abs=0.002)
    for name, m, u in zip(vectors.columns, match, chance, strict=True):
        assert m == pytest.approx(ecm.m_probs[name][1.0], abs=0.002)
        assert u == pytest.approx(ecm.u_probs[name][1.0], abs=0.002)


def ours(vectors):
    """Return what our steps make of the same binary vectors: m and u of agreement per column, and the share of matches.

    No kin, no pseudo-counts, no order among levels: what recordlinkage's model has not is left out.
    """
    levels, counts = np.unique(np.where(vectors.to_numpy() > 0, 1, 2), axis=0, return_counts=True)
    padded = np.zeros((len(levels), len(COMPARISONS)), np.int8)
    padded[:, : levels.shape[1]] = levels
    usable = np.arange(len(COMPARISONS)) < levels.shape[1]
    sample = train.Sample(padded, counts.astype(float), usable)
    match, chance = (np.tile([0.0, agree, 1 - agree], (len(COMPARISONS), 1)) for agree in (0.9, 0.1))
    share = (0.1, 1e-12)
    for _ in range(2000):
        posterior, share = train._expect(sample, match, chance, chance, (share[0], 1e-12))
        match, chance = (_shares(sample, posterior[which] * counts, usable) for which in (0, 2))
    return match[usable, 1], chance[usable, 1], share[0]


def _shares(sample, weight, usable):
    tally = np.zeros((len(usable), 3))
    train._tally(tally, sample, weight)
    return tally / np.maximum(tally.sum(axis=1, keepdims=True), 1e-300)
