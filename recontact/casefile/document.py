"""The case file's content as one JSON document: contacts with their waterfalls, the network, sources, rules, words."""

import json
from typing import Any

from recontact import configs
from recontact.casefile.advice import advice
from recontact.casefile.case import Case, point_keys
from recontact.casefile.contact import contact
from recontact.casefile.network import network
from recontact.errors import UsageError
from recontact.policy.jurisdiction import Rules

SCHEMA = 1
"""Version of the document's shape."""


def document(case: Case) -> dict[str, Any]:
    """Return everything that the page shows.

    Keys: schema, case, contacts (each with `bars` that add up to `logit`, and `marks` for its lane), next, withheld,
    nodes, edges, sources, rules, sentences (per code of a bar) and words, texts in English (`en`) and Chinese (`zh`).
    UsageError if no usable record has the borrower.
    """
    identity = case.run.identity_of(case.borrower)
    if identity is None:
        raise UsageError(f"no usable record has borrower {case.borrower}: there is no case file to make")
    ranking = case.run.ranking(case.borrower)
    keys = point_keys(case, ranking)
    rows = case.contacts.to_pylist()
    contacts = [contact(row, ranking, key, case.run.document["as_of"]) for row, key in zip(rows, keys, strict=True)]
    nodes, edges, cut = network(case.run.graph, identity, contacts, keys, case.withheld)
    return {
        "schema": SCHEMA,
        "case": {
            "borrower": case.borrower,
            "as_of": case.run.document["as_of"],
            "purpose": case.run.document["purpose"],
            "jurisdiction": case.run.document["jurisdiction"],
            "version": case.run.document["versions"]["recontact"],
            "revealed": case.revealed,
            "actor": case.actor if case.revealed else "",
            "cut": cut,
        },
        "contacts": contacts,
        "next": advice(case),
        "withheld": [{"rule": rule, "count": count} for rule, count in sorted(case.withheld.items())],
        "nodes": nodes,
        "edges": edges,
        "sources": _sources(case, contacts, nodes),
        "rules": _rules(case.rules, {*case.withheld, *(each["rule"] for each in contacts)}),
        "sentences": _sentences({bar["code"] for each in contacts for bar in each["bars"]}),
        "words": configs.load("vocabularies/case_file.yaml"),
    }


def to_text(content: dict[str, Any]) -> str:
    """Return the document as JSON: one line, sorted keys, no NaN; the same content gives the same text."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"))


def _sources(case: Case, contacts: list[dict[str, Any]], nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every source that something in the document comes from; files of checks and outcomes have no settings."""
    told = {bar["source"] for each in contacts for bar in each["bars"] if bar["source"]}
    told |= {node["source"] for node in nodes if "source" in node}
    settings = case.run.sources
    return [
        {
            "id": name,
            "reliability": settings[name].reliability if name in settings else None,
            "copies": list(settings[name].derived_from) if name in settings else [],
        }
        for name in sorted(told)
    ]


def _rules(rules: Rules, named: set[str]) -> dict[str, dict[str, str]]:
    """The rules that permit or withhold something here; an id may be followed by `:` and the lawful basis."""
    found = [rules.find(name) for name in sorted({name.partition(":")[0] for name in named})]
    return {rule.id: {"cite": rule.cite, "en": rule.en, "zh": rule.zh} for rule in found}


def _sentences(used: set[str]) -> dict[str, dict[str, str]]:
    sentences = configs.load("vocabularies/ranking_sentences.yaml")
    return {code: dict(sentences[code]) for code in sorted(used)}
