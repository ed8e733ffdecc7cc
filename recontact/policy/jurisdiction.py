"""Which rules hold: the floor and every jurisdiction that applies; where they disagree, the strictest."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from recontact import configs
from recontact.errors import UsageError
from recontact.policy.act_rule import ThirdParties
from recontact.policy.rule import Jurisdiction, Refusal, Rule

_FOLDER, _FLOOR = "jurisdictions", "floor"


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

    def for_the_lost(self) -> str | None:
        """Return the rule by which third parties are reached only for a borrower who is lost, or None."""
        return next((rule.id for rule in self.of("third_party") if rule.reads.only_if_lost), None)

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

    def content(self) -> list[dict[str, Any]]:
        """Return all rules as plain data, jurisdiction by jurisdiction, the floor last; `written` reads it."""
        return [part.model_dump(mode="json") for part in (*self.jurisdictions, self.floor)]

    def digest(self) -> str:
        """Return the SHA-256 of all rules in canonical form, so that a decision can be traced to what was in force."""
        return hashlib.sha256(json.dumps(self.content(), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_rules(names: Sequence[str], own: Sequence[Jurisdiction] = ()) -> Rules:
    """Return the rules of the named jurisdictions (`cn`, `us-ma` …) with those they extend, and the floor.

    `own` are the lender's (`read_own`), known by their ids beside the shipped ones: more rules, never fewer. UsageError
    names what is not known, stands twice or would take the place of a shipped jurisdiction.
    """
    if not names:
        raise UsageError(f"no jurisdiction is named. Known: {', '.join(known())}")
    lenders = {each.id: each for each in own}
    replaced = sorted(set(lenders) & {*known(), _FLOOR})
    if replaced:
        raise UsageError(
            f"the lender's own rules may not take the place of {', '.join(replaced)}, as that could loosen them: "
            f"call the file {replaced[0]}-house.yaml and let it say `extends: {replaced[0]}`"
        )
    found: dict[str, Jurisdiction] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = lenders[name] if name in lenders else _shipped(name, sorted(lenders))
            waiting += [found[name].extends or ""] if found[name].extends else []
    rules = Rules(tuple(found.values()), _shipped(_FLOOR, []))
    _check_unique(rules)
    return rules


def written(content: Sequence[Mapping[str, Any]]) -> Rules:
    """Return the rules of an earlier run from `Rules.content`; the floor is this version's."""
    places = [Jurisdiction.model_validate(part) for part in content if part["id"] != _FLOOR]
    return Rules(tuple(places), _shipped(_FLOOR, []))


def read_own(folder: Path) -> tuple[Jurisdiction, ...]:
    """Return the lender's own jurisdictions: every `*.yaml` of the folder. UsageError says what is wrong with one."""
    from ruamel.yaml.error import YAMLError

    from recontact.configs import foreign

    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise UsageError(f"{folder}: there is no jurisdiction file (*.yaml) in it")
    found = []
    for path in paths:
        try:
            found.append(Jurisdiction.model_validate(foreign.load(path.read_text(encoding="utf-8"))))
        except ValidationError as invalid:
            raise UsageError(_complaint(str(path), invalid)) from invalid
        except (YAMLError, OSError, UnicodeDecodeError) as unreadable:
            raise UsageError(f"{path}: is no readable YAML ({type(unreadable).__name__})") from None
    return tuple(found)


def known() -> list[str]:
    """Return the ids of the shipped jurisdictions, sorted."""
    shipped = files(configs).joinpath(_FOLDER).iterdir()
    return sorted(stem for stem in (entry.name.removesuffix(".yaml") for entry in shipped) if stem != _FLOOR)


def _shipped(name: str, others: Sequence[str]) -> Jurisdiction:
    try:
        return Jurisdiction.model_validate(configs.load(f"{_FOLDER}/{name}.yaml"))
    except FileNotFoundError as missing:
        raise UsageError(f"no jurisdiction named {name!r}. Known: {', '.join([*known(), *others])}") from missing
    except ValidationError as invalid:
        raise UsageError(_complaint(name, invalid)) from invalid


def _complaint(name: str, invalid: ValidationError) -> str:
    first = invalid.errors()[0]
    where = ".".join(str(step) for step in first["loc"])
    return f"jurisdiction {name}: {where}: {first['msg']}"


def _check_unique(rules: Rules) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise UsageError(f"the rule {rule.id!r} stands twice in the jurisdictions of this run")
        seen.add(rule.id)
