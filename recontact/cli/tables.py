"""Answers as tables for the terminal; every value that reaches here has passed the release."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from recontact.pipeline import Result

Row = dict[str, Any]

_WIDTH = 140


def print_contacts(result: "Result", borrowers: int = 8) -> None:
    """Print the first borrowers' ranked contacts, masked, and what the run counted."""
    counts = result.summary["counts"]
    rows = result.preview(borrowers)
    print_table(f"The best contacts of the first of {counts['borrowers']} borrowers (masked)", rows, _CONTACT_COLUMNS)
    console = _console()
    console.print(
        f"{counts['contacts']} contacts ({counts['advised']} advised) for {counts['borrowers_with_contact']} of "
        f"{counts['borrowers']} borrowers; {counts['third_parties']} third parties; "
        f"{counts['withheld']} records and contacts withheld; {counts['rejects']} values and rows rejected."
    )


_CONTACT_COLUMNS = {
    "borrower_id": "borrower",
    "rank": "rank",
    "contact_type": "type",
    "contact_value_normalised": "contact",
    "probability": "reaches",
    "p_wrong": "wrong person",
    "advised": "advised",
    "last_seen": "last seen",
    "sources": "sources",
}


def print_rows(answer: Row) -> None:
    """Print what `show` found."""
    for title, rows in (("Own contacts", answer["contacts"]), ("Third parties", answer["third_parties"])):
        if rows:
            print_table(
                f"{title} of {answer['borrower_id']}",
                rows,
                {**_CONTACT_COLUMNS, "verified": "verified", "channels": "by", "rule": "permitted by"},
            )
    if not answer["contacts"]:
        _console().print(f"No contact of {answer['borrower_id']} may be shown.")
    for line in answer["withheld"]:
        _console().print(f"withheld: {line['count']} × {line['rule']}", markup=False)


def print_waterfall(answer: Row, lang: str) -> None:
    """Print the contributions to a contact's log-odds, in time order, and their sum."""
    rows = [
        {**bar, "text": bar["zh" if lang == "zh" else "en"], "change": f"{bar['change']:+.3f}"}
        for bar in answer["bars"]
    ]
    title = f"Why rank {answer['rank']} of {answer['borrower_id']}: {answer['contact_type']} {answer['value']}"
    print_table(
        title,
        rows,
        {"on": "day", "source": "source", "record_id": "record", "text": "what it says", "change": "log-odds"},
    )
    _console().print(
        f"Sum {answer['logit']:+.3f} → probability {answer['probability']:.3f}; somebody else {answer['p_wrong']:.3f}"
    )


def print_next(answer: Row, lang: str) -> None:
    """Print the plan of attempts, and what would help most."""
    attempts = [{**row, "worth": f"{row['worth']:+.1f}"} for row in answer["attempts"]]
    named = {"rank": "rank", "channel": "channel", "value": "contact", "probability": "reaches", "worth": "worth"}
    if attempts:
        print_table(f"What to try for {answer['borrower_id']}, each miss told to the next", attempts, named)
    else:
        _console().print(f"Nothing is worth trying for {answer['borrower_id']} as things stand.")
    options = [{**row, "text": row["zh" if lang == "zh" else "en"], "worth": f"{row['worth']:+.1f}"}
               for row in answer["evidence"]]  # fmt: skip
    if options:
        print_table("What would help most", options, {"rank": "rank", "text": "evidence", "worth": "worth"})
    if answer["hours"]:
        _console().print(answer["hours"][0]["zh" if lang == "zh" else "en"], markup=False)


def print_comparison(answer: Row, lang: str) -> None:
    """Print level and weight of every comparison of two records."""
    rows = [
        {**row, "text": row["zh" if lang == "zh" else "en"], "weight": f"{row['weight']:+.2f}"}
        for row in answer["comparisons"]
    ]
    print_table(
        f"{answer['left']} and {answer['right']}", rows, {"comparison": "compared", "text": "level", "weight": "weight"}
    )
    console = _console()
    console.print(f"Sum {answer['weight']:+.2f} → probability {answer['probability']:.4f}")
    for line in answer["notes"]:
        console.print(line, markup=False)
    if answer["turns"]:
        print_table(
            "What would have turned the verdict", [_turned(turn, lang) for turn in answer["turns"]], _TURN_COLUMNS
        )


