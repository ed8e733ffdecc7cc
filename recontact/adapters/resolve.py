"""Which files a source's path means: a file, a glob, or the first of several alternatives that is there."""

from collections.abc import Sequence
from pathlib import Path

from recontact.errors import SourceError

_WILD = frozenset("*?[")


def resolve(alternatives: Sequence[str], folder: Path) -> list[Path]:
    """The files of the first alternative that has any, sorted; none if there is none. Paths are below `folder`."""
    for alternative in alternatives:
        found = _files(alternative, folder)
        if found:
            return found
    return []


def resolve_needed(alternatives: Sequence[str], folder: Path) -> list[Path]:
    """Like `resolve`; SourceError naming every path tried if there is no file."""
    found = resolve(alternatives, folder)
    if not found:
        tried = ", ".join(str(folder / alternative) for alternative in alternatives)
        raise SourceError(
            f"there is no such file: {tried}; check `path` and --data, or mark the source `optional: true`"
        )
    return found


def stems(alternatives: Sequence[str]) -> list[str]:
    """The source ids that the alternatives can give; a glob stays a glob."""
    return list(dict.fromkeys(Path(alternative).stem for alternative in alternatives))


def _files(alternative: str, folder: Path) -> list[Path]:
    if not _WILD.intersection(alternative):
        path = folder / alternative
        return [path] if path.exists() else []
    root, pattern = (Path("/"), alternative.lstrip("/")) if Path(alternative).is_absolute() else (folder, alternative)
    return sorted(path for path in root.glob(pattern) if path.is_file())
