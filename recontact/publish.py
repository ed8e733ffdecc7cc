"""Writes what a run found: every file of the output folder, from the stages' tables."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.model_file import ModelFile
from recontact.outcome import Outcome
from recontact.output import write_csv, write_json, write_parquet, write_text
from recontact.policy.changed import in_order, levels_of
from recontact.policy.verification import verification
from recontact.policy.withheld import withheld
from recontact.run_folder import RunFolder
from recontact.schema import CONTACTS
from recontact.summary import run_document
from recontact.timing import Stages
from recontact.wide import wide


def publish(folder: RunFolder, outcome: Outcome, model: ModelFile, stages: Stages) -> dict[str, Any]:
    """Write all files into the folder; return the fields of `pipeline.Result` that they hold."""
    from recontact.report.dictionary import describe
    from recontact.report.render import render

    contacts = contact_table(_changed_behind(outcome.own.contacts, outcome), outcome)
    others = contact_table(outcome.others.contacts, outcome)
    identities = identity_table(outcome)
    kept_back = withheld(
        outcome.intake.mentions,
        outcome.usable.refused,
        pa.concat_tables([outcome.own.withheld, outcome.others.withheld]),
    )
    trained = ModelFile(outcome.linked.linkage.model, outcome.ranked.ranking.decay, model.learned)
    tables = {
        "contacts": contacts,
        "third_parties": others,
        "identities": identities,
        "records": record_table(outcome),
        "links": link_table(outcome),
        "observations": outcome.usable.observations,
        "events": outcome.usable.events,
        "borrowers": outcome.linked.borrowers,
        "lost_contact": outcome.lost,
        "rejects": outcome.cleaned.rejects,
        "withheld": kept_back,
    }
    for name, table in tables.items():
        write_parquet(table, folder / f"{name}.parquet")
    for name in ("contacts", "third_parties", "identities"):
        write_csv(tables[name], folder / f"{name}.csv")
    write_csv(
        wide(contacts, outcome.intake.lost.borrowers["borrower_id"].combine_chunks()), folder / "contacts_wide.csv"
    )
    document = run_document(outcome, tables, model=trained, given=model)
    write_json(trained.content(), folder / "model.json")
    write_json(document, folder / "run.json")
    write_text(render(document, tables, trained.linkage), folder / "report.html")
    write_text(describe(), folder / "DATA.md")
    timings = stages.timings()
    write_json(timings, folder / "timings.json")
    return {
        "summary": {**document, "timings": timings},
        "contacts": contacts,
        "third_parties": others,
        "identities": identities,
        "withheld": kept_back,
    }


def contact_table(released: pa.Table, outcome: Outcome) -> pa.Table:
    """Return CONTACTS, ranked anew within each borrower after what was withheld, and the list's own columns."""
    borrower = released["borrower_id"].combine_chunks()
    ids = outcome.linked.identity_id.take(_first_member(outcome.linked.identity, released["identity"].to_numpy()))
    columns = {
        # what a third party's row tells is whether it reaches that person; what they pass on is another question
        **({"probability": released["reaches"]} if "reaches" in released.column_names else {}),
        "borrower_id": borrower,
        "rank": _ranks(borrower),
        "contact_type": released["contact_type"],
        "contact_value_normalised": released["contact_value_normalised"],
        "identity_id": ids,
        "reasons": pc.binary_join(released["reasons"].combine_chunks(), ";"),
    }
    if "verified" not in released.column_names:
        columns["verified"] = pa.nulls(released.num_rows, pa.string())  # nothing of a third party's is
    table = pa.table({name: columns[name] if name in columns else released[name] for name in CONTACTS.names})
    table = table.cast(CONTACTS)
    lost = outcome.intake.lost
    row = pc.index_in(borrower, value_set=lost.borrowers["borrower_id"].combine_chunks())
    for name in lost.columns.column_names:
        own = name if name not in CONTACTS.names else f"list_{name}"
        table = table.append_column(own, lost.columns[name].combine_chunks().take(row))
    return table.combine_chunks()


def _changed_behind(released: pa.Table, outcome: Outcome) -> pa.Table:
    """Return own contacts with how well each is verified, changed ones behind what they would replace."""
    rules = outcome.use.rules
    level = levels_of(released, verification(outcome.usable, outcome.use.as_of), rules)
    return released.append_column("verified", level).take(pa.array(in_order(released, level, rules)))


def identity_table(outcome: Outcome) -> pa.Table:
    """Return which usable record is whose, sorted by source and key."""
    mentions = outcome.usable.mentions
    table = pa.table(
        {
            "source": mentions["source"],
            "record_id": mentions["record_id"],
            "identity_id": outcome.linked.identity_id,
            "role": mentions["role"],
        }
    )
    return table.sort_by([("source", "ascending"), ("record_id", "ascending")])


def record_table(outcome: Outcome) -> pa.Table:
    """Return the usable mentions with their bases' days, what was compared, and what questions need of identities."""
    table = outcome.usable.mentions
    for name in ("granted", "expires"):
        table = table.append_column(f"basis_{name}", outcome.usable.covered[name])
    table = table.append_column("identity_id", outcome.linked.identity_id)
    table = table.append_column("identity", pa.array(outcome.linked.identity, pa.int32()))
    table = table.append_column("belief", pa.array(outcome.linked.belief, pa.float64()))
    persons = outcome.usable.persons
    for name in persons.column_names:
        if name not in table.column_names:
            table = table.append_column(persons.schema.field(name), persons[name])
    return table


def link_table(outcome: Outcome) -> pa.Table:
    """Return the links with row numbers of records.parquet and both records' names."""
    links, mentions = outcome.linked.linkage.links, outcome.usable.mentions
    columns: dict[str, Any] = {}
    for side in ("left", "right"):
        columns[side] = pa.array(outcome.linked.subjects[links[side].to_numpy()], pa.int32())
    for side in ("left", "right"):
        columns[f"{side}_source"] = mentions["source"].take(columns[side])
        columns[f"{side}_record_id"] = mentions["record_id"].take(columns[side])
    columns |= {name: links[name] for name in links.column_names if name not in columns}
    return pa.table(columns)


def _ranks(borrower: pa.Array) -> pa.Array:
    """Return 1, 2, 3 … within each run of equal borrowers."""
    code = borrower.dictionary_encode().indices.to_numpy()
    new = np.flatnonzero(np.diff(code, prepend=-1))
    return pa.array(np.arange(len(code)) - np.repeat(new, np.diff(np.append(new, len(code)))) + 1, pa.int32())


def _first_member(identity: np.ndarray, wanted: np.ndarray) -> pa.Array:
    """Return per wanted identity the row of one of its mentions."""
    member = np.full(int(identity.max(initial=-1)) + 2, -1, np.int64)
    member[identity[::-1]] = np.arange(len(identity))[::-1]
    return pa.array(member[wanted])
