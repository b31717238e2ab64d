"""An autograder for Gradescope: the kit with answers on hidden numbers, and what grades with it.

Its container has three folders: `source` with the kit, `submission` with what was handed in, and
`results`, where `results.json` is read: https://gradescope-autograders.readthedocs.io/en/latest/specs/
What is packed holds the published answers, those on hidden numbers, and no solution. Where there is
no box, code runs as another user, as .../best_practices/ there says, and can read none of these.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from secrets import randbits
from typing import Any

import msgspec

from checks.catalog import HERE, ROOT, handed_out
from checks.check import key
from checks.check.key import Answers
from checks.check.result import CheckResult, ExerciseResult, Result
from checks.errors import KitError, Refused
from checks.files import as_zip, demand_free, demand_place, put, write
from checks.instructor import bank
from checks.instructor.checking import layers, outcomes, threads
from checks.instructor.gradebook import Outcome
from checks.instructor.intake import take
from checks.run import box

ANSWERS = "answers.json"
NO_BOX = "none: this container allows neither a box nor another user"
SETUP = """\
#!/usr/bin/env bash
# Runs once, when the autograder's image is built.
set -euo pipefail
apt-get update -q
apt-get install -qy python3 python3-venv
python=python3
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  apt-get install -qy python3.11 python3.11-venv  # Ubuntu 22.04 has it beside its own
  python=python3.11
fi
apt-get install -qy bubblewrap python3-seccomp || true  # if not: no box, and results say so
cd /autograder/source
"$python" -m venv .venv
.venv/bin/python -m pip install --quiet -c constraints.txt .
"""
RUN = """\
#!/usr/bin/env bash
# Runs for each submission.
cd /autograder/source && exec .venv/bin/python -m checks.instructor.gradescope /autograder {}
"""
COPIED = ("pyproject.toml", "constraints.txt", "README.md", "LICENSE")


def packed(target: Path, seed: int | None, chosen: Sequence[str] = ()) -> str:
    """Write the package to a new zip, with hidden numbers drawn from a seed, and say which."""
    demand_place(target)
    demand_free(target)
    drawn_from = randbits(48) if seed is None else seed
    write(target, package(bank.hidden(drawn_from), chosen))
    return f"{target} is the autograder. To have the same again: --seed {drawn_from}"


def package(hidden: Answers, chosen: Sequence[str] = ()) -> bytes:
    """Return the zip that Gradescope takes; the same answers give the same bytes.

    It grades some exercises with what they need; all, if none is named.
    """
    kit = [path for path in HERE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    copied = [*(ROOT / name for name in COPIED), *kit]
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in copied}
    out = [one.id for one in handed_out(chosen)] if chosen else []
    scripts = {"setup.sh": SETUP.encode(), "run_autograder": RUN.format(" ".join(out)).encode()}
    return as_zip({**files, **scripts, ANSWERS: msgspec.json.encode(hidden)})


def main(root: Path, *chosen: str) -> int:
    """Grade what is in `submission` and write `results/results.json`; return the exit status."""
    try:
        held: box.Box | None = box.probe()
    except KitError:
        held = box.another_user()
    (root / "results").mkdir(parents=True, exist_ok=True)
    (root / "results").chmod(0o700)
    for path in (ROOT / ANSWERS, key.PATH, key.BANK):
        path.chmod(0o600)
    sys.stdout.write(f"Isolation: {', '.join(layers(held)) or NO_BOX}\n")  # to instructors
    put(
        root / "results" / "results.json",
        json.dumps(_graded(root, held, chosen), indent=2).encode(),
    )
    return 0


def _graded(root: Path, held: box.Box | None, chosen: tuple[str, ...]) -> dict[str, Any]:
    try:
        files = take(root / "submission")
    except Refused as refused:
        return {"score": 0, "output": f"This was not graded: {refused}.", "output_format": "text"}
    hidden = msgspec.json.decode((ROOT / ANSWERS).read_bytes(), type=Answers)
    with threads(1, held, hidden, chosen) as pool:
        [one] = outcomes(pool, [Outcome("submission", files)])
    if one.result is None or one.reason:
        words = "The kit could not check this; your code is not to blame. Please tell your teacher."
        told = {"score": 0, "output": words, "output_format": "text"}
        return {**told, "extra_data": {"reason": one.reason}}
    return results(one.result)


def results(result: Result) -> dict[str, Any]:
    """Return a Result as Gradescope shows it: each check that passes has its part.

    One that is worth nothing has neither score nor status: 0 of 0 would count as failed.
    """
    tests = [
        {
            "name": f"{one.title}: {check.title}",
            **(_score(one, passes=check.verdict == "pass") if one.out_of else {}),
            "output": _told(check),
            "output_format": "text",
            "visibility": "visible",
        }
        for one in result.exercises
        for check in one.checks
    ]
    advice = [f"{o.title}: {o.advice.title} {o.advice.text}" for o in result.exercises if o.advice]
    return {
        "score": result.points,
        "output": "\n".join([f"{result.passed} of {result.count} checks pass.", *advice]),
        "output_format": "text",
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {
            "isolation": ", ".join(result.isolation) or NO_BOX,
            "verdict": result.verdict,
        },
    }


def _score(one: ExerciseResult, *, passes: bool) -> dict[str, Any]:
    return {
        "score": round(one.points / one.passed, 4) if passes else 0,
        "max_score": round(one.out_of / len(one.checks), 4),
        "status": "passed" if passes else "failed",
    }


def _told(check: CheckResult) -> str:
    named = {one: getattr(check, one) for one in ("call", "expected", "got", "where")}
    first = ". ".join(filter(None, [check.verdict, check.message]))
    return "\n".join([first, *(f"{name}: {words}" for name, words in named.items() if words)])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
