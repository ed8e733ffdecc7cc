"""Everything that the stages made of a job, on its way to being written."""

from dataclasses import dataclass

import pyarrow as pa

from recontact.intake import Intake
from recontact.job import Job
from recontact.policy.use import Use
from recontact.release import Released
from recontact.stages import Linked, Ranked
from recontact.usable import Cleaned, Usable


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that the stages made of a job."""

    job: Job
    intake: Intake
    cleaned: Cleaned
    usable: Usable
    linked: Linked
    ranked: Ranked
    lost: pa.Table
    """Who is lost by the rule of the place; schema LOST."""
    own: Released
    others: Released
    use: Use
