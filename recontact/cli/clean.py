"""`recontact clean`: one value cleaned, or two compared."""

import json
from enum import StrEnum
from typing import Annotated

import typer


class Field(StrEnum):
    """What can be cleaned."""

    PHONE = "phone"
    NAME = "name"
    ADDRESS = "address"
    ID = "id"
    DOB = "dob"
    EMAIL = "email"
    HANDLE = "handle"
    BANK = "bank"
    GENDER = "gender"
    RELATION = "relation"
    EMPLOYER = "employer"
    CONTACT = "contact"
    SCHEMA = "schema"


def clean(
    field: Annotated[
        Field,
        typer.Argument(
            help="The kind of value. `contact` tells itself which kind a cell holds, or which kinds; `schema` says what"
            " a column's header means, and whose data the column holds.",
            show_default=False,
        ),
    ],
    value: Annotated[str, typer.Argument(help="The value, or the header for `schema`.", show_default=False)],
    region: Annotated[
        str | None,
        typer.Option(
            "--region",
            help="Where the value comes from: `CN`, `HK`, `Taiwan`. It decides numbers without a country, the order of"
            " day and month, whose identity number it is.",
        ),
    ] = None,
    context: Annotated[
        str | None,
        typer.Option(
            "--context",
            help="What stands around it, in any words: `TW, Excel`, `address Beijing` (a landline's area code),"
            " `gender`, its column's header; for `schema` some of the column's cells, between commas.",
        ),
    ] = None,
    other: Annotated[
        str | None,
        typer.Option(
            "--with", help="A second value: on which level do the two agree? It may be of a kind that tells the first."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Normalise one value; with a second one, say on which level the two agree.

    Nothing is guessed: what is masked, damaged or ambiguous becomes what is known of it, with `*` for each unknown
    sign. `precision` says how much that is, `flags` what to beware of, `problem` in one word what is wrong.
    """
    from recontact.cleaning import clean_value

    answer = clean_value(field.value, value, region=region, context=context, other=other)
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    for row in answer["values"]:
        typer.echo("  ".join(f"{name}={part}" for name, part in row.items() if part not in (None, [], "")))
    if "level" in answer:
        typer.echo(f"{answer['level']['code']}: {answer['level']['en']} ({answer['level']['zh']})")
