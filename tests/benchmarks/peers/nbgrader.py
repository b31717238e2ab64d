"""`nbgrader autograde`, for a whole class; each submission as a notebook's one cell."""

import csv
import json
from pathlib import Path
from typing import Any

from tests.benchmarks.peers import ENOUGH, Marks, Peer
from tests.benchmarks.peers.assignment import CHECKS
from tests.benchmarks.peers.meter import Meter

FORGERY = """\
get_ipython().input_transformers_post.append(lambda lines: ["pass\\n"])
"""
ASSIGNMENT, NOTEBOOK = "day4", "answer.ipynb"
SCHEMA = 3
HEAD = "c = get_config()\nc.CourseDirectory.course_id = 'course'\n"
SOLUTION = "### BEGIN SOLUTION\npass\n### END SOLUTION\n"


def set_up(python: Path, folder: Path, meter: Meter) -> None:
    (folder / "nbgrader_config.py").write_text(HEAD, encoding="utf-8")
    _write(folder / "source" / ASSIGNMENT, SOLUTION)
    meter.run([python, "-m", "nbgrader", "generate_assignment", ASSIGNMENT], folder)


def grade(python: Path, handed_in: Path, work: Path, meter: Meter) -> Marks:
    for path in sorted(handed_in.iterdir()):
        text = path.read_text(encoding="utf-8")
        _write(work / "submitted" / path.stem / ASSIGNMENT, text)
    meter.run([python, "-m", "nbgrader", "autograde", ASSIGNMENT], work)
    Meter(ENOUGH).run([python, "-m", "nbgrader", "export"], work)  # to read it: not counted
    with (work / "grades.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["student_id"], float(row["score"]) == len(CHECKS)


def _write(folder: Path, text: str) -> None:
    """Write the notebook with a text in place of the solution."""
    answer = _cell("answer", text, solution=True, locked=False)
    checks = [_cell(name, body, grade=True, points=1) for name, body in CHECKS.items()]
    notebook = {
        "cells": [answer, *checks],
        "metadata": {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    folder.mkdir(parents=True)
    (folder / NOTEBOOK).write_text(json.dumps(notebook), encoding="utf-8")


def _cell(name: str, source: str, **own: bool | int) -> dict[str, Any]:
    usual = {"grade": False, "locked": True, "solution": False, "task": False}
    return {
        "cell_type": "code",
        "id": name[:64],
        "metadata": {"nbgrader": {"grade_id": name, "schema_version": SCHEMA, **usual, **own}},
        "execution_count": None,
        "outputs": [],
        "source": source,
    }


PEER = Peer("nbgrader autograde", "nbgrader", FORGERY, set_up, grade)
