"""What a case file advises to do next; contacts are named by their rank alone."""

from typing import Any

import pyarrow.compute as pc

from recontact.casefile.case import Case
from recontact.casefile.contact import DIGITS
from recontact.next_steps import next_steps


def advice(case: Case) -> dict[str, list[dict[str, Any]]]:
    """Return `attempts` (rank, channel, probability, worth), `evidence` (rank or null, worth, en, zh) and `hours` (en,
    zh), each in the order in which they help."""
    stored = case.run.table("contacts")
    mine = stored.filter(pc.fill_null(pc.equal(stored["borrower_id"], case.borrower), False))
    found = next_steps(case.run, case.borrower, mine, case.contacts)
    return {
        "attempts": [_kept(each, "rank", "channel", "probability", "worth") for each in found["attempts"]],
        "evidence": [_kept(each, "rank", "worth", "en", "zh") for each in found["evidence"]],
        "hours": [_kept(each, "en", "zh") for each in found["hours"]],
    }


def _kept(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: round(row[name], DIGITS) if isinstance(row[name], float) else row[name] for name in names}
