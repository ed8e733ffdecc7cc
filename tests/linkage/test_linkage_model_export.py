"""Models shown, compared, and exported as Splink's settings."""

import json
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from conftest import Cli

from recontact import configs
from recontact.linkage.keys import KEYS
from recontact.linkage.model import Model
from recontact.linkage.model_difference import difference
from recontact.linkage.splink import flat, splink_settings
from recontact.model_file import ModelFile
from recontact.schema import ADDRESS_PARTS, PERSONS


@pytest.fixture
def changed() -> Model:
    """The shipped model with a threshold, a rule and a level changed."""
    model = Model.default()
    first = model.comparisons[0]
    level = replace(first.levels[0], match=first.levels[0].match / 2)
    comparison = replace(first, levels=(level, *first.levels[1:]))
    return replace(
        model,
        thresholds={**model.thresholds, "link": 0.7},
        rules=model.rules[1:],
        comparisons=(comparison, *model.comparisons[1:]),
    )


def test_a_model_differs_from_itself_in_nothing() -> None:
    found = difference(Model.default(), Model.default())
    assert found["same"]
    assert not found["levels"] + [*found["numbers"], *found["rules"]]


def test_what_was_changed_is_what_differs(changed: Model) -> None:
    model = Model.default()
    found = difference(model, changed)
    assert found["numbers"] == {"thresholds.link": {"before": model.thresholds["link"], "after": 0.7}}
    assert list(found["rules"].values()) == [{"before": model.rules[0].cap, "after": None}]
    (level,) = found["levels"]
    assert (level["comparison"], level["level"]) == (model.comparisons[0].name, model.comparisons[0].levels[0].code)
    assert level["after"] - level["before"] == pytest.approx(-1.0, abs=1e-3)


def test_the_version_is_the_content(cli: Cli, changed: Model, tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text(json.dumps(ModelFile(changed).content()), encoding="utf-8")
    shown = json.loads(cli("model", "show", tmp_path / "model.json", "--json").out)
    assert shown["version"] == changed.digest
    assert cli("model", "show", tmp_path).out.count("\n") > 20
    said = cli("model", "diff", "person", tmp_path)
    assert "thresholds.link" in said.out
    assert cli("model", "diff", "person", "person").out.startswith("The same model")


def test_splink_settings_are_whole_and_say_what_they_leave_out(cli: Cli) -> None:
    settings, notes = splink_settings(Model.default())
    assert [each["output_column_name"] for each in settings["comparisons"]] == [
        each.name for each in Model.default().comparisons
    ]
    for comparison in settings["comparisons"]:
        null, *levels, rest = comparison["comparison_levels"]
        assert null["is_null_level"]
        assert rest["sql_condition"] == "ELSE"
        for letter in ("m_probability", "u_probability"):
            assert 0.5 < sum(level[letter] for level in (*levels, rest)) < 1.01, "the full state's levels"
    assert all(" = " in rule["blocking_rule"] for rule in settings["blocking_rules_to_generate_predictions"])
    assert any("masked" in note for note in notes)
    said = cli("model", "splink", "person")
    assert json.loads(said.out) == settings
    assert said.err.splitlines() == notes


def test_the_table_of_counterparts_names_what_there_is() -> None:
    table, model = configs.load("exchange/splink.yaml"), Model.default()
    codes = {each.name: {level.code for level in each.levels} for each in model.comparisons}
    assert table["levels"].keys() == table["unknown"].keys() == codes.keys()
    for name, levels in table["levels"].items():
        assert levels.keys() <= codes[name]
    assert table["keys"].keys() | table["exploded"].keys() <= KEYS.keys()


def test_persons_lie_flat_for_it() -> None:
    place = {**dict.fromkeys((*ADDRESS_PARTS, "text")), "city": "Leeds"}
    rows: list[dict[str, object]] = [
        {"addresses": [place, {**place, "city": "Hull"}]},
        {"addresses": []},
        {"addresses": None},
    ]
    empty = {**dict.fromkeys(PERSONS.names), "source": "s", "record_id": "1"}
    persons = pa.Table.from_pylist([empty | row for row in rows], PERSONS)
    found = flat(persons)
    assert found["city"].to_pylist() == ["Leeds", None, None]
    assert found["unique_id"].to_pylist() == ["s:1"] * 3
