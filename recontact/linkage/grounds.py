"""On what a link rests: which comparisons of its two records speak for one person."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.linkage.model import Model


def grounds(links: pa.Table, model: Model) -> dict[str, np.ndarray[Any, Any]]:
    """Return per comparison whether it speaks for the link (bool per row of `Linkage.links`).

    It does where its level is likelier for two records of one person than for those of strangers.
    What somebody judged to be one person, a link that no rule brought, rests on everything.
    """
    from recontact.linkage.compare import COMPARISONS

    judged = pc.is_null(links["rule"]).to_numpy()
    return {name: judged | _telling(model, name)[links[name].to_numpy()] for name in COMPARISONS}


def _telling(model: Model, name: str) -> np.ndarray[Any, Any]:
    """Return per level whether it speaks for one person; level 0 is "unknown"."""
    from recontact.linkage.weigh import comparison

    levels = comparison(model, name).levels
    return np.array([False, *(level.match > level.chance for level in levels)])
