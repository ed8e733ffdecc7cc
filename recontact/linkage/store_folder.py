"""A store on disk: its arrays one file each, mapped into memory when it is opened, so that opening costs nothing."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from recontact.errors import UsageError
from recontact.linkage.known import Known
from recontact.linkage.model import Model
from recontact.linkage.newcomer import Room
from recontact.linkage.people import People
from recontact.linkage.seek import Index

MODEL, RECORDS, SIZES = "model.json", "records.arrow", "sizes.json"


def write_store(folder: Path, model: Model, records: pa.Table, room: Room, index: Index) -> None:
    """Write the parts of a store into `folder`, which must be new or empty; UsageError if it is not."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: holds other files; name a new or empty folder for the store")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for part in (room.people, room.known, index):
        for name, array in part._asdict().items():
            np.save(folder / f"{type(part).__name__}.{name}.npy", array)
    with pa.OSFile(str(folder / RECORDS), "wb") as sink, pa.ipc.new_file(sink, records.schema) as writer:
        writer.write_table(records)
    (folder / SIZES).write_text(json.dumps(room.sizes, sort_keys=True), encoding="utf-8")
    model.save(folder / MODEL)  # last: a folder with a model is complete
    for path in folder.iterdir():
        path.chmod(0o600)


def read_store(folder: Path) -> tuple[Model, pa.Table, Room, Index]:
    """Return the parts that `write_store` wrote; UsageError if they are not there. The files are never changed."""
    if not (folder / MODEL).exists():
        raise UsageError(f"{folder}: no store in it; Store.save writes one")
    try:
        people, known, index = (_read(folder, kind) for kind in (People, Known, Index))
        sizes = json.loads((folder / SIZES).read_text(encoding="utf-8"))
        records = pa.ipc.open_file(pa.memory_map(str(folder / RECORDS))).read_all()
    except (OSError, ValueError, pa.ArrowException) as error:
        raise UsageError(f"{folder}: not a store of this version ({type(error).__name__}); build it again") from None
    return Model.load(folder / MODEL), records.combine_chunks(), Room(people, sizes, known), index


def _read(folder: Path, kind: Any) -> Any:
    # copy on write: the person asked for is placed behind the arrays, in memory only
    return kind(*(np.load(folder / f"{kind.__name__}.{name}.npy", mmap_mode="c") for name in kind._fields))
