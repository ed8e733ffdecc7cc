"""`recontact run`, `check` and `warmup`."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from recontact.errors import UsageError

JobFile = Annotated[Path, typer.Argument(help="The job file (YAML).", metavar="JOB.yaml", show_default=False)]
Data = Annotated[Path | None, typer.Option("--data", help="Folder of the data files (default: the job file's).")]
Out = Annotated[Path | None, typer.Option("--out", help="Folder to write (default: `out` beside the job file).")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="The day to judge from, YYYY-MM-DD (default: the list's).")]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first source in trouble.")]
Model = Annotated[Path | None, typer.Option("--model", help="A model.json of an earlier run, instead of training.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print a summary for programs.")]
Threads = Annotated[int, typer.Option("--threads", min=1, help="Threads to compute with.")]
Memory = Annotated[
    str | None,
    typer.Option(
        "--memory", help="Most memory that linking may use, e.g. 2GiB: pairs in partitions, but all records at once."
    ),
]
Wait = Annotated[float, typer.Option("--wait", min=0, help="Seconds to wait if another run holds the folder.")]
Actor = Annotated[str | None, typer.Option("--actor", help="Who asks (default: the system's user name).")]


def run(
    job: JobFile,
    data: Data = None,
    out: Out = None,
    as_of: AsOf = None,
    strict: Strict = False,
    model: Model = None,
    as_json: AsJson = False,
    threads: Threads = 2,
    memory: Memory = None,
    wait: Wait = 0.0,
    actor: Actor = None,
) -> None:
    """Run a job: sources and a lost list in, a ranked, explained and permitted list of contacts out."""
    from recontact.process import settle

    settle()
    from recontact.cli.progress import console_progress
    from recontact.cli.sealing import seal_of
    from recontact.cli.size import MIB, bytes_of
    from recontact.cli.tables import print_contacts
    from recontact.job import read_job
    from recontact.pipeline import Options
    from recontact.pipeline import run as run_job

    checked, most = read_job(job), bytes_of(memory)
    folder = out or job.parent / "out"
    options = Options(
        data=data or job.parent,
        out=folder,
        as_of=day(as_of),
        strict=strict,
        model=model,
        threads=threads,
        wait=wait,
        memory_mib=most and most / MIB,
        actor=actor or user_name(),
        at=datetime.now().astimezone(),
        seal=seal_of(folder),
    )
    with console_progress() as progress:
        result = run_job(checked, options, progress=progress)
    if as_json:
        typer.echo(json.dumps(result.summary, ensure_ascii=False, indent=1, sort_keys=True))
        return
    for note in result.notes:
        typer.echo(note, err=True)
    print_contacts(result)
    typer.echo(f"Report: {result.out / 'report.html'}")


def check(job: JobFile, data: Data = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Check a job without running it: its errors, its mappings on sampled rows (masked), what a run would cost."""
    from recontact.process import settle

    settle()
    from recontact.checking import check as check_job
    from recontact.cli.tables import print_check
    from recontact.job import read_job

    found = check_job(read_job(job), data or job.parent, as_of=day(as_of))
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True))
    else:
        print_check(found)


def warmup() -> None:
    """Compile the kernels ahead, so that no run waits for it."""
    from recontact.warm import warm

    typer.echo(f"Compiled in {warm():.1f} s; the compiled code is kept in your cache folder.")


def day(text: str | None) -> date | None:
    """Return the ISO day in `text`; UsageError if it is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--as-of takes a day as YYYY-MM-DD, not {text!r}") from None


def user_name() -> str:
    """Return the name of the system's user, for the audit log: of the account, not what its environment says."""
    import os
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container without a user entry
        return "unknown"
