"""The linkage model: comparisons with their levels, blocking rules, prior and thresholds; data, immutable, hashed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self

from recontact import configs
from recontact.errors import UsageError
from recontact.linkage.shaped import of_this_release, shaped


@dataclass(frozen=True, slots=True)
class Level:
    """One way in which two values can agree or differ, and how often that happens."""

    code: str
    en: str
    zh: str
    match: float
    """Probability of the level for two records of one person, if it is known at all."""
    chance: float
    """Likewise for two unrelated persons."""
    kin: float
    """Likewise for two members of one household."""
    rarity: bool = False
    """The shared value's own frequency counts."""
    state: str = "full"
    """What of the two values can be compared. The probabilities hold given that; over a state's levels they add up."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A named comparison; `levels[0]` is level 1, level 0 is always "unknown" and weighs nothing."""

    name: str
    en: str
    zh: str
    levels: tuple[Level, ...]
    ordered: bool = False
    """The levels go from strongest to weakest, and the weights are kept in that order."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A blocking rule: two rows are compared if all keys are known and equal."""

    keys: tuple[str, ...]
    cap: int
    """Largest block, in rows; a larger one is left out and reported."""

    @property
    def name(self) -> str:
        return "+".join(self.keys)


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that decides how two rows are weighed. Two models with the same `digest` give the same result."""

    name: str
    version: int
    comparisons: tuple[Comparison, ...]
    rules: tuple[Rule, ...]
    pseudo: Mapping[str, float]
    training: Mapping[str, float]
    prior: Mapping[str, float]
    thresholds: Mapping[str, float]
    conflict: Mapping[str, float]
    hubs: Mapping[str, int]
    gaps: Mapping[str, int]
    """Days between two sightings from which on agreement and disagreement tell less."""
    floors: Mapping[str, tuple[float, float]]
    """Share of people who hold a given value by chance even where the data shows nobody else, and how many at most."""
    frequencies: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Per vocabulary: hash of a value -> holders, for values with more than one; `""` -> how many rows were counted."""
    trained: bool = False

    @classmethod
    def default(cls) -> Self:
        """Return the shipped, untrained model of persons."""
        return cls.from_dict(configs.load("models/person.yaml"))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return the model that `data` (as of `to_dict`) describes; raises UsageError for unknown or missing keys."""
        if not isinstance(data, Mapping):
            raise UsageError("this is not a linkage model. Take one that recontact wrote")
        unknown = data.keys() - {each.name for each in fields(cls)}
        if unknown:
            raise UsageError(f"the linkage model has unknown keys: {', '.join(sorted(unknown))}")
        try:
            of_this_release(data)
            rest = {key: value for key, value in data.items() if key not in ("comparisons", "rules", "floors")}
            return cls(
                comparisons=tuple(_comparison(each) for each in data["comparisons"]),
                rules=tuple(Rule(tuple(each["keys"]), int(each["cap"])) for each in data["rules"]),
                floors={name: (float(share), float(people)) for name, (share, people) in data["floors"].items()},
                **rest,
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise UsageError(f"this is not a linkage model: {error}. Take one that recontact wrote") from error

    @classmethod
    def load(cls, path: Path) -> Self:
        """Return the model that `save` wrote to `path`, or that YAML makes of the shipped one; UsageError if neither.

        YAML (`.yaml`, `.yml`) holds what is other than in `person.yaml`, its comparisons but their names: those that
        it leaves out are not made.
        """
        try:
            text = path.read_text(encoding="utf-8")
            return cls.from_dict(shaped(text) if path.suffix in (".yaml", ".yml") else json.loads(text))
        except UsageError as error:
            raise UsageError(f"{path}: {error}") from error
        except (OSError, ValueError) as error:
            raise UsageError(f"{path} cannot be read as a linkage model: {type(error).__name__}") from error

    def save(self, path: Path) -> None:
        """Write the model as JSON."""
        path.write_text(self.to_json() + "\n", encoding="utf-8")

    def to_dict(self) -> dict[str, Any]:
        """Return the model as plain data that JSON can hold."""
        frequencies = {name: dict(entry) for name, entry in self.frequencies.items()}
        return {**asdict(replace(self, frequencies={})), "frequencies": frequencies}

    def to_json(self) -> str:
        """Return the canonical JSON text: keys sorted, no value depends on the machine."""
        return json.dumps(self.to_dict(), ensure_ascii=False, sort_keys=True, indent=1)

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON."""
        return hashlib.sha256(self.to_json().encode("utf-8")).hexdigest()


def _comparison(data: Mapping[str, Any]) -> Comparison:
    levels = tuple(Level(**each) for each in data["levels"])
    return Comparison(data["name"], data["en"], data["zh"], levels, data.get("ordered", False))
