"""`recontact changes` and `recontact point`: a borrower's graph between two days, and one contact over time."""

from datetime import datetime
from typing import Annotated

import typer

from recontact.cli.ask import Actor, AsJson, Borrower, Lang, Language, Out, Purpose, Rank, Reveal, asker, print_json

_DAY = ["%Y-%m-%d"]


def changes(
    out: Out,
    borrower: Borrower,
    since: Annotated[datetime, typer.Option("--since", formats=_DAY, help="What came after this day.")],
    until: Annotated[
        datetime | None, typer.Option("--until", formats=_DAY, help="And up to this one (default: the run's).")
    ] = None,
    reveal: Reveal = False,
    purpose: Purpose = None,
    actor: Actor = None,
    lang: Lang = Language.EN,
    as_json: AsJson = False,
) -> None:
    """What came to a borrower's contacts between two days: new ones, those seen again, records and events."""
    from recontact.cli.tables import print_changes

    answer = asker(out, actor, purpose, reveal).changes(borrower, since.date(), until.date() if until else None)
    print_json(answer) if as_json else print_changes(answer, lang.value)


def point(
    out: Out,
    borrower: Borrower,
    rank: Rank = 1,
    reveal: Reveal = False,
    purpose: Purpose = None,
    actor: Actor = None,
    lang: Lang = Language.EN,
    as_json: AsJson = False,
) -> None:
    """Everything known of one contact, in time order; other people at it are counted, never named."""
    from recontact.cli.tables import print_moments

    answer = asker(out, actor, purpose, reveal).point(borrower, rank)
    print_json(answer) if as_json else print_moments(answer, lang.value)
