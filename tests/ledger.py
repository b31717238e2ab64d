"""The ledger: what the kit says of every answer in `solutions/` and `tests/variants/`.

One sorted line a check (answer, check, verdict, message), and one for the advice. A change of the
kit leaves `ledger.txt` as it is, or its commit says why each kind of line that changes is truer.

    python -m tests.ledger [WORD ...]    compare; only the answers whose path has one of the words
    python -m tests.ledger --write       write it anew
"""

import difflib
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.table import Row, answers, made

PATH = Path(__file__).parent / "ledger.txt"


def lines(row: Row) -> list[str]:
    """Return the lines of one answer: those of its own exercise."""
    found, advice = row.found, row.found.advice
    told = f"{advice.mistake}: {advice.title}" if advice else "none"  # its text is the mistake's
    rows = [f"{row.name} | {found.id} advice | {told}"]
    rows += [f"{row.name} | {c.id} | {c.verdict} | {c.message}".rstrip(" |") for c in found.checks]
    return [" ".join(row.split()) for row in rows]


def is_about(line: str, words: list[str]) -> bool:
    return not words or any(word in line.partition(" | ")[0] for word in words)


def written() -> list[str]:
    return PATH.read_text(encoding="utf-8").splitlines()


def compared(rows: Iterable[Row], before: list[str]) -> list[str]:
    """Return the lines that are no longer, or not yet, in the ledger."""
    now = sorted(line for row in rows for line in lines(row))
    found = difflib.unified_diff(before, now, n=0, lineterm="")
    return [line for line in found if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def main() -> int:
    """Compare, or write; 1 if something differs."""
    words = [word for word in sys.argv[1:] if word != "--write"]
    rows = made(one for one in answers() if is_about(one.name, words))
    changed = compared(rows, [line for line in written() if is_about(line, words)])
    if "--write" in sys.argv:
        PATH.write_text(
            "\n".join(sorted(line for row in rows for line in lines(row))) + "\n", "utf-8"
        )
    print(*changed, sep="\n")
    print(f"{len(rows)} answers, {len(changed)} lines changed")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
