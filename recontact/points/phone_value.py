"""One telephone number as it is known: its parts, its flags, and what was noted beside it."""

from dataclasses import dataclass, replace

from recontact.points.cleaned import Cleaned
from recontact.points.phone_cell import Written
from recontact.points.phone_doubt import invented
from recontact.points.phone_note import read_note
from recontact.points.phone_plan import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone(Cleaned):
    """A telephone number; `value` is E.164, `type` is mobile, landline, service or unknown."""

    region: str | None = None
    """ISO 3166-1 code, upper case."""
    national: str | None = None
    extension: str | None = None
    note: str | None = None
    """What else the cell says beside the number."""
    relation: str | None = None
    """A code of `schema.RELATIONS` if the note says whose number it is: then it is not the subject's."""
    name: str | None = None
    """Whose number it is by the note."""
    status: str | None = None
    """suspended, vacant, off or wrong_party if the note says so."""


def full(line: Line, extension: str | None, written: Written) -> Phone:
    """Return a number that can be dialled, with what stood beside it."""
    flags = [*line.flags]
    if written.repaired and "repaired" not in flags:
        flags.append("repaired")
    if len(set(line.national[-8:])) == 1 or invented(line.national):
        flags.append("placeholder")
    elif invented(line.national[-8:]):
        flags.append("sequence")
    phone = Phone(
        value=line.e164,
        known=line.e164,
        type=line.type,
        precision="full",
        flags=tuple(flags),
        problem="service_number" if line.type == "service" else None,
        region=line.region,
        national=line.national,
        extension=extension,
    )
    return with_note(phone, written)


def with_note(phone: Phone, written: Written) -> Phone:
    """Add what stood beside the number; a number that is somebody else's by it is flagged."""
    if written.note is None:
        return phone
    said = read_note(written.note)
    flags = (*phone.flags, *said.flags)
    return replace(phone, note=written.note, relation=said.relation, name=said.name, status=said.status, flags=flags)
