"""Splink 5 in its fast settings, from one Parquet file to clusters: runs under Splink's own Python, without recontact.

python benchmarks/splink_run.py FOLDER RULE... [--sweep]     RULE: columns whose equality brings a pair, as surname+born
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

from process_use import BITS, used

THRESHOLD = 0.95
"""The one that Splink's tutorials cluster at; ours has its own."""
PEOPLE_SQL = """create table people as select record_id as unique_id, surname, given, born, phones[1] as phone,
emails[1] as email, addresses[1].text as address, addresses[1].city as city,
addresses[1].postcode as postcode from '{}'"""


def main() -> None:
    """Link; print the figures as JSON. Clusters at other thresholds are written when the clock has stopped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("rules", nargs="+")
    parser.add_argument("--sweep", action="store_true")
    given = parser.parse_args()
    print(json.dumps(run(given.folder, given.rules, BITS if given.sweep else [])))


def run(folder: Path, rules: list[str], sweep: list[int]) -> dict[str, Any]:
    """Link the people of `folder`, write the clusters at .95, then those of each match weight of `sweep`."""
    import duckdb
    from splink import DuckDBAPI, Linker

    seconds, last = {}, time.perf_counter()

    def lap(stage: str) -> None:
        nonlocal last
        seconds[stage], last = round(time.perf_counter() - last, 2), time.perf_counter()

    connection = duckdb.connect()
    connection.execute("SET threads=2")
    connection.execute(PEOPLE_SQL.format(folder / "people.parquet")).fetchall()
    lap("read")
    linker = Linker(DuckDBAPI(connection=connection).register("people"), settings(rules))
    train(linker)
    lap("train")
    blocked = linker.inference.compute_blocked_pairs_for_predict()
    lap("block")
    predicted = linker.inference.predict(threshold_match_probability=0.01)
    lap("compare")

    def clusters(name: str, **threshold: float) -> None:
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, **threshold).physical_name
        path = folder / f"splink-{name}.parquet"
        connection.execute(f"copy (select unique_id as record_id, cluster_id as cluster from {found}) to '{path}'")

    clusters("default", threshold_match_probability=THRESHOLD)
    lap("resolve, write")
    pairs = connection.execute(f"select count(*) from {blocked.physical_name}").fetchall()[0][0]
    figures = used(seconds, pairs)
    for bits in sweep:
        clusters(f"w{bits}", threshold_match_weight=bits)
    return figures


def settings(rules: list[str]) -> Any:
    """Return the settings: the levels of Splink's library for each field."""
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="unique_id",
        comparisons=[
            cl.JaroWinklerAtThresholds("given", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("surname", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("born", [1, 2]),
            cl.JaroWinklerAtThresholds("address", [0.9, 0.75]),
            cl.LevenshteinAtThresholds("postcode", [1, 2]),
            cl.LevenshteinAtThresholds("phone", [1]),
            cl.JaroWinklerAtThresholds("email", [0.88]),
        ],
        blocking_rules_to_generate_predictions=[block_on(*rule.split("+")) for rule in rules],
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )


def train(linker: Any) -> None:
    """Train with a million pairs for u and a million for each round of expectation maximisation."""
    import logging

    from splink import block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    sure = [block_on("email"), block_on("given", "surname", "born"), block_on("phone", "given")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1.001e6)
    for rule in (block_on("given", "surname"), block_on("born")):
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True, max_pairs=1e6
        )


if __name__ == "__main__":
    main()
