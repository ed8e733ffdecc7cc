"""What in a job contradicts itself, found in the raw file so that it is said together with everything else."""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Any

from rapidfuzz import fuzz, process

from recontact.adapters import ADAPTERS
from recontact.adapters.document import Fault
from recontact.adapters.resolve import stems

_FILES = ("sources", "bases", "checks", "outcomes")


def conflicts(job: Any) -> Iterator[Fault]:
    """Source ids given twice, parents that are no source, adapters nobody knows. Malformed parts are passed over."""
    if not isinstance(job, dict):
        return
    sources = [(place, part) for place, part in _parts(job, "sources")]
    ids = [(place, id) for place, part in sources for id in _ids(part)]
    first: dict[str, int] = {}
    for place, id in ids:
        if first.setdefault(id, place) != place:
            yield ("sources", place), f"the source id {id!r} is taken by source {first[id] + 1}; give this one an `id`"
    for place, part in sources:
        for parent in _texts(part.get("derived_from")):
            yield from _parent(place, parent, [id for other, id in ids if other != place])
    yield from _adapters(job)


def _parent(place: int, parent: str, known: Sequence[str]) -> Iterator[Fault]:
    if any(fnmatchcase(parent, id) for id in known):
        return
    best = process.extractOne(parent, known, scorer=fuzz.ratio, score_cutoff=60)
    meant = f"did you mean {best[0]!r}?" if best else f"sources: {', '.join(known)}"
    yield ("sources", place, "derived_from"), f"`derived_from` names {parent!r}, which is no other source; {meant}"


def _adapters(job: dict[Any, Any]) -> Iterator[Fault]:
    known = ["auto", *(adapter.name for adapter in ADAPTERS), *_texts(job.get("plugins"))]
    for name in _FILES:
        for place, part in _parts(job, name):
            adapter = part.get("adapter", "auto")
            if isinstance(adapter, str) and adapter not in known:
                meant = f"known: {', '.join(known)}; one of another package must be listed under `plugins`"
                yield (name, place, "adapter"), f"no adapter named {adapter!r}; {meant}"


def _parts(job: dict[Any, Any], name: str) -> Iterator[tuple[int, dict[Any, Any]]]:
    parts = job.get(name)
    if isinstance(parts, list | tuple):
        yield from ((place, part) for place, part in enumerate(parts) if isinstance(part, dict))


def _ids(part: dict[Any, Any]) -> list[str]:
    id = part.get("id")
    return [id] if isinstance(id, str) else stems(_texts(part.get("path")))


def _texts(value: Any) -> list[str]:
    many = value if isinstance(value, list | tuple) else [value]
    return [text for text in many if isinstance(text, str)]
