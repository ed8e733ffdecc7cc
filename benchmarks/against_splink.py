"""Both engines as whole processes in turn, from one Parquet file to clusters, training included.

python benchmarks/against_splink.py [--records 1000000] [--rules tight|std|wide] [--model reduced|person] [--times 1]
    [--splink PYTHON] [--folder FOLDER]

Same persons (benchmarks/people.py, Western names), same blocking rules, same fields; Splink with its library's levels
for each field and in its fast settings (1e6 pairs to estimate u and to train on).
--model person: ours with all rules and comparisons of the shipped model.
--splink: a Python that has splink 5 (the `bench` extra).
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

TIGHT = ("email", "phone", "surname+born", "given+born", "given+postcode", "surname+postcode", "born+postcode")
STD = (*TIGHT, "given+surname", "surname+city")
RULES = {"tight": TIGHT, "std": STD, "wide": (*STD, "given+city", "born")}
NO_CAP = 10**9
THRESHOLD = 0.95
"""Splink's, the one its tutorials cluster at; ours has its own."""
BITS = range(0, 24, 2)
"""Match weights at which Splink's clusters are tried against the truth, after the clock has stopped."""


def main() -> None:
    """Generate, run both in turn, print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=float, default=1_000_000)
    parser.add_argument("--rules", choices=RULES, default="std")
    parser.add_argument("--model", choices=("reduced", "person"), default="reduced")
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--splink", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "recontact-bench")
    parser.add_argument("--child", choices=("recontact", "splink"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    folder = given.folder / f"people-{int(given.records)}"
    if given.child:
        children = {"recontact": recontact_child, "splink": splink_child}
        print(json.dumps(children[given.child](folder, given.rules, given.model)))
        return
    if not (folder / "truth.parquet").exists():
        from people import write

        write(int(given.records), folder, han=0.0)
    from recontact.warm import warm

    print(f"compiling, once per machine and left out below: {warm():.1f} s; load {os.getloadavg()[0]:.1f}")
    runs = []
    for _ in range(given.times):
        for engine, python in (("recontact", sys.executable), ("splink", given.splink)):
            runs.append(whole_process(engine, python, folder, given))
            print(json.dumps(runs[-1]))
    table(runs)


def whole_process(engine: str, python: str, folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    """Run one engine in a process of its own and return its figures."""
    from quality_measures import cluster_scores

    command = [python, __file__, "--child", engine, "--records", str(given.records), "--rules", given.rules]
    command += ["--model", given.model, "--folder", str(given.folder)]
    environment = {**os.environ, "RECONTACT_BEGAN": str(time.time())}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{engine} failed:\n{done.stderr[-2000:]}")
    figures: dict[str, Any] = {"engine": engine, **json.loads(done.stdout.splitlines()[-1])}
    truth = pq.read_table(folder / "truth.parquet")
    for name in figures.pop("files"):
        figures[f"f1 {name}"] = cluster_scores(truth, pq.read_table(folder / f"{engine}-{name}.parquet"))["f1"]
    return figures


def table(runs: list[dict[str, Any]]) -> None:
    """Print the best run of each engine, and the ratios."""
    best = {
        name: min((r for r in runs if r["engine"] == name), key=lambda r: r["wall"]) for name in ("recontact", "splink")
    }
    ours, theirs = best["recontact"], best["splink"]
    print(f"{'':<28}{'recontact':>14}{'splink':>14}{'ratio':>8}")
    for name in ("pairs", "wall", "cpu", "peak_mib"):
        print(f"{name:<28}{ours[name]:>14,.1f}{theirs[name]:>14,.1f}{theirs[name] / ours[name]:>8.2f}")
    micro = [1e6 * each["cpu"] / each["pairs"] for each in (ours, theirs)]
    print(f"{'cpu µs per candidate pair':<28}{micro[0]:>14.2f}{micro[1]:>14.2f}{micro[1] / micro[0]:>8.2f}")
    theirs_best = max(value for name, value in theirs.items() if name.startswith("f1 w"))
    print(f"{'F1 of clusters, default':<28}{ours['f1 default']:>14.4f}{theirs['f1 default']:>14.4f}")
    print(f"{'F1, threshold by the truth':<28}{'':>14}{theirs_best:>14.4f}")
    for name, each in best.items():
        print(f"{name} seconds by stage: " + ", ".join(f"{k} {v}" for k, v in each["seconds"].items()))


def used(seconds: dict[str, float], pairs: int, files: list[str]) -> dict[str, Any]:
    """Return what this process has used up to now."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "wall": round(time.time() - float(os.environ["RECONTACT_BEGAN"]), 2),
        "cpu": round(usage.ru_utime + usage.ru_stime, 2),
        "peak_mib": round(usage.ru_maxrss / 1024),
        "pairs": pairs,
        "seconds": seconds,
        "files": files,
    }


