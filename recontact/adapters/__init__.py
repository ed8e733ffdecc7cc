"""One file per kind of source, and how the columns of a source become mentions, events and legal bases."""

from collections.abc import Sequence
from importlib.metadata import entry_points
from pathlib import Path

from recontact.adapters import consent_register, delimited, excel, jsonl, parquet
from recontact.adapters.reading import Adapter
from recontact.errors import UsageError

ADAPTERS: tuple[Adapter, ...] = (
    delimited.ADAPTER,
    excel.ADAPTER,
    parquet.ADAPTER,
    jsonl.ADAPTER,
    consent_register.ADAPTER,
)
"""The kinds of file that are read, in the order they are tried for a suffix; `delimited` also where none fits."""


def find(name: str, path: Path, plugins: Sequence[str] = ()) -> Adapter:
    """The adapter of that name, or for `auto` the one that the file's suffix calls for.

    Adapters of other packages (entry points `recontact.adapters`) are loaded only if `plugins` names them.
    """
    if name == "auto":
        return next((adapter for adapter in ADAPTERS if path.suffix.lower() in adapter.suffixes), delimited.ADAPTER)
    for adapter in ADAPTERS:
        if adapter.name == name:
            return adapter
    if name in plugins:
        for point in entry_points(group="recontact.adapters", name=name):
            loaded = point.load()
            return loaded if isinstance(loaded, Adapter) else Adapter(name, (), loaded)
    known = ", ".join(adapter.name for adapter in ADAPTERS)
    raise UsageError(
        f"no adapter named {name!r}. Known: {known}. One of another package must be listed under `plugins`"
    )
