"""Identity numbers of other countries, checked by python-stdnum where it is installed (the extra `stdnum`, LGPL)."""

from functools import cache
from importlib import import_module
from typing import Any

from recontact import configs
from recontact.points.resident_id import NationalId


def read_foreign(number: str, region: str) -> NationalId | None:
    """Return an upper-case number without separators as one of `region`'s, None if it has no such number's form.

    A number of the right form whose check fails is one with a slip in it, and says nothing of its holder.
    """
    failed = None
    for name, module in _modules(region):
        compact = _compact(module, number)
        if compact and module.is_valid(number):
            born, gender = _said(module, "get_birth_date", compact), _said(module, "get_gender", compact)
            return NationalId(
                value=compact,
                known=compact,
                type=name,
                precision="full",
                born=born.isoformat() if born else None,
                gender=str(gender).lower()[:1] if gender else None,
            )
        if compact and failed is None and (problem := _wrong(module, number)):
            failed = NationalId(
                value=compact,
                known=compact,
                type=name,
                precision="full",
                flags=("check_failed",),
                problem=problem,
            )
    return failed


def _compact(module: Any, number: str) -> str | None:
    try:
        return str(module.compact(number))
    except ValueError:
        return None


def _wrong(module: Any, number: str) -> str | None:
    """Return what alone is wrong with a number of the right form; None if it has another form."""
    errors = import_module("stdnum.exceptions")
    try:
        module.validate(number)
    except errors.InvalidChecksum:
        return "check_digit"
    except errors.InvalidComponent:
        return "never_issued"
    except ValueError:
        return None
    return None


@cache
def _modules(region: str) -> tuple[tuple[str, Any], ...]:
    """Return type (`pl_pesel`) and module of each check of a region; none without the extra."""
    found = []
    for path in configs.load("vocabularies/foreign_ids.yaml").get(region, ()):
        try:
            found.append((path.replace(".", "_").replace("__", "_"), import_module(f"stdnum.{path}")))
        except ImportError:
            return ()
    return tuple(found)


def _said(module: Any, question: str, number: str) -> Any:
    """Return what a number says of its holder; a century that it leaves open is no error of the number's."""
    if not hasattr(module, question):
        return None
    try:
        return getattr(module, question)(number)
    except ValueError:
        return None
