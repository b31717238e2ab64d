"""`otter run`, for each submission; tests in otter's exception-based form."""

import json
from pathlib import Path
from textwrap import indent

from tests.benchmarks.peers import Marks, Peer
from tests.benchmarks.peers.assignment import CHECKS, NAMES
from tests.benchmarks.peers.meter import Meter

FORGERY = """\
from otter.test_files.exception_test import test_case

test_case.call_func = lambda self, environment: None
"""
HEAD = f"""\
from otter.test_files import test_case

OK_FORMAT = False
name = "network"
points = {len(CHECKS)}
"""


def set_up(python: Path, folder: Path, meter: Meter) -> None:
    tests = [
        f"@test_case()\ndef test_{name}({', '.join(NAMES)}):\n{indent(body, '    ')}"
        for name, body in CHECKS.items()
    ]
    (folder / "tests").mkdir()
    (folder / "tests" / "network.py").write_text("\n\n".join([HEAD, *tests]), encoding="utf-8")
    meter.run([python, "-m", "otter", "generate", "-t", "tests", "-o", "autograder.zip"], folder)


def grade(python: Path, handed_in: Path, work: Path, meter: Meter) -> Marks:
    results = work / "results.json"
    for path in sorted(handed_in.iterdir()):
        results.unlink(missing_ok=True)
        meter.run([python, "-m", "otter", "run", "-a", "autograder.zip", path], work)
        if results.exists():
            tests = json.loads(results.read_text(encoding="utf-8"))["tests"]
            yield path.stem, sum(one.get("score", 0.0) for one in tests) == len(CHECKS)


PEER = Peer("otter run", "otter-grader", FORGERY, set_up, grade)
