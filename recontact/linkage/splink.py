"""A model as Splink's settings where the concepts meet, and in sentences what has no counterpart there."""

import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from recontact import configs
from recontact.linkage.model import Comparison, Level, Model
from recontact.schema import ADDRESS_PARTS, PERSONS

TABLE = "exchange/splink.yaml"
DIALECT = "duckdb"


def splink_settings(model: Model) -> tuple[dict[str, Any], list[str]]:
    """Return settings that Splink's `Linker` loads, and what of the model they leave out."""
    table = configs.load(TABLE)
    comparisons, notes = [], list(_ALWAYS)
    for comparison in model.comparisons:
        found, left_out = _comparison(comparison, table)
        comparisons.append(found)
        if left_out:
            notes.append(f"{comparison.name}: no counterpart for {', '.join(left_out)}")
    rules, unruled = _rules(model, table["keys"], table["exploded"])
    if unruled:
        notes.append(f"blocking rules without a counterpart: {', '.join(unruled)}")
    return {
        "link_type": "dedupe_only",
        "sql_dialect": DIALECT,
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": model.prior["match"],
        "blocking_rules_to_generate_predictions": rules,
        "comparisons": comparisons,
    }, notes


def flat(persons: pa.Table) -> pa.Table:
    """Return PERSONS as the settings read it: `unique_id`, one column per part of the first address."""
    keys = ("source", "record_id")
    columns = {"unique_id": pc.binary_join_element_wise(*(persons[key] for key in keys), ":")}
    columns |= {name: persons[name] for name in PERSONS.names if name not in (*keys, "addresses")}
    lists = persons["addresses"].combine_chunks()
    chunk = lists.chunk(0) if isinstance(lists, pa.ChunkedArray) else lists
    first = pc.list_element(pc.if_else(pc.greater(pc.list_value_length(chunk), 0), chunk, _NOWHERE), 0)
    columns |= {part: pc.struct_field(first, part) for part in ADDRESS_PARTS}
    return pa.table(columns)


_NOWHERE = pa.scalar([dict.fromkeys((*ADDRESS_PARTS, "text"))], PERSONS.field("addresses").type)

_ALWAYS = (
    "kin as a third class beside one person and strangers: Splink has two, so families weigh more there",
    "rarity of shared values other than by Splink's own term frequencies, hubs, and floors",
    "caps on blocks; conflicts between groups when links are resolved into identities",
)


def _comparison(comparison: Comparison, table: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return a comparison and the codes of levels that it leaves out; the rest of the full state is Splink's ELSE."""
    name, known = comparison.name, table["levels"][comparison.name]
    full = [level for level in comparison.levels if level.state == "full"]
    kept = [level for level in full if level.code in known]
    rest = [level for level in full if level.code not in known]
    rows = [{"sql_condition": table["unknown"][name], "label_for_charts": "unknown", "is_null_level": True}]
    rows += [_level(level, known[level.code], table["frequencies"].get(name)) for level in kept]
    shares = {f"{letter}_probability": sum(getattr(level, kind) for level in rest)
              for letter, kind in (("m", "match"), ("u", "chance"))}  # fmt: skip
    rows.append({"sql_condition": "ELSE", "label_for_charts": "different", **shares})
    left_out = [level.code for level in comparison.levels if level not in kept and level.code != "different"]
    return {"output_column_name": name, "comparison_description": comparison.en, "comparison_levels": rows}, left_out


def _level(level: Level, sql: str, frequency: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {"sql_condition": sql, "label_for_charts": level.code}
    found |= {"m_probability": level.match, "u_probability": level.chance}
    return {**found, "tf_adjustment_column": frequency} if frequency and level.rarity else found


def _rules(model: Model, keys: dict[str, str], exploded: dict[str, str]) -> tuple[list[dict[str, Any]], list[str]]:
    rules: list[dict[str, Any]] = []
    unruled = []
    for rule in model.rules:
        if not set(rule.keys) <= keys.keys() | exploded.keys():
            unruled.append(rule.name)
            continue
        sides = [[_of(side, {**keys, **exploded}[key]) for side in ("l", "r")] for key in rule.keys]
        found = {"blocking_rule": " AND ".join(" = ".join(each) for each in sides), "sql_dialect": DIALECT}
        arrays = [exploded[key] for key in rule.keys if key in exploded]
        rules.append({**found, "arrays_to_explode": arrays} if arrays else found)
    return rules, unruled


def _of(side: str, sql: str) -> str:
    """Return an expression on the columns of one side."""
    return re.sub(r"(?<!['\w])(" + "|".join(_COLUMNS) + r")\b", rf"{side}.\1", sql)


_COLUMNS = ("surname", "given", "han", "id", "customer", "born", "postcode", "city", "employer", "birth_place",
            "occupation", "phones", "emails", "handles")  # fmt: skip
