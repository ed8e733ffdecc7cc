"""Early warning from a finished run: which of the lender's own customers should be asked at their next login."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from recontact.audit.checkpoint import Seal
from recontact.policy.early_warning import UNVERIFIED_DAYS, early_warning
from recontact.policy.jurisdiction import written
from recontact.published import open_published
from recontact.release import Release
from recontact.schema import MENTIONS
from recontact.stored import StoredRun


@dataclass(frozen=True, slots=True)
class RunRecords:
    """The usable records of a finished run, as the policy's questions take them."""

    run: StoredRun

    @property
    def mentions(self) -> pa.Table:
        """MENTIONS of the usable records."""
        return self.run.records.select(MENTIONS.names)

    @property
    def persons(self) -> pa.Table:
        """PERSONS, row by row with the mentions."""
        return self.run.persons

    @property
    def observations(self) -> pa.Table:
        """OBSERVATIONS of the usable records."""
        return self.run.table("observations")

    @property
    def events(self) -> pa.Table:
        """EVENTS of the run."""
        return self.run.table("events")


def warn(out: Path, *, actor: str, at: datetime, seal: Seal | None = None, days: int = UNVERIFIED_DAYS) -> pa.Table:
    """Return WARNINGS of the run in `out`: customers who are not on its list and about to be lost, as of its day.

    Written to the audit log first, with counts only. UsageError if there is no finished run.
    """
    run, log = open_published(out, seal)
    rules = written(run.document["rules"])
    listed = run.borrowers["borrower_id"].combine_chunks()
    identity = run.records["identity"].to_numpy()
    found = early_warning(RunRecords(run), listed, rules, run.as_of, days=days, identity=identity)
    door = Release(actor, run.document["purpose"], frozenset(listed.to_pylist()), rules, log, at)
    reasons = pc.value_counts(found["reason"].combine_chunks()).to_pylist()
    counts = {row["values"]: row["counts"] for row in sorted(reasons, key=lambda row: str(row["values"]))}
    door.record("export", ("early_warning",), counts=counts)
    return found
