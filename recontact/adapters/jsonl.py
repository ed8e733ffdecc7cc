"""JSON lines: one object a line; a line that is none is rejected alone, by its number."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from recontact.adapters.encoding import detect, utf8_stream
from recontact.adapters.reading import Adapter, Reading, Request, file_head, row_numbers
from recontact.adapters.rejects import rejected
from recontact.adapters.text import text_array
from recontact.errors import SourceError

_HEAD = 1 << 20
_LONGEST = 1 << 20
"""A longer line is no record of a person."""


def read(path: Path, request: Request) -> Reading:
    """Read a file of JSON objects; see `Reading`.

    Numbers keep the digits they are written with; `{"a": {"b": 1}}` gives the column `a.b`.
    """
    head = file_head(path, _HEAD)
    encoding = request.encoding or detect(path, head)
    objects = [_object(line) for line in head.split(b"\n")] if encoding else []
    if encoding is None or not any(item is not None for item in objects):
        raise SourceError(f"{path}: no line of its first megabyte is a JSON object; is it JSON lines?")
    return _reading(path, request, encoding)


ADAPTER = Adapter("jsonl", (".jsonl", ".ndjson"), read)


def _reading(path: Path, request: Request, encoding: str) -> Reading:
    records, bad, number = [], [], 0
    with utf8_stream(path, encoding) as stream:
        while line := stream.readline(_LONGEST):
            if not line.strip():
                continue
            number += 1
            record = _object(line)
            if record is None:
                bad.append(number)
            else:
                records.append(record)
            if len(records) == request.rows:
                break
    headers = tuple(dict.fromkeys(key for record in records for key in record))
    wanted = list(dict.fromkeys(request.select(headers)))
    columns = [text_array([record.get(name) for record in records]) for name in wanted]
    return Reading(
        source=path.stem,
        table=pa.table(columns, names=wanted) if wanted else pa.table({}),
        rows=row_numbers(len(records), bad),
        headers=headers,
        kind="jsonl",
        encoding=encoding,
        rejects=rejected(path.stem, bad, "row", "not_a_json_object"),
    )


def _object(line: bytes) -> dict[str, Any] | None:
    """The line as an object with its nested objects flattened, or None if it is none."""
    try:
        found = json.loads(line, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return None
    return dict(_flat(found, "")) if isinstance(found, dict) else None


def _flat(record: dict[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for key, value in record.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value
