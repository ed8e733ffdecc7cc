"""Excel and OpenDocument sheets: every cell as the text that a person would see."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from recontact.adapters.reading import Adapter, Reading, Request, file_head, name_headers, row_numbers
from recontact.adapters.text import cell_text, text_array
from recontact.errors import SourceError

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read(path: Path, request: Request) -> Reading:
    """Read one sheet: the one that the request names, else the first with any cell; see `Reading`.

    The first row with any cell is the header. Rows are numbered from the one below it, blank ones included.
    """
    import python_calamine

    if not file_head(path, 4).startswith((_ZIP, _OLE)):
        raise SourceError(f"{path}: is not an Excel file; set the `adapter` that fits, or leave it out")
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        sheet, cells = _sheet(path, book, request)
    except (python_calamine.CalamineError, OSError):
        raise SourceError(
            f"{path}: is a truncated, damaged or locked Excel file; save it again without a password"
        ) from None
    names, notes = name_headers([cell_text(cell) for cell in cells[0]])
    wanted = list(dict.fromkeys(request.select(names)))
    rows = cells[1:]
    columns = [text_array([row[place] for row in rows]) for place in map(names.index, wanted)]
    table = pa.table(columns, names=wanted) if wanted else pa.table({})
    return Reading(
        source=path.stem,
        table=table,
        rows=row_numbers(len(rows)),
        headers=names,
        kind="excel",
        sheet=sheet,
        notes=(*notes, *_other_sheets(book.sheet_names, sheet, request)),
    )


ADAPTER = Adapter("excel", (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), read)


def _sheet(path: Path, book: Any, request: Request) -> tuple[str, list[list[Any]]]:
    if request.sheet is not None and request.sheet not in book.sheet_names:
        raise SourceError(f"{path}: has no sheet {request.sheet!r}; it has: {', '.join(book.sheet_names)}")
    limit = None if request.rows is None else request.rows + 1
    for name in [request.sheet] if request.sheet is not None else book.sheet_names:
        cells = book.get_sheet_by_name(name).to_python(skip_empty_area=True, nrows=limit)
        if cells:
            return name, cells
    raise SourceError(f"{path}: its sheet is empty; export it again, or mark the source optional and remove it")


def _other_sheets(names: Sequence[str], read_sheet: str, request: Request) -> list[str]:
    if request.sheet is not None or len(names) == 1:
        return []
    return [f"{len(names) - 1} other sheets are not read (read: {read_sheet!r}; `sheet` in the job names another)"]
