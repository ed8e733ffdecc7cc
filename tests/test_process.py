"""A process set up for linking: its kernels are loaded while it reads, and nothing it does not need is."""

import subprocess
import sys

import pytest

_LINKS = """
import sys
from recontact.process import load_ahead, settle
settle()
load_ahead().join()
import numba
loaded = {name for name in ("recontact.linkage.score", "recontact.linkage.join") if name in sys.modules}
assert len(loaded) == 2, loaded
assert "scipy.linalg" not in sys.modules
import scipy.linalg.cython_blas  # is there for whoever needs it later
print("linked")
"""
_ENDS = """
from recontact.process import load_ahead, settle
settle()
load_ahead()
print("ended")
"""


@pytest.mark.parametrize(("program", "said"), [(_LINKS, "linked"), (_ENDS, "ended")])
def test_a_program_loads_ahead(program: str, said: str) -> None:
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, said, "")
