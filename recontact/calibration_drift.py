"""How well the probabilities of two runs hold against the same labels, kind by kind."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from recontact.linkage.reliability import calibration_error, reliability
from recontact.release import VALUE

Told = Mapping[tuple[str, str], bool]


def calibration_drift(after: pa.Table, before: pa.Table, told_after: Told, told_before: Told) -> list[dict[str, Any]]:
    """Return per type of contact how two runs' contacts hold against labels; types that labels know in both, sorted.

    `told_…`: by borrower and value whether it reaches the borrower (`findings.reached` of each run). A row has
    `contact_type`, and in `before` and `after` the `points` labelled, mean `said`, share `true`, calibration `error`.
    """
    then, now = _held(before, told_before), _held(after, told_after)
    return [{"contact_type": type_, "before": then[type_], "after": now[type_]} for type_ in sorted({*then} & {*now})]


def _held(contacts: pa.Table, told: Told) -> dict[str, dict[str, float]]:
    rows = zip(*(contacts[name].to_pylist() for name in ("borrower_id", VALUE, "contact_type")), strict=True)
    found = [(told.get((borrower, value)), type_) for borrower, value, type_ in rows]
    known = np.array([said is not None for said, _ in found], bool)
    types = np.array([type_ for _, type_ in found], object)
    reaches = np.array([bool(said) for said, _ in found], float)
    said = contacts["probability"].to_numpy()
    groups = {type_: known & (types == type_) for type_ in sorted(set(types[known]))}
    return {type_: _measured(said[here], reaches[here]) for type_, here in groups.items()}


def _measured(said: np.ndarray, true: np.ndarray) -> dict[str, float]:
    error = calibration_error(reliability(said, true))
    return {"points": len(said), "said": float(said.mean()), "true": float(true.mean()), "error": float(error)}
