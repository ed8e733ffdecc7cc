"""Small generated lenders, run by the stages of the pipeline. Persons are invented, numbers and ids synthetic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from recontact import schema
from recontact.adapters.lost import Lost
from recontact.audit.log import AuditLog
from recontact.graph.settings import read_ranking
from recontact.intake import Intake
from recontact.model_file import ModelFile
from recontact.policy.jurisdiction import Rules, read_rules
from recontact.policy.lost import listed_as_lost, lost_contact
from recontact.policy.use import Use
from recontact.release import Release
from recontact.schema import Declaration, Source
from recontact.stages import link_persons, rank_points, release_points, stopped, with_whole_addresses
from recontact.usable import normalise, permit

TODAY = date(2026, 6, 30)
PURPOSE = "recontact_lost_borrower"
DECLARED = Declaration(
    "consent", "notice-1", "register-1", "Lender (invented)", ("Lender (invented)",),
    ("voice", "sms", "email"), ("name", "id", "phone", "email"),
)  # fmt: skip
SOURCES = {name: Source(id=name, lag_days=0.0, declaration=DECLARED) for name in ("forms", "shop", "payroll")}
SURNAMES, GIVEN = "王李张刘陈", ("伟", "芳", "建国", "秀英", "志强", "晓梅")


def person_id(number: int) -> str:
    """Return a synthetic resident identity number: a place code that no county has, and a right check digit."""
    body = f"99000019{70 + number % 20:02d}0{1 + number % 9}1{number % 9}{number % 1000:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), strict=True))  # fmt: skip # noqa: E501
    return body + "10X98765432"[total % 11]


def phone(number: int) -> str:
    """Return a synthetic mobile number."""
    return f"1390000{number:04d}"


@dataclass(frozen=True)
class Said:
    """What a row says of one person."""

    name: str
    phones: tuple[str, ...] = ()
    id: str | None = None
    role: str = "self"


@dataclass(frozen=True)
class Row:
    """One row of a source: its own subject first, then others whom it names."""

    source: str
    key: str
    seen: date
    people: tuple[Said, ...]
    customer: str | None = None


@dataclass(frozen=True)
class Lender:
    """Rows, bases (schema BASES), outcomes of attempts, and the borrowers who are lost."""

    rows: tuple[Row, ...]
    bases: tuple[dict[str, Any], ...]
    borrowers: tuple[str, ...]
    events: tuple[dict[str, Any], ...] = ()
    sources: dict[str, Source] = field(default_factory=lambda: SOURCES)

    def intake(self, without: Iterable[tuple[str, str, str]] = ()) -> Intake:
        """Return what an intake of these rows gives, `without` some persons (source, key, role) in them."""
        left_out = set(without)
        mentions: list[dict[str, Any]] = []
        values: list[dict[str, Any]] = []
        for number, row in enumerate(self.rows, 1):
            for said in row.people:
                if (row.source, row.key, said.role) in left_out:
                    continue
                own = said.role == "self"
                values += _values(len(mentions), said)
                mentions.append({
                    "source": row.source, "row": number, "record_id": row.key if own else f"{row.key}#{said.role}",
                    "role": said.role, "customer": row.customer if own else None, "seen": row.seen, "closed": False,
                })  # fmt: skip
        return Intake(
            mentions=pa.Table.from_pylist(mentions, schema.MENTIONS),
            values=pa.Table.from_pylist(values, schema.VALUES),
            bases=pa.Table.from_pylist(list(self.bases), schema.BASES),
            events=pa.Table.from_pylist(list(self.events), schema.READ_EVENTS),
            rejects=schema.REJECTS.empty_table(),
            sources=self.sources,
            lost=_list(self.borrowers),
            as_of=TODAY,
            files=(),
            notes=(),
        )


@dataclass(frozen=True)
class State:
    """What a run would show and hold: compared whole, so that nothing hides in a row number."""

    contacts: frozenset[tuple[Any, ...]]
    third_parties: frozenset[tuple[Any, ...]]
    identities: frozenset[frozenset[tuple[str, str]]]
    """Which records are one person."""
    withheld: frozenset[tuple[Any, ...]]
    used: frozenset[tuple[str, str]]

    @property
    def values(self) -> frozenset[tuple[str, str]]:
        """Borrower and value of every own contact."""
        return frozenset((row[0], row[2]) for row in self.contacts)


def covering(rows: Iterable[Row], **changes: Any) -> tuple[dict[str, Any], ...]:
    """Return a usable basis for everybody in the rows."""
    return tuple(
        {"source": row.source, "record_id": row.key, "subject": said.role, "purpose": PURPOSE,
         "granted": date(2024, 1, 1), "expires": date(2028, 1, 1), "withdrawn": None, **changes}
        for row in rows
        for said in row.people
    )  # fmt: skip


def state(
    lender: Lender,
    model: ModelFile,
    log: Path,
    *,
    rules: Rules | None = None,
    without: Sequence[tuple[str, str, str]] = (),
) -> State:
    """Run the stages on a lender at one model version."""
    use = Use(PURPOSE, TODAY, rules or read_rules(["cn"]))
    intake = lender.intake(without)
    usable = permit(intake, normalise(intake, ("CN",)), use)
    linked = link_persons(usable, intake.lost.borrowers, model.linkage, threads=1, step=None)
    usable = with_whole_addresses(usable, linked, intake)
    ranked = rank_points(usable, linked, intake, read_ranking("default"), model.decay)
    lost = lost_contact(
        linked.borrowers["borrower_id"].combine_chunks(), usable, use.rules, TODAY, identity=linked.identity
    )
    halted = replace(stopped(usable, linked, intake, threads=1), lost=listed_as_lost(lost))
    door = Release(
        "test", PURPOSE, frozenset(lender.borrowers), use.rules, AuditLog(log), datetime(2026, 7, 1, tzinfo=UTC)
    )
    shown, others = (
        release_points(candidates, usable, linked, intake, halted, use, door)
        for candidates in (ranked.ranking.contacts, ranked.third_parties)
    )
    groups: dict[int, set[tuple[str, str]]] = {}
    names = list(zip(*(usable.mentions[name].to_pylist() for name in ("source", "record_id")), strict=True))
    for name, number in zip(names, linked.identity.tolist(), strict=True):
        if number >= 0:
            groups.setdefault(number, set()).add(name)
    held = [
        ("use", *row) for row in zip(intake.mentions["record_id"].to_pylist(), usable.refused.to_pylist(), strict=True)
    ]
    return State(
        contacts=_rows(shown.contacts),
        third_parties=_rows(others.contacts),
        identities=frozenset(frozenset(group) for group in groups.values()),
        withheld=frozenset([*(row for row in held if row[2]), *_rows(shown.withheld), *_rows(others.withheld)]),
        used=frozenset(names),
    )


def _rows(table: pa.Table) -> frozenset[tuple[Any, ...]]:
    if "contact_value_normalised" not in table.column_names:
        return frozenset(tuple(row.values()) for row in table.to_pylist())
    columns = ["borrower_id", "contact_type", "contact_value_normalised", "party", "advised", "rule", "sources",
               "first_seen", "last_seen", "channels"]  # fmt: skip
    shares = zip(*(table[name].to_pylist() for name in ("probability", "p_wrong")), strict=True)
    plain = table.select(columns).to_pylist()
    return frozenset(
        (*row.values(), *(round(share, 9) for share in both)) for row, both in zip(plain, shares, strict=True)
    )


def _values(mention: int, said: Said) -> list[dict[str, Any]]:
    told = [
        *([("name", said.name)] if said.name else []),
        *(("phone", number) for number in said.phones),
        *([("id", said.id)] if said.id else []),
    ]
    return [
        {"mention": mention, "kind": kind, "usage": "own", "field": f"{said.role}.{kind}", "raw": raw}
        for kind, raw in told
    ]


def _list(borrowers: tuple[str, ...]) -> Lost:
    texts = pa.array(borrowers, pa.string())
    unknown = {"default_date": pa.nulls(len(texts), pa.date32()), "name": pa.nulls(len(texts), pa.string())}
    table = pa.table({"borrower_id": texts, **unknown})
    return Lost(table, pa.table({"note": texts}), (TODAY,), (), schema.REJECTS.empty_table(), len(texts))
