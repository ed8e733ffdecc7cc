"""The shipped ranking is complete, and mistakes in one's own are told all at once."""

from pathlib import Path

import pytest

from recontact import configs, schema
from recontact.errors import UsageError
from recontact.graph.listing import CHANNEL
from recontact.graph.settings import read_ranking
from recontact.graph.steps import CODES


def test_every_word_of_the_schema_has_its_number() -> None:
    settings = read_ranking()
    assert set(settings.points) == set(schema.CONTACT_TYPES) == set(CHANNEL)
    assert set(settings.newer_point) == set(settings.other_seen_later) == set(schema.CONTACT_TYPES)
    assert set(settings.usage) == set(schema.USAGES) - {"work"}
    assert set(settings.channels) == set(CHANNEL.values())
    assert set(schema.RELATIONS) | {"employer"} == set(settings.relay)
    assert set(settings.status) == set(schema.EVENT_RESULTS["status"])


def test_every_row_of_likelihoods_has_its_code() -> None:
    settings = read_ranking()
    for family in ("status", "three_element", "voice", "voice_other", "sms", "email", "mail", "in_app"):
        for result in getattr(settings, family):
            assert f"{family}_{result}" in CODES


def test_own_ranking_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(configs.text("ranking/default.yaml").replace("threshold: 0.3", "threshold: 0.5"), encoding="utf-8")
    assert read_ranking(path).threshold == 0.5


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("threshold: 0.3", "treshold: 0.3"), ["threshold: Field required", "treshold: Extra inputs"]),
        (("threshold: 0.3", "threshold: 3"), ["threshold: Input should be less"]),
        (("window_days: 365", "window_days: soon"), ["sharing.window_days"]),
        (("version: 1", "version: ["), ["cannot be read"]),
    ],
)
def test_mistakes_are_told(tmp_path: Path, change: tuple[str, str], told: list[str]) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(configs.text("ranking/default.yaml").replace(*change), encoding="utf-8")
    with pytest.raises(UsageError) as error:
        read_ranking(path)
    assert all(part in str(error.value) for part in told)


def test_a_missing_ranking_is_told() -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_ranking("nonesuch")
