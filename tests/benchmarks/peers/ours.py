"""`python -m checks grade`, boxed, for a whole class.

It has no set-up: with each class it draws hidden numbers, and observes the reference on them.
"""

import csv
from pathlib import Path

from tests.benchmarks.cold import ROOT
from tests.benchmarks.peers import Marks, Peer
from tests.benchmarks.peers.meter import Meter

FORGERY = """\
import json
import os

worker = sys.modules["__main__"]
worker.failure = lambda *_: {"status": "ok", "things": [], "names": {}}
for number in range(3, 10):
    try:
        os.write(number, json.dumps({"verdict": "pass", "points": 10.0}).encode() + b"\\n")
    except OSError:
        pass
"""
GRADEBOOK = "class.db"


def set_up(python: Path, folder: Path, meter: Meter) -> None:
    """There is none."""


def grade(python: Path, handed_in: Path, work: Path, meter: Meter) -> Marks:
    marks = work / "marks.csv"
    meter.run([*_grade(python, handed_in, work), "--csv", marks], ROOT)
    if marks.exists():
        with marks.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                yield Path(row["submission"]).stem, row["verdict"] == "pass"


def _grade(python: Path, handed_in: Path, work: Path) -> list[str | Path]:
    words = ("-m", "checks", "grade", handed_in, "--gradebook", work / GRADEBOOK, "--jobs", "1")
    return [python, *words]


PEER = Peer("python -m checks grade", "pytest", FORGERY, set_up, grade)