def recontact_child(folder: Path, rules: str, model: str) -> dict[str, Any]:
    """Link with recontact; write the clusters."""
    import pyarrow as pa

    from recontact.linkage.link import link
    from recontact.linkage.model import Model, Rule

    chosen = Model.default()
    if model == "reduced":
        chosen = replace(chosen, rules=tuple(Rule(tuple(rule.split("+")), NO_CAP) for rule in RULES[rules]))
    began = time.perf_counter()
    persons = pq.read_table(folder / "people.parquet")
    read = round(time.perf_counter() - began, 2)
    found = link(persons, chosen)
    clusters = pa.table({"record_id": persons["record_id"], "cluster": found.identity})
    pq.write_table(clusters, folder / "recontact-default.parquet")
    return used({"read": read, **found.report["seconds"]}, found.report["compared"], ["default"])


PEOPLE_SQL = """create table people as select record_id as unique_id, surname, given, born, phones[1] as phone,
emails[1] as email, addresses[1].text as address, addresses[1].city as city,
addresses[1].postcode as postcode from '{}'"""


def splink_child(folder: Path, rules: str, model: str) -> dict[str, Any]:
    """Link with Splink in its fast settings; write the clusters at .95, and then those at other thresholds."""
    import logging

    import duckdb
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    seconds, last = {}, time.perf_counter()

    def lap(stage: str) -> None:
        nonlocal last
        seconds[stage], last = round(time.perf_counter() - last, 2), time.perf_counter()

    connection = duckdb.connect()
    connection.execute("SET threads=2")
    connection.execute(PEOPLE_SQL.format(folder / "people.parquet")).fetchall()
    lap("read")
    settings = SettingsCreator(
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
        blocking_rules_to_generate_predictions=[block_on(*rule.split("+")) for rule in RULES[rules]],
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )
    linker = Linker(DuckDBAPI(connection=connection).register("people"), settings)
    sure = [block_on("email"), block_on("given", "surname", "born"), block_on("phone", "given")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1.001e6)
    for rule in (block_on("given", "surname"), block_on("born")):
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True, max_pairs=1e6
        )
    lap("train")
    blocked = linker.inference.compute_blocked_pairs_for_predict()
    lap("block")
    predicted = linker.inference.predict(threshold_match_probability=0.01)
    lap("predict")

    def clusters(name: str, **threshold: float) -> None:
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, **threshold).physical_name
        path = folder / f"splink-{name}.parquet"
        connection.execute(f"copy (select unique_id as record_id, cluster_id as cluster from {found}) to '{path}'")

    clusters("default", threshold_match_probability=THRESHOLD)
    lap("cluster")
    pairs = connection.execute(f"select count(*) from {blocked.physical_name}").fetchall()[0][0]
    figures = used(seconds, pairs, ["default", *(f"w{bits}" for bits in BITS)])
    for bits in BITS:
        clusters(f"w{bits}", threshold_match_weight=bits)
    return figures


if __name__ == "__main__":
    main()
