"""Compiled code is kept in a folder of ours, named by the kernels' sources, even if numba was imported first."""

import os
import subprocess
import sys

import pytest

_KEPT = """
{first}
from recontact.linkage.tally import count_codes
print(count_codes._cache.cache_path)
import numba
assert not numba.config.CACHE_DIR
"""


@pytest.mark.parametrize("first", ["", "import numba"])
def test_kernels_are_kept_in_our_folder(first: str, tmp_path: object) -> None:
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    environment.pop("NUMBA_CACHE_DIR", None)
    program = [sys.executable, "-c", _KEPT.format(first=first)]
    done = subprocess.run(program, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{tmp_path}/recontact/numba/")
