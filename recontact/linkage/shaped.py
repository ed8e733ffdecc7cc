"""A model written by hand: what is other than in the shipped one, in YAML; and whether a model is of this release."""

from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from recontact import configs
from recontact.errors import UsageError

SETTINGS = ("pseudo", "training", "prior", "thresholds", "conflict", "hubs", "gaps", "floors")
"""Keys of a model whose entries can be changed one by one, and of which none may be missing."""


def shaped(text: str) -> dict[str, Any]:
    """Return the shipped model with what the YAML `text` has in place of its own, without comparisons that it leaves
    out; UsageError if it is no YAML (with the line) or has what no model has."""
    shipped, data = configs.load("models/person.yaml"), _read(text)
    known = [each["name"] for each in shipped["comparisons"]]
    named = data.get("comparisons", known)
    _check("comparisons", named, known)
    settings = {key: _settings(key, shipped[key], data[key]) for key in SETTINGS if key in data}
    comparisons = [each for name in named for each in shipped["comparisons"] if each["name"] == name]
    return {**shipped, **data, **settings, "comparisons": comparisons}


def of_this_release(data: Mapping[str, Any]) -> None:
    """Raise UsageError unless a model has the levels and settings that this release knows: levels go by number."""
    shipped = configs.load("models/person.yaml")
    codes = {each["name"]: [level["code"] for level in each["levels"]] for each in shipped["comparisons"]}
    other = [each["name"] for each in data["comparisons"] if _codes(each) != codes.get(each["name"])]
    other += [key for key in SETTINGS if shipped[key].keys() - data[key].keys()]
    if other:
        raise UsageError(
            f"the linkage model is of another release: {', '.join(other)} differ from what this one has. Train it anew"
        )


def _codes(comparison: Mapping[str, Any]) -> list[str]:
    return [level["code"] for level in comparison["levels"]]


def _read(text: str) -> Mapping[str, Any]:
    try:
        data = YAML(typ="safe").load(text)
    except YAMLError as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        line = f" in line {mark.line + 1}" if mark else ""
        raise UsageError(f"this cannot be read as a linkage model: no YAML{line}") from error
    if not isinstance(data, Mapping):
        raise UsageError(
            "this is not a linkage model. It has what is other than in the shipped one: rules, comparisons …"
        )
    return data


def _settings(key: str, shipped: Mapping[str, Any], given: Any) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise UsageError(f"{key} of a linkage model has names and numbers, such as {_example(shipped)}")
    _check(key, given, shipped)
    return {**shipped, **given}


def _example(shipped: Mapping[str, Any]) -> str:
    name, number = next(iter(shipped.items()))
    return f"{name}: {number}"


def _check(key: str, named: Any, known: Any) -> None:
    if unknown := [str(name) for name in named if name not in known]:
        raise UsageError(f"the linkage model has unknown {key}: {', '.join(unknown)}. Known: {', '.join(known)}")
