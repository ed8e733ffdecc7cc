"""The whole story: read → normalise → may it be used → link → rank → may it be shown → write."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from recontact.audit.checkpoint import Seal
from recontact.audit.log import AuditLog, audit_folder
from recontact.graph.settings import read_ranking
from recontact.intake import Intake, read_all
from recontact.job import Job
from recontact.judgement import Judgements, judgement_path
from recontact.model_file import ModelFile
from recontact.outcome import Outcome
from recontact.policy.jurisdiction import read_rules
from recontact.policy.lost import listed_as_lost, lost_contact
from recontact.policy.use import Use
from recontact.publish import publish
from recontact.release import Release, masked
from recontact.run_folder import RunFolder
from recontact.stages import link_persons, rank_points, release_points, stopped, with_whole_addresses
from recontact.subject.register import Register
from recontact.timing import Stages
from recontact.usable import normalise, permit


@dataclass(frozen=True, slots=True)
class Options:
    """How a job is run."""

    data: Path
    """Folder below which the job's data paths are."""
    out: Path
    """Folder to write, readable by its owner only; the audit log goes into `<out>.audit` beside it."""
    at: datetime
    """When it is run, with its zone, for the audit log only; nothing else depends on the clock."""
    actor: str = "library"
    as_of: date | None = None
    strict: bool = False
    model: Path | None = None
    threads: int = 2
    wait: float = 0.0
    seal: Seal | None = None
    """Signs the audit log; without it the log is kept, but a full rewrite of it cannot be told."""
    memory_mib: float | None = None
    """Most that linking may hold: it works in partitions, and refuses the run where even the smallest does not fit."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run made. The tables are those of the files of the same name."""

    out: Path
    summary: dict[str, Any]
    contacts: pa.Table = field(repr=False)
    third_parties: pa.Table = field(repr=False)
    identities: pa.Table = field(repr=False)
    withheld: pa.Table = field(repr=False)
    notes: tuple[str, ...] = ()

    def preview(self, borrowers: int, best: int = 3) -> list[dict[str, Any]]:
        """Return the `best` contacts of the first borrowers, values masked."""
        first = self.contacts["borrower_id"].unique().slice(0, borrowers)
        mine = pc.is_in(self.contacts["borrower_id"], first)
        return list(masked(self.contacts.filter(pc.and_(mine, pc.less_equal(self.contacts["rank"], best)))).to_pylist())


def run(
    job: Job,
    options: Options,
    *,
    progress: Callable[[str, float], None] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Result:
    """Run a job and publish its output folder, all of it or nothing.

    `progress` is called with a stage's name and the share done; `cancel` is asked before each stage. Raises UsageError,
    SourceError, RefusedError, BusyError or CancelledError; then the folder holds what it held before.
    """
    stages = Stages(progress, cancel)
    rules = read_rules(job.places, job.rules)
    settings = read_ranking(job.ranking)
    model = ModelFile.read(options.model) if options.model else ModelFile.untrained(job.model)
    register = Register.open(job.subject_register) if job.subject_register else None
    judged = Judgements(job.judgements or judgement_path(options.out))
    log = AuditLog(audit_folder(options.out), options.seal)
    with RunFolder(options.out, wait=options.wait) as folder:
        stages.enter("read")
        intake = read_all(job, options.data, as_of=options.as_of, strict=options.strict, step=stages.step)
        use = Use(job.purpose, intake.as_of, rules, job.purposes)
        stages.enter("normalise")
        cleaned = normalise(intake, tuple(job.regions), register)
        stages.enter("permit")
        usable = permit(intake, cleaned, use, register)
        listed = frozenset(intake.lost.borrowers["borrower_id"].to_pylist())
        door = Release(options.actor, job.purpose, listed, rules, log, options.at)
        door.record("run", _read_in(job, intake, judged), intake.grounds())
        stages.enter("link")
        lost_list = intake.lost.borrowers
        linked = link_persons(
            usable, lost_list, model.linkage, threads=options.threads, step=stages.step, judged=judged,
            memory=None if options.memory_mib is None else int(options.memory_mib * (1 << 20)),
        )  # fmt: skip
        stages.enter("rank")
        usable = with_whole_addresses(usable, linked, intake)
        ranked = rank_points(usable, linked, intake, settings, model.decay, model.learned)
        stages.enter("release")
        listed_ids = linked.borrowers["borrower_id"].combine_chunks()
        lost = lost_contact(listed_ids, usable, rules, intake.as_of, identity=linked.identity)
        halted = replace(stopped(usable, linked, intake, threads=options.threads), lost=listed_as_lost(lost))
        released = [
            release_points(candidates, usable, linked, intake, halted, use, door)
            for candidates in (ranked.ranking.contacts, ranked.third_parties)
        ]
        stages.enter("write")
        outcome = Outcome(job, intake, cleaned, usable, linked, ranked, lost, released[0], released[1], use)
        result = publish(folder, outcome, model, stages)
        door.record("publish", folder.digests())
    return Result(out=options.out, notes=(*folder.notes, *intake.notes), **result)


def _read_in(job: Job, intake: Intake, judged: Judgements) -> tuple[str, ...]:
    """Return digests of all that a run is made from."""
    return f"job:{job.digest()}", f"inputs:{intake.digest()}", f"judgements:{judged.digest()}"
