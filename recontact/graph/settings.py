"""The numbers of a ranking: read once from YAML, checked, frozen."""

import math
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from recontact import configs
from recontact.errors import UsageError

STATES = ("own", "suspended", "resting", "void", "other", "stranger")
"""What a contact point may be to a borrower on a day; explained in `configs/ranking/default.yaml`."""

HABITS = ("stable", "mid", "churner")
"""Kinds of people by how long they keep a contact point."""


Positive = Annotated[float, Field(gt=0)]
NotNegative = Annotated[float, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]
Row = Annotated[tuple[Positive, Positive, Positive, Positive, Positive, Positive], Field(description="by STATES")]


class Part(BaseModel):
    """A part of the settings: unknown keys are errors, nothing can be changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Start(Part):
    own: Share


class Habits(Part):
    """Weights; brought to a sum of 1 where they are used."""

    stable: Positive
    mid: Positive
    churner: Positive


class Ageing(Part):
    """How one type of contact point is lost and who has it next; rates per year."""

    hazard: tuple[NotNegative, NotNegative, NotNegative]
    reliability: Share
    unread: Share
    suspended: Share
    silent_days: Positive
    recovers: NotNegative
    rest_days: Positive
    reissued: NotNegative
    at_once: bool
    default_factor: Positive
    alive: Share


class Sharing(Part):
    window_days: int
    weight: NotNegative
    hub: int
    household_weight: NotNegative
    seen_with_other_later: Row
    passed_on_in_household: Row


class Tenure(Part):
    slack_days: int
    shorter: Row
    younger: Row
    longer: Row


class InUse(Part):
    """How a person's points of one type exclude one another."""

    second: Positive
    some: Positive


class Channel(Part):
    answers: Share
    harm: NotNegative
    cost: Positive
    proportion: NotNegative
    """An attempt is advised only if p_own is at least this times p_wrong."""


class PresumedOther(Part):
    """When a point is presumed to be somebody else's until it is verified."""

    types: tuple[str, ...]
    own: Share
    """The borrower is less likely to be reached than this."""
    wrong: Share
    """Somebody else is likelier to be reached than this."""


class Reissue(Part):
    """How the rate at which numbers are issued again is learned."""

    types: tuple[str, ...]
    spread: Positive
    bounds: tuple[Positive, Positive]
    borrowers: Annotated[int, Field(gt=0)]
    """So many at most are looked at."""


class Decay(Part):
    types: tuple[str, ...]
    follows: dict[str, str]
    pairs: int
    factor_spread: Positive
    factor_bounds: tuple[Positive, Positive]
    tilt_spread: Positive
    tilt_bounds: tuple[float, float]
    reissue: Reissue


class Copying(Part):
    """When a source is suspected of copying another."""

    least_pairs: int
    flat: Share
    least_agreement: Share


class NextEvidence(Part):
    """What a piece of evidence costs, in the currency of `value`."""

    check_status: NotNegative
    check_three_elements: NotNegative
    verify_link: NotNegative
    ask_at_login: NotNegative
    login_chance: Share


class Hours(Part):
    """At which hours a borrower answers."""

    slots: tuple[int, ...]
    """Whole hours at which a slot ends and the next begins, ascending."""
    strength: Positive
    """Calls that the run's borrowers together stand for in one borrower's rate."""


class Learning(Part):
    """What `recontact learn` needs before it changes anything."""

    calibration_borrowers: int
    weight_borrowers: int
    folds: int
    least_rows: int
    slope_spread: Positive
    intercept_spread: Positive
    weight_spread: Positive
    gain_errors: Positive
    harm_errors: Positive
    look_back_days: int
    answers_strength: Positive
    least_propensity: Share


class RankingSettings(Part):
    """Everything the ranking needs besides the data."""

    version: int
    start: Start
    undated_days: int
    habits: Habits
    points: dict[str, Ageing]
    default_days: int
    usage: dict[str, Share]
    corroboration: tuple[NotNegative, ...]
    closed_account: Row
    open_account: Row
    newer_point: dict[str, float]
    newer_point_counts: int
    other_seen_later: dict[str, float]
    named_as_third_party: Row
    workplace: Row
    goes_with_home: Share
    one_at_a_time: dict[str, InUse]
    lost_on_file: Row
    lost_days: int
    sharing: Sharing
    status: dict[str, Row]
    tenure: Tenure
    three_element: dict[str, Row]
    voice: dict[str, Row]
    voice_other: dict[str, Row]
    sms: dict[str, Row]
    email: dict[str, Row]
    mail: dict[str, Row]
    in_app: dict[str, Row]
    repeat_weight: Share
    repeat_days: int
    value: Positive
    channels: dict[str, Channel]
    threshold: Share
    presumed_other: PresumedOther
    relay: dict[str, Share]
    decay: Decay
    copying: Copying
    learning: Learning
    next_evidence: NextEvidence
    hours: Hours


def read_ranking(name_or_path: str | Path = "default") -> RankingSettings:
    """Return a shipped ranking by name, or one from a YAML file; UsageError lists every mistake in it."""
    path = Path(name_or_path)
    try:
        if path.suffix in (".yaml", ".yml"):
            content: Any = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        else:
            content = configs.load(f"ranking/{name_or_path}.yaml")
    except (OSError, YAMLError) as error:
        raise UsageError(f"ranking {str(name_or_path)!r} cannot be read: {type(error).__name__}") from error
    try:
        return RankingSettings.model_validate(content)
    except ValidationError as error:
        mistakes = (f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors())
        raise UsageError(f"ranking {str(name_or_path)!r}: " + "; ".join(mistakes)) from error


def loglik(row: tuple[float, ...]) -> list[float]:
    """Return the logarithms of a row of likelihoods."""
    return [math.log(value) for value in row]
