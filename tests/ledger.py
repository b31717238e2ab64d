"""The ledger: what the kit says of every answer in `solutions/` and `tests/variants/`.

One sorted line a check (answer, check, verdict, message), and one for the advice. A change of the
kit leaves `ledger.txt` as it is, or its commit says why each kind of line that changes is truer.

    python -m tests.ledger [WORD ...]    compare; only the answers whose path has one of the words
    python -m tests.ledger --write       write it anew
"""

import difflib
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from checks import submission
from checks.check import session
from checks.instructor import bank
from checks.submission import Submission

ROOT = Path(__file__).resolve().parents[1]
PATH = ROOT / "tests" / "ledger.txt"
PARTS = ("neuron", "layer", "mlp")
FOLDERS = ("solutions/mistakes", "solutions/alternatives", "tests/variants/*")


def answers() -> Iterator[tuple[str, Submission, str]]:
    """Yield the name, the submission and the exercise of each answer."""
    reference = submission.at(submission.SOLUTIONS)
    for path in sorted(ROOT.joinpath("solutions").glob("*.py")):
        yield f"solutions/{path.name}", reference, path.stem
    yield "solutions", reference, "network"
    for folder in FOLDERS:
        for path in sorted(ROOT.glob(f"{folder}/*/*.py")):
            name, exercise = path.relative_to(ROOT).as_posix(), path.parent.name
            yield name, bank.answer(path), exercise
    stubs = submission.at(submission.EXERCISES)
    for part in (*PARTS, "network", "count", "gradients", "graph"):
        yield "exercises", stubs, part


def lines(answer: tuple[str, Submission, str]) -> list[str]:
    """Return the lines of one answer: those of its own exercise."""
    name, one, exercise = answer
    if exercise == "engine":
        return []
    found = session.check(one, (exercise,)).result.exercises[-1]
    advice = found.advice
    told = (
        f"{advice.mistake}: {advice.title}" if advice else "none"
    )  # its text is the mistake's own
    rows = [f"{name} | {found.id} advice | {told}"]
    rows += [f"{name} | {c.id} | {c.verdict} | {c.message}".rstrip(" |") for c in found.checks]
    return [" ".join(row.split()) for row in rows]


def ledger(words: list[str]) -> list[str]:
    """Return the lines of the answers whose path has one of these words; of all, without any."""
    asked = [one for one in answers() if is_about(one[0], words)]
    with ProcessPoolExecutor() as pool:
        return sorted(line for rows in pool.map(lines, asked, chunksize=8) for line in rows)


def is_about(line: str, words: list[str]) -> bool:
    """Tell whether a line is about one of these answers."""
    return not words or any(word in line.partition(" | ")[0] for word in words)


def main() -> int:
    """Compare, or write; 1 if something differs."""
    words = [word for word in sys.argv[1:] if word != "--write"]
    made, before = ledger(words), PATH.read_text(encoding="utf-8").splitlines()
    if "--write" in sys.argv:
        PATH.write_text("\n".join(made) + "\n", encoding="utf-8")
    before = [line for line in before if is_about(line, words)]
    changed = [
        line
        for line in difflib.unified_diff(before, made, n=0, lineterm="")
        if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    print(*changed, sep="\n")
    print(f"{len(made)} lines, {len(changed)} changed")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
