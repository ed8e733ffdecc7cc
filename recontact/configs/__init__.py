"""Tables and settings shipped as data; read once, never written."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML


def text(name: str) -> str:
    """Return the shipped file `name` (path below `configs/`) as text; KeyError-free: a missing file is a bug."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


@cache
def load(name: str) -> Any:
    """Return the shipped YAML or JSON file `name`, parsed. The result is shared: do not change it."""
    if name.endswith(".json"):
        return json.loads(text(name))
    return YAML(typ="safe").load(text(name))


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the shipped tab-separated file `name` as rows of text; lines that begin with `#` are comments."""
    lines = (line for line in text(name).splitlines() if line and not line.startswith("#"))
    return tuple(tuple(line.split("\t")) for line in lines)
