"""A plain loop: pytest on a folder for each, and its exit status is the mark."""

from pathlib import Path
from textwrap import indent

from tests.benchmarks.peers import Marks, Peer
from tests.benchmarks.peers.assignment import CHECKS, NAMES
from tests.benchmarks.peers.meter import Meter

FORGERY = """\
import _pytest.python

_pytest.python.Function.runtest = lambda self: None
"""
WORDS = ("-m", "pytest", "-q", "--disable-plugin-autoload", "-c", "pytest.ini")


def set_up(python: Path, folder: Path, meter: Meter) -> None:
    tests = [f"def test_{name}():\n{indent(body, '    ')}" for name, body in CHECKS.items()]
    text = "\n\n".join([f"from answer import {', '.join(NAMES)}\n", *tests])
    (folder / "test_answer.py").write_text(text, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")


def grade(python: Path, handed_in: Path, work: Path, meter: Meter) -> Marks:
    for path in sorted(handed_in.iterdir()):
        (work / "answer.py").write_bytes(path.read_bytes())
        yield path.stem, meter.run([python, *WORDS], work) == 0


PEER = Peer("pytest, a process each", "pytest", FORGERY, set_up, grade)
