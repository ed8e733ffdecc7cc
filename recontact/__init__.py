"""recontact: find, lawfully, the way to reach a borrower whom a lender has lost.

>>> import recontact
>>> recontact.clean("phone", "0086 138-0013-8000")["values"][0]["value"]
'+8613800138000'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recontact.asking import Asker
    from recontact.checking import check
    from recontact.cleaning import clean_value as clean
    from recontact.errors import BusyError, CancelledError, RecontactError, RefusedError, SourceError, UsageError
    from recontact.graph.contact_graph import ContactGraph
    from recontact.graph.rank import rank
    from recontact.job import Job, read_job
    from recontact.linkage.link import link
    from recontact.linkage.lookup import Store
    from recontact.linkage.model import Model
    from recontact.pipeline import Options, Result, run

_HOME = {
    "Asker": "asking",
    "BusyError": "errors",
    "CancelledError": "errors",
    "ContactGraph": "graph.contact_graph",
    "Job": "job",
    "Model": "linkage.model",
    "Options": "pipeline",
    "RecontactError": "errors",
    "RefusedError": "errors",
    "Result": "pipeline",
    "SourceError": "errors",
    "Store": "linkage.lookup",
    "UsageError": "errors",
    "check": "checking",
    "clean": "cleaning",
    "link": "linkage.link",
    "rank": "graph.rank",
    "read_job": "job",
    "run": "pipeline",
}
"""Where each public name lives; it is imported on first use, so that `import recontact` costs nothing."""

__all__ = [
    "Asker",
    "BusyError",
    "CancelledError",
    "ContactGraph",
    "Job",
    "Model",
    "Options",
    "RecontactError",
    "RefusedError",
    "Result",
    "SourceError",
    "Store",
    "UsageError",
    "check",
    "clean",
    "link",
    "rank",
    "read_job",
    "run",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'recontact' has no attribute {name!r}")
    found = getattr(import_module(f"recontact.{_HOME[name]}"), "clean_value" if name == "clean" else name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
