"""The comparison with peers runs, and tells a class that went on from one that did not."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.benchmarks.peers import (
    ENOUGH,
    assignment,
    graded,
    measure,
    ours,
    outcome,
    pytest_loop,
)
from tests.benchmarks.peers.meter import Meter

PYTHON = Path(sys.executable)
NAME = "ends the process at import"

pytestmark = [
    pytest.mark.slow,  # each peer is a process of its own
    pytest.mark.skipif(sys.platform != "linux", reason="orphans are adopted on Linux only"),
]


def test_a_plain_loop_believes_what_ends_the_process(tmp_path):
    def answers(handed_in: Path) -> dict[str, str]:
        right = assignment.right()
        theirs = assignment.hostile(handed_in / "ada.py", pytest_loop.PEER.forgery)[NAME]
        return {"ada": right, "eve": theirs, "zoe": right}

    pytest_loop.PEER.set_up(PYTHON, tmp_path, Meter(ENOUGH))
    found = graded(pytest_loop.PEER, PYTHON, tmp_path, answers, ENOUGH)

    assert found.cost.cpu > 0
    assert outcome(found, ENOUGH) == "went on; full marks"


@pytest.mark.skipif(not shutil.which("bwrap"), reason="there is no box without bubblewrap")
def test_this_kit_goes_on_and_gives_no_marks():
    found = measure(ours.PEER, PYTHON, (1,))

    assert found.classes[1].cpu > 0
    assert set(found.outcomes.values()) == {"went on; not full marks"}
