"""Which rules hold: the floor and every jurisdiction that applies; where they disagree, the strictest."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from recontact import configs
from recontact.errors import UsageError
from recontact.policy.act_rule import ThirdParties
from recontact.policy.rule import Jurisdiction, Refusal, Rule

_FOLDER = "jurisdictions"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one run. The jurisdictions' come first, so that a refusal cites the law where there is one."""

    jurisdictions: tuple[Jurisdiction, ...]
    floor: Jurisdiction

    def __iter__(self) -> Iterator[Rule]:
        for jurisdiction in (*self.jurisdictions, self.floor):
            yield from jurisdiction.rules

    def of(self, kind: str) -> list[Rule]:
        """Return the rules of one kind in the order in which they are asked; the floor's is the last."""
        return [rule for rule in self if rule.kind == kind]

    def naming(self, kind: str, value: str | None = None) -> str:
        """Return the id of the rule that a refusal on this ground cites (`value`: the element of a `declare` rule)."""
        return next(rule.id for rule in self.of(kind) if kind != "declare" or rule.value == value)

    def lawful(self, basis: str | None) -> str | None:
        """Return the rule by which a declared lawful basis does not count, or None if it counts under all of them."""
        return next((rule.id for rule in self.of("lawful_basis") if basis not in rule.value), None)

    def forbidden(self, category: str) -> str | None:
        """Return the rule that never lets a category of data in, or None."""
        return next((rule.id for rule in self.of("category") if category in rule.value), None)

    def reachable(self, role: str, purpose: str) -> str | None:
        """Return the rule by which a third party in this role may not be reached for the purpose, or None."""
        for rule in self.of("third_party"):
            allowed: ThirdParties = rule.reads
            if role not in allowed.roles or purpose not in allowed.purposes:
                return rule.id
        return None

    def age(self) -> tuple[int, str]:
        """Return the age from which data is used, in years, and the rule that says so: the highest that any names."""
        strictest = max(self.of("minor"), key=lambda rule: int(rule.value))
        return int(strictest.value), strictest.id

    def refusal(self, rule_id: str) -> Refusal:
        """Return the refusal by the rule with this id, with its sentences."""
        rule = self.find(rule_id)
        return Refusal(rule.id, rule.en, rule.zh, rule.cite)

    def find(self, rule_id: str) -> Rule:
        """Return the rule with this id; UsageError if none has it."""
        for rule in self:
            if rule.id == rule_id:
                return rule
        raise UsageError(f"no rule named {rule_id!r} holds in this run")

    def digest(self) -> str:
        """Return the SHA-256 of all rules in canonical form, so that a decision can be traced to what was in force."""
        content = [part.model_dump(mode="json") for part in (*self.jurisdictions, self.floor)]
        return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_rules(names: Sequence[str], folder: Path | None = None) -> Rules:
    """Return the rules of the named jurisdictions (`cn`, `us-ma` …) with those they extend, and the floor.

    A lender's own file `<name>.yaml` in `folder` comes before the shipped one of that name; the floor is always the
    shipped one. UsageError names what is not known or does not validate.
    """
    if not names:
        raise UsageError(f"no jurisdiction is named. Known: {', '.join(known())}")
    found: dict[str, Jurisdiction] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = _read(name, folder)
            waiting += [found[name].extends or ""] if found[name].extends else []
    rules = Rules(tuple(found.values()), _read("floor", None))
    _check_unique(rules)
    return rules


def known() -> list[str]:
    """Return the ids of the shipped jurisdictions, sorted."""
    shipped = files(configs).joinpath(_FOLDER).iterdir()
    return sorted(stem for stem in (entry.name.removesuffix(".yaml") for entry in shipped) if stem != "floor")


def _read(name: str, folder: Path | None) -> Jurisdiction:
    own = folder / f"{name}.yaml" if folder else None
    try:
        if own is not None and own.is_file():
            from ruamel.yaml import YAML

            return Jurisdiction.model_validate(YAML(typ="safe").load(own.read_text(encoding="utf-8")))
        return Jurisdiction.model_validate(configs.load(f"{_FOLDER}/{name}.yaml"))
    except FileNotFoundError as missing:
        raise UsageError(f"no jurisdiction named {name!r}. Known: {', '.join(known())}") from missing
    except ValidationError as invalid:
        first = invalid.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise UsageError(f"jurisdiction {name}: {where}: {first['msg']}") from invalid


def _check_unique(rules: Rules) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise UsageError(f"the rule {rule.id!r} stands twice in the jurisdictions of this run")
        seen.add(rule.id)
