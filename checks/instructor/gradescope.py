"""An autograder for Gradescope: the kit with answers on hidden numbers, and what grades with it.

Its container has three folders: `source` with the kit, `submission` with what was handed in, and
`results`, where `results.json` is read: https://gradescope-autograders.readthedocs.io/en/latest/specs/
What is packed holds the published answers, those on hidden numbers, and no solution. Where there is
no box, code runs as another user, as .../best_practices/ there says, and can read none of these.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from secrets import randbits
from typing import Any

import msgspec

from checks.catalog import HERE, ROOT, exercises, handed_out
from checks.check import key
from checks.check.key import Answers
from checks.check.result import ExerciseResult, Result
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
    isolation = ", ".join(layers(held)) or NO_BOX
    sys.stdout.write(f"Isolation: {isolation}\n")  # to instructors
    found = _graded(root, held, chosen) | {"output_format": "text", "stdout_visibility": "hidden"}
    found["extra_data"]["isolation"] = isolation
    put(root / "results" / "results.json", json.dumps(found, indent=2).encode())
    return 0


def _graded(root: Path, held: box.Box | None, chosen: tuple[str, ...]) -> dict[str, Any]:
    try:
        files = take(root / "submission")
    except Refused as refused:  # by what is theirs, so that they can hand in again
        words = f"This was not graded: {refused}. Once that is mended, hand in again."
        return {"score": 0, "output": words, "extra_data": {"reason": str(refused)}}
    hidden = msgspec.json.decode((ROOT / ANSWERS).read_bytes(), type=Answers)
    with threads(1, held, hidden, chosen) as pool:
        [one] = outcomes(pool, [Outcome("submission", files)])
    if one.result is None or one.reason:
        words = "The kit could not check this; your code is not to blame. Please tell your teacher."
        return {"score": 0, "output": words, "extra_data": {"reason": one.reason}}
    return results(one.result)


def results(result: Result) -> dict[str, Any]:
    """Return a Result as Gradescope shows it."""
    advice = [f"{o.title}: {o.advice.title} {o.advice.text}" for o in result.exercises if o.advice]
    return {
        "score": result.points,
        "output": "\n".join([f"{result.tally}.", *advice]),
        "tests": [test for one in result.exercises for test in _tests(one)],
        "extra_data": {"verdict": result.verdict},
    }


def _tests(one: ExerciseResult) -> Iterator[dict[str, Any]]:
    """Yield the checks of an exercise, each that passes with its part of the points.

    One worth nothing has neither score nor status: 0 of 0 would be failed.
    """
    most, parts = _parts(one.out_of, len(one.checks)), _parts(one.points, one.passed)
    for check, max_score in zip(one.checks, most, strict=True):
        named = {name: getattr(check, name) for name in ("call", "expected", "got", "where")}
        first = ". ".join(filter(None, [check.verdict, check.message]))
        told = "\n".join([first, *(f"{name}: {words}" for name, words in named.items() if words)])
        shown = {"output": told, "output_format": "text", "visibility": "visible"}
        score, status = (next(parts), "passed") if check.verdict == "pass" else (0, "failed")
        counts = {"score": score, "max_score": max_score, "status": status} if one.out_of else {}
        yield {"name": f"{one.title}: {check.title}", **counts, **shown}


def _parts(points: float, count: int) -> Iterator[float]:
    """Yield equal parts, of which the last makes up for what the others are rounded by."""
    part = round(points / max(1, count), 4)
    yield from [part] * (count - 1)
    yield round(points - part * (count - 1), 4)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
