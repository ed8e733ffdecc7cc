"""Both engines as whole processes in turn, from one Parquet file to clusters, training included.

python benchmarks/against_splink.py [--records 1000000] [--rules tight|std|wide] [--model reduced|person|both]
    [--times 2] [--splink PYTHON] [--folder FOLDER] [--compile]

Same persons (benchmarks/people.py, Western names), from the same file; ours of two sorts:
  reduced  benchmarks/models/splink_like_*.yaml: Splink's fields and blocking rules, no caps. Where the concepts differ:
           surname and given name are one comparison, which also knows initials, short forms and swapped names; address,
           city and postcode are one, by parts; a person may have several telephones, and families are a class of
           their own. So ours tells more levels apart: 23 of names where Splink's two comparisons have 16.
  person   the shipped model: all its comparisons and fields, its own rules and caps.
Splink has its library's levels for each field and its fast settings (1e6 pairs to estimate u and to train on).
Every round runs all engines, every second one in the opposite order; ratios are of runs of one round, their median.
--splink: a Python that has splink 5 (the `bench` extra). --compile: also measure the first compilation.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import pyarrow.parquet as pq
from process_use import BEGAN, BITS
from ruamel.yaml import YAML

HERE = Path(__file__).parent
RULES = ("tight", "std", "wide")
Figures = dict[str, Any]


def main() -> None:
    """Generate, run all in turn, print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=float, default=1_000_000)
    parser.add_argument("--rules", choices=RULES, default="std")
    parser.add_argument("--model", choices=("reduced", "person", "both"), default="both")
    parser.add_argument("--times", type=int, default=2)
    parser.add_argument("--splink", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "recontact-bench")
    parser.add_argument("--compile", action="store_true")
    given = parser.parse_args()
    folder = given.folder / f"people-{int(given.records)}"
    if not (folder / "truth.parquet").exists():
        from people import write

        write(int(given.records), folder, han=0.0)
    compiled(first=given.compile)
    engines = commands(folder, given)
    rounds: list[dict[str, Figures]] = []
    for number in range(given.times):
        print(f"round {number + 1}, load {os.getloadavg()[0]:.1f}", flush=True)
        order = list(engines) if number % 2 == 0 else list(engines)[::-1]
        rounds.append({name: whole_process(name, [*engines[name], *(["--sweep"] * (number == 0))]) for name in order})
    table(rounds, list(engines), {name: quality(folder, name) for name in engines})


def commands(folder: Path, given: argparse.Namespace) -> dict[str, list[str]]:
    """Return the command of each engine, Splink's last."""
    model = HERE / "models" / f"splink_like_{given.rules}.yaml"
    rules = ["+".join(rule["keys"]) for rule in YAML(typ="safe").load(model)["rules"]]
    ours = {"reduced": str(model), "person": "person"}
    wanted = list(ours) if given.model == "both" else [given.model]
    found = {name: [sys.executable, str(HERE / "recontact_run.py"), str(folder), ours[name]] for name in wanted}
    return {**found, "splink": [given.splink, str(HERE / "splink_run.py"), str(folder), *rules]}


def compiled(*, first: bool) -> None:
    """See that all kernels are compiled; with `first` compile them into an empty folder and print how long it takes."""
    command = [sys.executable, "-c", "from recontact.warm import warm; print(f'{warm():.1f}')"]
    taken = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    print(f"kernels seen to: {taken} s, of which nothing is counted below (`recontact` compiles once per machine)")
    if first:
        with tempfile.TemporaryDirectory() as empty:
            environment = {**os.environ, "NUMBA_CACHE_DIR": empty}
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        print(f"compiling all kernels of the package from nothing: {done.stdout.strip()} s")


def whole_process(name: str, command: list[str]) -> Figures:
    """Run one engine in a process of its own and return its figures."""
    environment = {**os.environ, BEGAN: str(time.time())}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name} failed:\n{done.stderr[-2000:]}")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    print(f"  {name:<8} {json.dumps(figures)}", flush=True)
    return {**figures, "micros": 1e6 * figures["cpu"] / figures["pairs"]}


def quality(folder: Path, name: str) -> tuple[float, float, str]:
    """Return the pairwise F1 of the clusters, the best F1 of any threshold, and which."""
    from quality_measures import cluster_scores

    truth, found = pq.read_table(folder / "truth.parquet"), {}
    for which in ("default", *(f"w{bits}" for bits in BITS)):
        found[which] = cluster_scores(truth, pq.read_table(folder / f"{name}-{which}.parquet"))["f1"]
    best = max(found, key=lambda which: found[which])
    return found["default"], found[best], best


MEASURES = {
    "pairs": "candidate pairs",
    "wall": "wall seconds",
    "cpu": "cpu seconds",
    "micros": "cpu µs per candidate pair",
    "peak_mib": "peak MiB",
}


def table(rounds: list[dict[str, Figures]], engines: list[str], f1: dict[str, tuple[float, float, str]]) -> None:
    """Print medians of the rounds, the median of each round's ratio to Splink, F1, and seconds by stage."""
    ours = engines[:-1]
    print(f"\n{'':<28}" + "".join(f"{name:>16}" for name in (*engines, *(f"splink/{name}" for name in ours))))
    for key, title in MEASURES.items():
        digits = 2 if key == "micros" else 0 if key in ("pairs", "peak_mib") else 1
        values = [f"{median(each[name][key] for each in rounds):,.{digits}f}" for name in engines]
        ratios = [f"{median(each['splink'][key] / each[name][key] for each in rounds):.2f}" for name in ours]
        print(f"{title:<28}" + "".join(f"{value:>16}" for value in (*values, *ratios)))
    print(f"{'F1 of clusters, default':<28}" + "".join(f"{f1[name][0]:>16.4f}" for name in engines))
    print(f"{'F1, best by the truth':<28}" + "".join(f"{f1[name][1]:>16.4f}" for name in engines))
    print(f"{'  at match weight':<28}" + "".join(f"{f1[name][2]:>16}" for name in engines))
    for stage in dict.fromkeys(stage for name in engines for stage in rounds[0][name]["seconds"]):
        taken = [[each[name]["seconds"].get(stage) for each in rounds] for name in engines]
        cells = ["" if None in each else f"{median(each):.2f}" for each in taken]
        print(f"{'seconds: ' + stage:<28}" + "".join(f"{cell:>16}" for cell in cells))


if __name__ == "__main__":
    main()
