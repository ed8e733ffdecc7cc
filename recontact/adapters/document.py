"""A YAML file that knows where each of its values stands, and says pydantic's complaints at that place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from recontact.configs.foreign import UnboundedError, modest
from recontact.errors import UsageError

Step = str | int
Place = tuple[int, int]
Fault = tuple[tuple[Step, ...], str]
"""The keys and positions that lead to a value, and what is wrong with it."""

_LIMIT = 4_000_000
"""A job or mapping of more than 4 MB is a data file given by mistake."""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed YAML file: `data` as plain Python, and the line and column (from 1) of every key and item."""

    path: Path
    data: Any
    places: Mapping[tuple[Step, ...], Place]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file; UsageError (with the place, if there is one) if it is no readable YAML mapping."""
        text = _text(path)
        try:
            modest(text)
            node = YAML(typ="safe", pure=True).compose(text)
            data = YAML(typ="safe", pure=True).load(text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            raise UsageError(f"{path}:{line}:{column}: not valid YAML: {error.problem or error.context}") from None
        except UnboundedError as error:
            raise UsageError(f"{path}:1:1: {error}") from None
        except YAMLError:
            raise UsageError(f"{path}:1:1: not valid YAML: a character that YAML does not allow") from None
        if not isinstance(data, dict):
            what = "the file is empty" if data is None else "not a mapping of keys to values"
            raise UsageError(f"{path}:1:1: {what}; see docs/adapters.md for an example")
        return cls(path, data, dict(_places(node, ())))

    def _place(self, steps: Sequence[Step]) -> Place:
        """Where a value stands; its nearest parent where the file has no such value."""
        place: Place = (1, 1)
        found: tuple[Step, ...] = ()
        for step in steps:
            if (*found, step) in self.places:
                found = (*found, step)
                place = self.places[found]
        return place

    def faults(self, error: ValidationError, model: type[BaseModel]) -> list[Fault]:
        """What pydantic has to say of the file as `model`, as faults for `lines`."""
        details = [item for item in error.errors(include_url=False) if not _said_elsewhere(item)]
        return [(item["loc"], _sentence(item, model)) for item in details]

    def lines(self, faults: Iterable[Fault]) -> list[str]:
        """One line for each fault, in the file's order: `file:line:column: what is wrong, what was meant`."""
        placed = sorted((self._place(steps), sentence) for steps, sentence in faults)
        return [f"{self.path}:{line}:{column}: {sentence}" for (line, column), sentence in dict.fromkeys(placed)]


REPORTED = "reported_elsewhere"
"""Type of a pydantic error whose lines were collected on the side: a mapping file has lines of its own."""


def _said_elsewhere(item: ErrorDetails) -> bool:
    """A list all of whose items are wrong is called too short on top; its items are what to mend."""
    return item["type"] == REPORTED or (item["type"] == "too_short" and bool(item["input"]))


_SHOULD = {
    "float_parsing": "should be a number",
    "float_type": "should be a number",
    "bool_parsing": "should be true or false",
    "bool_type": "should be true or false",
    "string_type": "should be text; put it in quotes",
    "model_type": "should be keys and values",
    "dict_type": "should be keys and values",
    "tuple_type": "should be a list",
    "too_short": "should have at least one item",
}


def _text(path: Path) -> str:
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; name the YAML file in it")
    try:
        if path.stat().st_size > _LIMIT:
            raise UsageError(f"{path}: is larger than 4 MB; this is not a job or mapping file")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such file") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None


def _places(node: Node, steps: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], Place]]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            inner = (*steps, key.value)
            yield inner, (key.start_mark.line + 1, key.start_mark.column + 1)
            yield from _places(value, inner)
    elif isinstance(node, SequenceNode):
        for index, value in enumerate(node.value):
            yield (*steps, index), (value.start_mark.line + 1, value.start_mark.column + 1)
            yield from _places(value, (*steps, index))


def _sentence(item: ErrorDetails, model: type[BaseModel]) -> str:
    last = item["loc"][-1] if item["loc"] else ""
    context = item.get("ctx", {})
    if item["type"] == "extra_forbidden":
        return f"unknown key {str(last)!r}{_meant(str(last), _keys(model, item['loc'][:-1]))}"
    if item["type"] == "missing":
        return f"the key {str(last)!r} is missing"
    if item["type"] == "literal_error":
        return f"{item['input']!r} is not allowed here; allowed: {context.get('expected', '')}"
    if item["type"] == "value_error":
        return str(context.get("error", item["msg"]))
    if item["type"] == "no_mapping":
        return item["msg"]
    should = _SHOULD.get(item["type"], item["msg"].replace("Input should", "should"))
    given = f" is {item['input']!r} but" if isinstance(item["input"], str | int | float) else ""
    return f"{str(last)!r}{given} {should[:1].lower()}{should[1:]}"


def _meant(word: str, known: Sequence[str]) -> str:
    if not known:
        return ""
    best = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=60)
    return f"; did you mean {best[0]!r}?" if best else f"; known here: {', '.join(known)}"


def _keys(model: type[BaseModel], steps: Sequence[Step]) -> list[str]:
    """The keys that the model knows at a place, empty where any key may stand."""
    annotation: Any = model
    for step in steps:
        annotation = _inner(annotation, step)
    found = _model(annotation)
    return [field.alias or name for name, field in found.model_fields.items()] if found else []


def _inner(annotation: Any, step: Step) -> Any:
    for part in (annotation, *get_args(annotation)):
        origin, inner = get_origin(part), get_args(part)
        if origin is dict:
            return inner[1]
        if origin in (tuple, list):
            return inner[0]
    found = _model(annotation)
    known = {field.alias or name: field.annotation for name, field in found.model_fields.items()} if found else {}
    return known.get(str(step))


def _model(annotation: Any) -> type[BaseModel] | None:
    for part in (annotation, *get_args(annotation)):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
    return None
