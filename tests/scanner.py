"""Reads every byte of folders for values: as they stand in files, and inside Parquet's compressed pages."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow.parquet as pq


def texts(*folders: Path) -> Iterator[tuple[Path, str]]:
    """Return what every file in the folders says, Parquet unpacked as well; hidden files are read too."""
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            yield path, path.read_bytes().decode("utf-8", errors="replace")
            if path.suffix == ".parquet":
                rows = pq.read_table(path).to_pylist()
                yield path, json.dumps(rows, ensure_ascii=False, default=str)


def found(values: Iterable[str], *folders: Path) -> set[tuple[str, str]]:
    """Return (file name, value) for every value that stands in a file."""
    wanted = sorted(set(values))
    return {(path.name, value) for path, text in texts(*folders) for value in wanted if value in text}
