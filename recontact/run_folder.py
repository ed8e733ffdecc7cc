"""The folder of a run: one run at a time, nothing half-written under a final name, readable by its owner only."""

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from recontact.errors import BusyError, UsageError
from recontact.output import write_json

_LOCK, _PARTIAL, _JOURNAL, _CONTENTS = ".lock", ".partial", ".publishing.json", ".contents.json"
_RENAMING = 10.0
"""Seconds within which renaming a run's files is done, a hundred times over."""
_PAUSE = 0.1
"""Seconds between two looks whether the other run has finished."""


class RunFolder:
    """A context in which a run writes its files; they appear together when it ends well, and not at all otherwise.

    Files are written to `folder / name`, a sub-folder on the same file system. At the end the list of names is put on
    disk, then each file is renamed: a run killed before that leaves no trace, one killed after it is completed by
    `settle`, which the next run and every reader call.
    """

    def __init__(self, path: Path, *, wait: float = 0.0) -> None:
        """Name the folder; `wait`: seconds to wait while another run holds it."""
        self.path = path
        self.notes: list[str] = []
        """What an earlier run left behind, one line each."""
        self._wait = wait
        self._handle = -1

    def __truediv__(self, name: str) -> Path:
        """Return where to write the file that will be called `name`."""
        return self.path / _PARTIAL / name

    def keep(self, *, but: Iterable[str] = ()) -> None:
        """Take over every file of the run before that was not written anew, except those named."""
        for path in sorted(self.path.iterdir()):
            new = self.path / _PARTIAL / path.name
            if (
                path.is_file()
                and not path.is_symlink()
                and not path.name.startswith(".")
                and path.name not in but
                and not new.exists()
            ):
                shutil.copyfile(path, new)

    def digests(self) -> tuple[str, ...]:
        """Return `name:SHA-256` of every file written so far but timings.json, sorted by name."""
        files = sorted(path for path in (self.path / _PARTIAL).iterdir() if path.name != "timings.json")
        return tuple(f"{path.name}:{hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files)

    def __enter__(self) -> Self:
        """Take the folder; UsageError if it is not one of ours, BusyError if another run holds it."""
        _claim(self.path)
        self._handle = _lock(self.path, self._wait)
        self.notes += _settled(self.path)
        (self.path / _PARTIAL).mkdir(mode=0o700)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Publish what was written, or after an error throw it away."""
        try:
            if error is None:
                _commit(self.path)
                _publish(self.path)
            else:
                shutil.rmtree(self.path / _PARTIAL, ignore_errors=True)
        finally:
            os.close(self._handle)


def settle(path: Path) -> list[str]:
    """Complete the publication of a run that was killed while it published; return what was done, one line each.

    For readers: a run that is still at work does not disturb them, as the files of the one before stand until it
    publishes. UsageError if `path` is no folder of a run, BusyError if publishing takes too long.
    """
    if not (path / _LOCK).exists():
        raise UsageError(f"{path}: not the output folder of a run")
    if not (path / _JOURNAL).exists():
        return []
    handle = _lock(path, _RENAMING)
    try:
        return _settled(path)
    finally:
        os.close(handle)


def _claim(path: Path) -> None:
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path}: a file stands where the output folder should be; name another folder")
    if path.exists() and not (path / _LOCK).exists() and any(path.iterdir()):
        raise UsageError(f"{path}: holds other files; name a new or empty folder, so that nothing of yours is replaced")
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)


def _lock(path: Path, wait: float) -> int:
    try:
        handle = os.open(path / _LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise UsageError(f"{path}: cannot be locked ({error.strerror}); name a folder of your own") from None
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return handle
        except BlockingIOError:
            if time.monotonic() >= until:
                os.close(handle)
                raise BusyError(
                    f"{path}: another run is writing here; wait for it (--wait) or name another folder"
                ) from None
            time.sleep(_PAUSE)


def _settled(path: Path) -> list[str]:
    if (path / _JOURNAL).exists():
        _publish(path)
        return [f"{path}: an earlier run was killed while it published its files; they are complete now"]
    if (path / _PARTIAL).is_symlink():
        raise UsageError(f"{path / _PARTIAL}: a link that no run put there; remove it")
    if (path / _PARTIAL).exists():
        shutil.rmtree(path / _PARTIAL)
        return [f"{path}: an earlier run was killed; its unfinished files were removed"]
    return []


def _commit(path: Path) -> None:
    """Put every file on disk, then the list that makes the run final."""
    names = sorted(entry.name for entry in (path / _PARTIAL).iterdir())
    for name in names:
        (path / _PARTIAL / name).chmod(0o600)
        _sync(path / _PARTIAL / name)
    write_json(names, path / _PARTIAL / _JOURNAL)
    _sync(path / _PARTIAL / _JOURNAL)
    os.replace(path / _PARTIAL / _JOURNAL, path / _JOURNAL)
    _sync(path)


def _publish(path: Path) -> None:
    """Rename what the list names (what is gone from the sub-folder has been renamed already)."""
    names = _names(path / _JOURNAL)
    for name in names:
        if (path / _PARTIAL / name).exists():
            os.replace(path / _PARTIAL / name, path / name)
    earlier = _names(path / _CONTENTS) if (path / _CONTENTS).exists() else []
    for name in set(earlier) - set(names):
        (path / name).unlink(missing_ok=True)  # a file of the run before that this one did not write
    shutil.rmtree(path / _PARTIAL, ignore_errors=True)
    os.replace(path / _JOURNAL, path / _CONTENTS)
    _sync(path)


def _names(path: Path) -> list[str]:
    """Return the file names in a list of ours; UsageError if any would lead out of the folder."""
    try:
        names = json.loads(path.read_bytes())
    except ValueError:
        names = None
    if not isinstance(names, list) or any(not isinstance(name, str) or Path(name).name != name for name in names):
        raise UsageError(f"{path}: not a list of a run's files: it was changed by hand; remove the folder, run again")
    return names


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
