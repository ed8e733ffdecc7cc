"""Reads YAML that others wrote: one of few bytes that unfolds without measure is refused before it is built."""

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent

_DEPTH, _ALIASES = 40, 20
"""Levels of nesting and repeated parts (`*name`) beyond which a file is made to exhaust whoever reads it."""


class UnboundedError(YAMLError):
    """The text nests or repeats itself without measure."""


def load(text: str) -> Any:
    """Return a text as plain Python; YAMLError if it is no YAML, UnboundedError if it nests or repeats too much."""
    modest(text)
    return YAML(typ="safe", pure=True).load(text)


def modest(text: str) -> None:
    """Raise UnboundedError if a text nests or repeats itself without measure; its events cost little memory."""
    depth = aliases = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        aliases += isinstance(event, AliasEvent)
        if depth > _DEPTH or aliases > _ALIASES:
            raise UnboundedError(f"more than {_DEPTH} levels or {_ALIASES} repeated parts; write it out plainly")
