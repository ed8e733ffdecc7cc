"""How time and memory grow: python benchmarks/growth.py [--sizes 100000 1000000 10000000] [--folder FOLDER]

Each size is linked by a process of its own with rules whose pairs grow with the records (the tight ones).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from process_use import BEGAN


def main() -> None:
    """Generate, link and print one line per size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=float, nargs="+", default=[1e5, 1e6, 1e7])
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "recontact-bench")
    given = parser.parse_args()
    here, first = Path(__file__).parent, 0.0
    script, model = here / "recontact_run.py", here / "models" / "splink_like_tight.yaml"
    print(f"{'records':>12}{'pairs':>14}{'wall s':>9}{'cpu s':>9}{'MiB':>9}{'cpu/linear':>12}")
    for size in given.sizes:
        folder = given.folder / f"people-{int(size)}"
        if not (folder / "truth.parquet").exists():
            from people import write

            write(int(size), folder, han=0.0)
        environment = {**os.environ, BEGAN: str(time.time())}
        command = [sys.executable, str(script), str(folder), str(model)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        found = json.loads(done.stdout.splitlines()[-1])
        first = first or found["cpu"] / size
        growth = found["cpu"] / size / first
        print(
            f"{int(size):>12,}{found['pairs']:>14,}{found['wall']:>9.1f}{found['cpu']:>9.1f}{found['peak_mib']:>9,}"
            f"{growth:>12.2f}"
        )


if __name__ == "__main__":
    main()
