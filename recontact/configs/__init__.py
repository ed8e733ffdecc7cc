"""Tables and settings shipped as data; read once, never written."""

import hashlib
import json
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
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


@cache
def digest() -> str:
    """Return the SHA-256 over all shipped files, names and contents, so that a run can be traced to its settings."""
    hashed = hashlib.sha256()
    for name, file in sorted(_files(files(__name__), "")):
        hashed.update(f"{name}\0".encode() + file.read_bytes())
    return hashed.hexdigest()


def _files(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _files(entry, f"{prefix}{entry.name}/") if entry.name != "__pycache__" else []
        elif not entry.name.endswith(".py"):
            found.append((prefix + entry.name, entry))
    return found
