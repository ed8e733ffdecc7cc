"""What can go wrong, and what the caller should do about it.

    RecontactError            something the caller can act on; its message names the remedy
    ├── UsageError            the command, the job file or an argument is wrong (exit code 2)
    ├── SourceError           a source cannot be read; the others go on unless --strict (exit code 3)
    ├── RefusedError          policy forbids the whole request (exit code 4)
    ├── BusyError             another run holds the output folder (exit code 1)
    └── CancelledError        the caller's `cancel` asked to stop (exit code 1)

A message never carries a personal value: it names the file, the line, the kind of value and the remedy.
"""


class RecontactError(Exception):
    """Base of every error that recontact raises on purpose."""

    exit_code = 1


class UsageError(RecontactError):
    """The command, the job file or an argument is wrong."""

    exit_code = 2


class SourceError(RecontactError):
    """A source cannot be read at all."""

    exit_code = 3


class RefusedError(RecontactError):
    """Policy forbids the whole request."""

    exit_code = 4


class BusyError(RecontactError):
    """Another run holds the output folder."""


class CancelledError(RecontactError):
    """The caller asked to stop."""
