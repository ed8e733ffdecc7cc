"""The command `recontact`: every sub-command, and how an error becomes a message and an exit code."""

import os
import sys

import typer

from recontact.cli import ask, audit, clean, evaluate, job, learn, link, model, moment, policy, report, subject
from recontact.errors import RecontactError

app = typer.Typer(
    name="recontact",
    help="Find, lawfully, the way to reach a borrower whom a lender has lost.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="Exit codes: 0 done, 1 failure, 2 usage or job file, 3 no usable source, 4 refused by policy.",
)

app.command("run")(job.run)
app.command("check")(job.check)
app.command("show")(ask.show)
app.command("why")(ask.why)
app.command("why-linked")(ask.why_linked)
app.command("identity")(ask.identity)
app.command("judge")(ask.judge)
app.command("path")(ask.path)
app.command("next")(ask.next_step)
app.command("graph")(ask.graph)
app.command("changes")(moment.changes)
app.command("point")(moment.point)
app.command("clean")(clean.clean)
app.command("link")(link.link)
app.command("evaluate")(evaluate.evaluate)
app.command("learn")(learn.learn)
app.command("report")(report.report)
app.command("warmup")(job.warmup)
app.add_typer(audit.app, name="audit")
app.add_typer(model.app, name="model")
app.add_typer(subject.app, name="subject")
app.add_typer(policy.app, name="policy")


def main() -> None:
    """Run the command line; a RecontactError is one message on stderr and its exit code, never a traceback."""
    try:
        app()
    except RecontactError as error:
        print(f"recontact: {error}", file=sys.stderr)
        raise SystemExit(error.exit_code) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader went away: nothing to say
        raise SystemExit(0) from None
    except Exception as error:
        if os.environ.get("RECONTACT_DEBUG"):
            raise
        # the text of a foreign error may quote a personal value: say where, not what
        where = error.__traceback__
        while where and where.tb_next:
            where = where.tb_next
        place = f"{where.tb_frame.f_code.co_filename.rpartition('recontact')[2]}:{where.tb_lineno}" if where else "?"
        print(
            f"recontact: internal error ({type(error).__name__} at {place}). Nothing was published. "
            "Please report it; RECONTACT_DEBUG=1 shows the traceback, which may quote personal values.",
            file=sys.stderr,
        )
        raise SystemExit(1) from None
