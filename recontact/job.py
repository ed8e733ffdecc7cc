"""The job file: what is to be read, on which legal basis, for which purpose, and how it meets the lost-contact list."""

import hashlib
import json
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, ValidationError, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from recontact import schema
from recontact.adapters.bases import BasisMapping
from recontact.adapters.checks import CheckMapping
from recontact.adapters.column import Settings, Texts
from recontact.adapters.document import Document, Fault
from recontact.adapters.lost import LostMapping
from recontact.adapters.mapping import RecordMapping
from recontact.adapters.mapping_file import MappingFiles, from_file
from recontact.adapters.outcomes import OutcomeMapping
from recontact.errors import UsageError
from recontact.job_conflicts import conflicts
from recontact.policy.jurisdiction import read_own
from recontact.policy.rule import Jurisdiction
from recontact.policy.vocabulary import Channel, LawfulBasis, Purpose

_ContactKind = Literal["phone", "email", "im", "address"]
_PLACE = "[a-z]{2}(-[a-z0-9]+)*"


def _listed(value: Any) -> Any:
    """A list of jurisdictions is short for the same names with commas between them."""
    return ", ".join(value) if isinstance(value, list | tuple) and all(isinstance(x, str) for x in value) else value


def _own_rules(value: Any, info: ValidationInfo) -> Any:
    """A folder's name is read; what is written out stays as it is."""
    if not isinstance(value, str):
        return value
    beside = info.context.folder if isinstance(info.context, MappingFiles) else Path()
    try:
        return read_own(beside / value)
    except UsageError as error:
        raise PydanticCustomError("own_rules", "{message}", {"message": str(error)}) from None


def _beside(value: Any, info: ValidationInfo) -> Any:
    """A path is relative to the job file's folder."""
    return info.context.folder / value if isinstance(info.context, MappingFiles) and isinstance(value, str) else value


class Basis(Settings):
    """What a consent file does not carry. What is missing here withholds the source's data, and the report says so."""

    lawful_basis: LawfulBasis | None = None
    notice: str | None = None
    """Reference of the notice that the subject was given."""
    evidence: str | None = None
    """Reference under which the consent or contract can be shown."""
    controller: str | None = None
    recipients: Texts = ()
    channels: tuple[Channel, ...] = ()
    categories: Texts = ()


class File(Settings):
    """A file or several: a path, a glob or a list of alternatives, below the data folder."""

    path: Texts
    optional: bool = False
    adapter: str = "auto"
    encoding: str | None = None
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    sheet: str | None = None


class SourceFile(File):
    """A source of records of persons."""

    id: str | None = None
    """Instead of the file's stem, where there is one file only."""
    mapping: Annotated[RecordMapping, from_file(RecordMapping)]
    reliability: Annotated[float, Field(gt=0, lt=1)] = 0.9
    lag_days: Annotated[float, Field(ge=0)] = 30.0
    lag_days_of: dict[_ContactKind, Annotated[float, Field(ge=0)]] = {}
    wrong_person: Annotated[float, Field(ge=0, lt=1)] = 0.02
    derived_from: Texts = ()
    basis: Basis = Basis()

    def source(self, id: str, controller: str | None = None) -> schema.Source:
        """The settings of one of its files; `controller` is the job's, used where the basis names none."""
        basis = self.basis.model_dump()
        return schema.Source(
            id=id,
            reliability=self.reliability,
            lag_days=self.lag_days,
            lag_days_of={str(kind): days for kind, days in self.lag_days_of.items()},
            wrong_person=self.wrong_person,
            derived_from=tuple(self.derived_from),
            declaration=schema.Declaration(**{**basis, "controller": basis["controller"] or controller}),
        )


class LostFile(LostMapping, File):
    """The lost-contact list."""

    meets: Literal["customer"] = "customer"
    """By which key the list meets the sources: the lender's number of the customer."""


class BasisFile(File):
    """A file of legal bases."""

    mapping: Annotated[BasisMapping, from_file(BasisMapping)]


class CheckFile(File):
    """A file of number checks."""

    mapping: Annotated[CheckMapping, from_file(CheckMapping)]


class OutcomeFile(File):
    """A file of contact attempts and what came of them."""

    mapping: Annotated[OutcomeMapping, from_file(OutcomeMapping)]


class Job(Settings):
    """A whole job."""

    version: Literal[1]
    purpose: Purpose
    jurisdiction: Annotated[str, BeforeValidator(_listed), Field(pattern=rf"^{_PLACE}(, *{_PLACE})*$")]
    """Every jurisdiction that may apply, as a list or `cn, hk`: the strictest rule of all of them holds."""
    rules: Annotated[tuple[Jurisdiction, ...], BeforeValidator(_own_rules)] = ()
    """A folder of the lender's own jurisdictions, beside the job file; `jurisdiction` names those that hold."""
    controller: str | None = None
    """Who answers for the data, where a source's `basis` does not name another."""
    regions: Annotated[Texts, Field(min_length=1)] = ("CN", "US")
    """Regions (ISO 3166-1) in which a telephone number without a country code is sought, in this order."""
    model: str = "person"
    ranking: str = "default"
    lost: LostFile
    sources: Annotated[tuple[SourceFile, ...], Field(min_length=1)]
    bases: tuple[BasisFile, ...] = ()
    purposes: dict[str, Purpose] = Field(default_factory=dict)
    """What the consent files' words for a purpose mean; any other word permits nothing."""
    checks: tuple[CheckFile, ...] = ()
    outcomes: tuple[OutcomeFile, ...] = ()
    subject_register: Annotated[Path | None, BeforeValidator(_beside)] = Field(None, exclude=True)
    """The folder of the lender's subject register, beside the job file: whom it suppresses never comes in again."""
    judgements: Annotated[Path | None, BeforeValidator(_beside)] = Field(None, exclude=True)
    """What people decided of pairs of records, beside the job file (default: beside the output folder)."""
    plugins: tuple[str, ...] = ()
    """Adapters of other packages that may be loaded."""

    @model_validator(mode="after")
    def _consistent(self, info: ValidationInfo) -> Self:
        if info.context is None:  # read_job says the same, with places
            for _, sentence in conflicts(self.model_dump()):
                raise ValueError(sentence)
        return self

    @property
    def places(self) -> list[str]:
        """The jurisdictions, one by one."""
        return [place.strip() for place in self.jurisdiction.split(",")]

    def digest(self) -> str:
        """SHA-256 of the job with its mappings in canonical JSON: equal for jobs that mean the same."""
        text = json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def read_job(path: Path) -> Job:
    """Read a job file and the mappings it names.

    UsageError lists all that is wrong, one line each: `file:line:column: what is wrong, what was meant`.
    """
    document = Document.read(path)
    files = MappingFiles(path.parent)
    faults: list[Fault] = []
    job = None
    try:
        job = Job.model_validate(document.data, context=files)
    except ValidationError as error:
        faults = document.faults(error, Job)
    complaints = [*document.lines([*faults, *conflicts(document.data)]), *files.complaints]
    if job is None or complaints:
        raise UsageError("\n".join(complaints))
    return job
