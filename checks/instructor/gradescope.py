"""An autograder for Gradescope: the kit with answers on hidden numbers, and what grades with it.

Its container has three folders: `source` with the kit, `submission` with what was handed in, and
`results`, where `results.json` is read: https://gradescope-autograders.readthedocs.io/en/latest/specs/
What is packed holds the published answers, those on hidden numbers, and no solution.
"""

import json
import sys
from pathlib import Path
from typing import Any

from checks.catalog import HERE, ROOT
from checks.check.key import Answers
from checks.check.result import CheckResult, Result
from checks.errors import KitError, Refused
from checks.files import put
from checks.instructor import key_building
from checks.instructor.gradebook import Outcome
from checks.instructor.grading import outcomes, threads
from checks.instructor.intake import take
from checks.instructor.parcel import as_zip
from checks.run import box

ANSWERS = "answers.json"
SETUP = """\
#!/usr/bin/env bash
# Runs once, when the autograder's image is built.
set -euo pipefail
apt-get update -q
apt-get install -qy python3 python3-venv
apt-get install -qy bubblewrap python3-seccomp || true  # if not: no box, and results say so
cd /autograder/source
python3 -m venv .venv
.venv/bin/python -m pip install --quiet -c constraints.txt .
"""
RUN = """\
#!/usr/bin/env bash
# Runs for each submission.
cd /autograder/source && exec .venv/bin/python -m checks.instructor.gradescope /autograder
"""
COPIED = ("pyproject.toml", "constraints.txt", "README.md", "LICENSE")


def package(hidden: Answers) -> bytes:
    """Return the zip that Gradescope takes; the same answers give the same bytes."""
    kit = [path for path in HERE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    copied = [*(ROOT / name for name in COPIED), *kit]
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in copied}
    scripts = {"setup.sh": SETUP.encode(), "run_autograder": RUN.encode()}
    return as_zip({**files, **scripts, ANSWERS: key_building.packed(hidden)})


def main(root: Path) -> int:
    """Grade what is in `submission` and write `results/results.json`; return the exit status."""
    try:
        held: box.Box | None = box.probe()
    except KitError:
        held = None
    (root / "results").mkdir(parents=True, exist_ok=True)
    put(root / "results" / "results.json", json.dumps(_graded(root, held), indent=2).encode())
    return 0


def _graded(root: Path, held: box.Box | None) -> dict[str, Any]:
    try:
        files = take(root / "submission")
    except Refused as refused:
        return {"score": 0, "output": f"This was not graded: {refused}.", "output_format": "text"}
    hidden = key_building.unpacked((ROOT / ANSWERS).read_bytes())
    with threads(1, held, hidden) as pool:
        [one] = outcomes(pool, [Outcome("submission", files)])
    if one.result is None or one.reason:
        words = "The kit could not check this; your code is not to blame. Please tell your teacher."
        told = {"score": 0, "output": words, "output_format": "text"}
        return {**told, "extra_data": {"reason": one.reason}}
    return results(one.result)


def results(result: Result) -> dict[str, Any]:
    """Return a Result as Gradescope shows it: each check that passes has its part."""
    tests = [
        {
            "name": f"{one.title}: {check.title}",
            "score": round(one.points / one.passed, 4) if check.verdict == "pass" else 0,
            "max_score": round(one.out_of / len(one.checks), 4),
            "status": "passed" if check.verdict == "pass" else "failed",
            "output": _told(check),
            "output_format": "text",
            "visibility": "visible",
        }
        for one in result.exercises
        for check in one.checks
    ]
    advice = [f"{o.title}: {o.advice.title} {o.advice.text}" for o in result.exercises if o.advice]
    layers = ", ".join(result.isolation) or "none: this container allows no box"
    return {
        "score": result.points,
        "output": "\n".join([f"{result.passed} of {result.count} checks pass.", *advice]),
        "output_format": "text",
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {"isolation": layers, "verdict": result.verdict},
    }


def _told(check: CheckResult) -> str:
    named = {one: getattr(check, one) for one in ("call", "expected", "got", "where")}
    first = ". ".join(filter(None, [check.verdict, check.message]))
    return "\n".join([first, *(f"{name}: {words}" for name, words in named.items() if words)])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "/autograder")))
