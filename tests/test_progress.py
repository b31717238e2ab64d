"""Long work says how far it is, on a terminal of any width and without one."""

import os
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT, at_terminal

WORK = """\
from checks.desk import progress
progress.LINE_SECONDS = 0
with progress.view() as view:
    step = view.part("submissions", 3)
    for verdict in ("pass", "not yet", "pass"):
        step(verdict)
    view.say("[said]")
"""


def test_without_a_terminal_it_is_told_in_lines() -> None:
    done = subprocess.run([sys.executable, "-c", WORK], cwd=ROOT, capture_output=True, text=True)

    assert done.stdout == ""
    first, *steps, last = done.stderr.splitlines()
    assert (first, last) == ("submissions: 3", "[said]")
    told = [re.sub(r"[\d.]+(/s| s left)", r"N\1", line) for line in steps]
    assert told == [
        "submissions: 1 of 3, N/s, N s left: 1 pass",
        "submissions: 2 of 3, N/s, N s left: 1 pass, 1 not yet",
        "submissions: 3 of 3, N/s: 2 pass, 1 not yet",
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
@pytest.mark.parametrize("columns", ["40", "120"])
def test_a_terminal_shows_how_far_it_is_however_narrow(columns: str) -> None:
    status, said = at_terminal(ROOT, "-c", WORK, COLUMNS=columns, NO_COLOR="1")
    assert status == 0
    lines = re.split(r"[\r\n]+", re.sub(r"\x1b\[[0-9;?]*\w", "", said))

    assert any(re.match(r"submissions +\S* +3/3", line) for line in lines)
    assert "[said]" in lines
    assert max(map(len, lines)) <= int(columns)
