"""Mappings kept in files of their own: beside the job, or shipped with recontact and called by name."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import BeforeValidator, ValidationError, ValidationInfo
from pydantic_core import PydanticCustomError

from recontact.adapters.column import Table
from recontact.adapters.document import REPORTED, Document
from recontact.errors import UsageError

_SHIPPED = Path(str(files("recontact.configs"))) / "mappings"


class MappingFiles:
    """Reads mapping files below a folder, and keeps what is wrong in them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.complaints: list[str] = []

    def read(self, name: str, model: type[Table]) -> Table:
        """The mapping of that name; PydanticCustomError if there is none or it is wrong (`complaints` says where)."""
        path = self._path(name)
        if path is None:
            raise PydanticCustomError("no_mapping", "{message}", {"message": self._absent(name)})
        try:
            document = Document.read(path)
        except UsageError as error:
            self.complaints.append(str(error))
            raise PydanticCustomError(REPORTED, "the mapping file is wrong") from None
        try:
            return model.model_validate(document.data)
        except ValidationError as error:
            self.complaints += document.lines(document.faults(error, model))
            raise PydanticCustomError(REPORTED, "the mapping file is wrong") from None

    def _path(self, name: str) -> Path | None:
        beside = self.folder / name
        shipped = _SHIPPED / f"{name}.yaml"
        if beside.exists():
            return beside
        return shipped if Path(name).name == name and shipped.exists() else None

    def _absent(self, name: str) -> str:
        known = ", ".join(sorted(path.stem for path in _SHIPPED.glob("*.yaml")))
        return f"there is no mapping file {self.folder / name}; shipped mappings, by name: {known}"


def from_file(model: type[Table]) -> BeforeValidator:
    """A mapping given by its file's name is read; one that is written out in the job stays as it is."""

    def loaded(value: Any, info: ValidationInfo) -> Any:
        reader = info.context if isinstance(info.context, MappingFiles) else MappingFiles(Path())
        return reader.read(value, model) if isinstance(value, str) else value

    return BeforeValidator(loaded)
