"""The comparison with peers runs, and tells a class that went on from one that did not."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from checks.check.key import published
from checks.instructor import drawn_key, grading
from checks.instructor.gradebook import Gradebook
from tests.benchmarks.cold import NotMeasuredError
from tests.benchmarks.peers import (
    ENOUGH,
    Cost,
    Graded,
    Measured,
    assignment,
    graded,
    measure,
    ours,
    outcome,
    pytest_loop,
)
from tests.benchmarks.peers.__main__ import version
from tests.benchmarks.peers.drawing import drawing
from tests.benchmarks.peers.meter import HungError, Meter

ROOT = Path(__file__).resolve().parents[1]
PYTHON = Path(sys.executable)
SEED = 4

pytestmark = [
    pytest.mark.slow,  # each peer is a process of its own
    pytest.mark.skipif(sys.platform != "linux", reason="orphans are adopted on Linux only"),
]


def published_numbers(python: Path, folder: Path, meter: Meter) -> None:
    """Set a gradebook up with the published numbers: to draw others takes a minute."""
    with Gradebook.write(folder / ours.GRADEBOOK) as book:
        book.keep_answers(SEED, grading.kit_hash(), drawn_key.packed(published()))
        book.begin("grade", grading.version(), grading.kit_hash(), SEED, (), {})


@pytest.mark.parametrize("name", ["ends the process at import", "runs its neighbour's file"])
def test_a_plain_loop_believes_what_ends_the_process_or_runs_its_neighbours_file(
    name: str, tmp_path: Path
) -> None:
    def answers(handed_in: Path) -> dict[str, str]:
        right = assignment.right()
        theirs = assignment.hostile(handed_in / "ada.py", pytest_loop.PEER.forgery)[name]
        return {"ada": right, "eve": theirs, "zoe": right}

    pytest_loop.PEER.set_up(PYTHON, tmp_path, Meter(ENOUGH))
    found = graded(pytest_loop.PEER, PYTHON, tmp_path, answers, ENOUGH)

    assert found.cost.cpu > 0
    assert outcome(found, ENOUGH) == "went on; full marks"


def test_a_class_that_was_ended_says_whom_that_cost_what() -> None:
    ended = Graded({"ada": True}, Cost(1.0, 5.0), hung=True, last_line="")

    assert outcome(ended, 5.0) == "did not end in 5 s, 1 of 2 others lost; no result"


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("bwrap"), reason="there is no box without bubblewrap")
def test_this_kit_goes_on_and_gives_no_marks() -> None:
    found = measure(replace(ours.PEER, set_up=published_numbers), PYTHON, (1,))

    assert found.classes[1].cpu > 0
    assert set(found.outcomes.values()) == {"went on; not full marks"}


def test_what_a_command_leaves_behind_is_counted_and_ended(tmp_path: Path) -> None:
    burn = "import time\nwhile time.process_time() < 0.5: pass\n"
    (tmp_path / "burn.py").write_text(f"{burn}open('done', 'w').close()\ntime.sleep(99)\n")
    start = (
        "import pathlib, subprocess, sys, time\n"
        "subprocess.Popen([sys.executable, 'burn.py'])\n"
        "while not pathlib.Path('done').exists(): time.sleep(0.01)\n"
    )
    meter = Meter(ENOUGH)

    assert meter.run([PYTHON, "-c", start], tmp_path) == 0
    assert meter.cpu >= 0.5
    with pytest.raises(HungError):
        Meter(0.5).run([PYTHON, "-c", "import time; time.sleep(99)"], tmp_path)


def test_the_command_names_what_is_not_installed_and_what_to_do(tmp_path: Path) -> None:
    words = [PYTHON, "-m", "tests.benchmarks.peers", "--help"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "--otter PYTHON" in done.stdout

    assert version(PYTHON, "pytest").startswith("pytest ")
    with pytest.raises(NotMeasuredError, match="pip install no-such-grader"):
        version(PYTHON, "no-such-grader")
    with pytest.raises(NotMeasuredError, match="cannot be run"):
        version(tmp_path / "python", "otter-grader")


def test_the_drawing_has_a_line_for_each() -> None:
    cost = Cost(2.0, 3.0)
    both = [
        Measured(peer, Cost(1.0, 1.0), {4: cost, 8: cost}, {})
        for peer in (ours.PEER, pytest_loop.PEER)
    ]
    root = ElementTree.fromstring(drawing(both, Cost(0.5, 0.5)))

    lines = [one for one in root.iter() if one.tag.endswith("}polyline")]
    said = [one.text for one in root.iter() if one.tag.endswith("}text")]
    assert len(lines) == 2
    assert {"4", "8", ours.PEER.name, pytest_loop.PEER.name} <= {*said}
