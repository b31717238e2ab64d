"""How is a submission graded at Gradescope?

Its container has three folders: `source` with the kit, `submission` with what was handed in, and
`results`, where `results.json` is read: https://gradescope-autograders.readthedocs.io/en/latest/specs/
What is packed holds the answers on numbers drawn from a hidden seed, and no solution.
"""

import io
import json
import os
import sys
import zipfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from checks.catalog import HERE, ROOT
from checks.check.key import Answers
from checks.check.result import CheckResult, Result
from checks.errors import KitError
from checks.instructor import drawn_key
from checks.instructor.feedback import told
from checks.instructor.intake import Entry, Refused, take
from checks.instructor.outcome import HandedIn, graded, outcomes
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
LEFT_OUT = {"__pycache__"}


def package(answers: Answers) -> bytes:
    """Return the zip that Gradescope takes as an autograder; the same answers give the same bytes.

    Args:
        answers: to the scenarios of a hidden seed.
    """
    files = {"setup.sh": SETUP.encode(), "run_autograder": RUN.encode()}
    files |= {name: (ROOT / name).read_bytes() for name in COPIED}
    files |= {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in HERE.rglob("*")
        if path.is_file() and not LEFT_OUT & set(path.parts)
    }
    files[ANSWERS] = drawn_key.packed(answers)
    return _zip(files)


def _zip(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            entry.external_attr = (0o755 if content.startswith(b"#!") else 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def main(root: Path) -> int:
    """Grade what is in `submission` and write `results/results.json`; return the exit status."""
    try:
        held: box.Box | None = box.probe()
    except KitError:
        held = None
    target = root / "results" / "results.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    written = json.dumps(_graded(root, held), indent=2)
    fresh = target.with_suffix(".new")  # a link that was left in its place is not followed
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "w") as file:
        file.write(written)
    fresh.replace(target)
    return 0


def _graded(root: Path, held: box.Box | None) -> dict[str, Any]:
    try:
        files = take(root, Entry("submission", "submission"))
    except Refused as refused:
        return {"score": 0, "output": f"This was not graded: {refused}.", "output_format": "text"}
    answers = drawn_key.unpacked((ROOT / ANSWERS).read_bytes())
    grade = partial(graded, box=held, answers=answers)
    with ThreadPoolExecutor(1) as pool:
        [(_, outcome)] = outcomes(pool, 1, grade, [HandedIn("submission", files)])
    if outcome.result is None or outcome.reason:
        words = "The kit could not check this; your code is not to blame. Please tell your teacher"
        return {"score": 0, "output": f"{words}: {outcome.reason}", "output_format": "text"}
    return results(outcome.result)


def results(result: Result) -> dict[str, Any]:
    """Return a Result as Gradescope shows it: a test for each check that counts.

    What a hidden seed's scenarios expect is left out, as in feedback with advice.
    """
    shown = told(result, "advice")
    tests = [
        {
            "name": f"{one.title}: {check.title}",
            "score": round(one.out_of / len(one.checks), 4) if check.verdict == "pass" else 0,
            "max_score": round(one.out_of / len(one.checks), 4),
            "status": "passed" if check.verdict == "pass" else "failed",
            "output": _output(check),
            "output_format": "text",
            "visibility": "visible",
        }
        for one in shown.exercises
        for check in one.checks
    ]
    advice = [f"{o.title}: {o.advice.title} {o.advice.text}" for o in shown.exercises if o.advice]
    layers = ", ".join(result.isolation) or "none: this container allows no box"
    return {
        "score": result.points,
        "output": "\n".join([f"{result.passed} of {result.count} checks pass.", *advice]),
        "output_format": "text",
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {"isolation": layers, "verdict": result.verdict},
    }


def _output(check: CheckResult) -> str:
    return check.verdict + (f". {check.message}" if check.message else "")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "/autograder")))
