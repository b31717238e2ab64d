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

from checks.catalog import HERE, ROOT, exercises, handed_out
from checks.check import key
from checks.check.key import Answers
from checks.check.result import CheckResult, ExerciseResult, Result
from checks.errors import KitError, Refused
from checks.files import as_zip, demand_free, demand_place, put, write
from checks.instructor import reference
from checks.instructor.checking import Outcome, layers, outcomes, threads
from checks.instructor.intake import take
from checks.run import box

ANSWERS = "answers.json"
NO_BOX = "none: this container allows neither a box nor another user"
PAGES = HERE / "instructor" / "pages"
COPIED = ("pyproject.toml", "constraints.txt", "README.md", "LICENSE")


def packed(target: Path, seed: int | None, chosen: Sequence[str] = ()) -> str:
    """Write the package to a new zip, with hidden numbers drawn from a seed, and say which."""
    demand_place(target)
    demand_free(target, "Move it away, or name another file: --to FILE")
    drawn_from = randbits(48) if seed is None else seed
    write(target, package(reference.hidden(drawn_from), chosen))
    return f"{target} is the autograder. To have the same again: --seed {drawn_from}"


def package(hidden: Answers, chosen: Sequence[str] = ()) -> bytes:
    """Return the zip that Gradescope takes; the same answers give the same bytes.

    It grades some exercises with what they need; all, if none is named.
    """
    hidden.ready(one.id for one in exercises())
    kit = [path for path in HERE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    copied = [*(ROOT / name for name in COPIED), *kit]
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in copied}
    out = [one.id for one in handed_out(chosen)] if chosen else []
    run = (PAGES / "run_autograder.sh").read_text(encoding="utf-8")
    files |= {
        "setup.sh": (PAGES / "setup.sh").read_bytes(),
        "run_autograder": run.replace("EXERCISES", " ".join(out)).encode(),
        ANSWERS: msgspec.json.encode(hidden),
    }
    return as_zip(files)


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
    none = {"score": 0, "output_format": "text"}
    try:
        files = take(root / "submission")
    except Refused as refused:
        return {**none, "output": f"This was not graded: {refused}."}
    hidden = msgspec.json.decode((ROOT / ANSWERS).read_bytes(), type=Answers)
    with threads(1, held, hidden, chosen) as pool:
        [one] = outcomes(pool, [Outcome("submission", files)])
    if one.result is None or one.reason:
        words = "The kit could not check this; your code is not to blame. Please tell your teacher."
        return {**none, "output": words, "extra_data": {"reason": one.reason}}
    return results(one.result)


def results(result: Result) -> dict[str, Any]:
    """Return a Result as Gradescope shows it: each check that passes has its part."""
    advice = [f"{o.title}: {o.advice.title} {o.advice.text}" for o in result.exercises if o.advice]
    isolation = ", ".join(result.isolation) or NO_BOX
    return {
        "score": result.points,
        "output": "\n".join([f"{result.passed} of {result.count} checks pass.", *advice]),
        "output_format": "text",
        "stdout_visibility": "hidden",
        "tests": [_test(one, check) for one in result.exercises for check in one.checks],
        "extra_data": {"isolation": isolation, "verdict": result.verdict},
    }


def _test(one: ExerciseResult, check: CheckResult) -> dict[str, Any]:
    """Return a check; one worth nothing has neither score nor status: 0 of 0 would be failed."""
    named = {name: getattr(check, name) for name in ("call", "expected", "got", "where")}
    first = ". ".join(filter(None, [check.verdict, check.message]))
    told = "\n".join([first, *(f"{name}: {words}" for name, words in named.items() if words)])
    shown = {"output": told, "output_format": "text", "visibility": "visible"}
    passes, most = check.verdict == "pass", round(one.out_of / len(one.checks), 4)
    if most:
        shown["status"] = "passed" if passes else "failed"
    score = {"score": round(one.points / one.passed, 4) if passes else 0, "max_score": most}
    return {"name": f"{one.title}: {check.title}", **(score if most else {}), **shown}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