_TURN_COLUMNS = {"compared": "compared", "was": "was", "text": "had it been", "probability": "probability"}


def _turned(turn: Row, lang: str) -> Row:
    """Return a turn as one row; several changes stand one under another."""
    cells = [(each["comparison"], each["before"], each["zh" if lang == "zh" else "en"]) for each in turn["changes"]]
    compared, was, text = ("\n".join(column) for column in zip(*cells, strict=True))
    return {"compared": compared, "was": was, "text": text, "probability": f"{turn['probability']:.4f}"}


def print_story(answer: Row, lang: str) -> None:
    """Print how an identity came together, and its weak points."""
    word = "zh" if lang == "zh" else "en"
    joins = [
        {**join, "text": " ".join(each[word] for each in join["reasons"]), "rule": join["rule"] or "judged",
         "sizes": f"{join['sizes'][0]} + {join['sizes'][1]}", "weight": f"{join['weight']:+.2f}"}
        for join in answer["joins"]
    ]  # fmt: skip
    columns = {"sizes": "records", "left": "by the link of", "right": "and", "rule": "met by", "weight": "bits",
               "text": "above all"}  # fmt: skip
    print_table(f"{answer['identity_id']}: {len(answer['records'])} records, joined in this order", joins, columns)
    weak = [{**each, "text": each[word], "weight": f"{each['weight']:+.2f}"} for each in answer["weak_points"]]
    if weak:
        print_table("Weak points", weak, {"left": "record", "right": "and", "text": "what", "weight": "bits"})
    if answer["untold"]:
        _console().print(f"{answer['untold']} more records are not told: so many are no person.", markup=False)


def print_path(answer: Row, lang: str) -> None:
    """Print the steps from a borrower to a contact."""
    for step in answer["steps"]:
        _console().print(step["zh" if lang == "zh" else "en"], markup=False)


def print_changes(answer: Row, lang: str) -> None:
    """Print what came to a borrower's contacts between two days."""
    words = {"appeared": ("new", "新出现"), "seen_again": ("seen again", "再次出现")}
    rows = [{**row, "what": words[name][lang == "zh"]} for name in words for row in answer[name]]
    columns = {"what": "what", "rank": "rank", "contact_type": "type", "value": "contact"}
    print_table(f"{answer['borrower_id']} after {answer['since']}, up to {answer['until']}", rows, columns)
    if lang == "zh":
        line = f"记录{answer['records']}条，事件{answer['events']}件；另有{answer['others']}个联系方式不予展示。"
    else:
        came = f"Records: {answer['records']}, events: {answer['events']}"
        line = f"{came}; contacts that may not be shown: {answer['others']}."
    _console().print(line, markup=False)


def print_moments(answer: Row, lang: str) -> None:
    """Print all that is known of a contact, in time order."""
    rows = [{**row, "text": row["zh" if lang == "zh" else "en"]} for row in answer["moments"]]
    title = f"Rank {answer['rank']} of {answer['borrower_id']}: {answer['contact_type']} {answer['value']}"
    print_table(title, rows, {"on": "day", "source": "source", "record_id": "record", "text": "what is known"})
    count = answer["other_people"]
    _console().print(
        f"另有{count}人使用该联系方式。" if lang == "zh" else f"Other people with it: {count}.", markup=False
    )


def print_check(found: Row) -> None:
    """Print what `check` found: sources, mappings on masked rows, what a run would cost."""
    from recontact.cli.costs import plan_text

    console = _console()
    for source in found["sources"]:
        console.print(f"[bold]{source['id']}[/bold] {source['summary']}")
        for note in source["notes"]:
            console.print(f"  {note}", markup=False)
        if source["columns"]:
            print_table(
                "", source["columns"], {"column": "column", "meaning": "read as", "example": "example (masked)"}
            )
    for note in found["notes"]:
        console.print(note, markup=False)
    console.print(plan_text(found["plan"]), markup=False)


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True)


def _wide() -> Console:
    """A console as wide as the terminal; where nobody looks, wide enough for a row a line."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH)


def print_table(title: str, rows: Sequence[Row], columns: dict[str, str]) -> None:
    """Print rows under headings; `columns`: key in the row -> heading."""
    table = Table(title=title or None, title_justify="left")
    for heading in columns.values():
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(_text(row.get(column)) for column in columns))
    _wide().print(table)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("[", r"\[")
