"""Which commands does a learner use?"""

import os
import sys
from argparse import Namespace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from checks import catalog
from checks.commands.command import COULD_NOT, EXERCISE, NOT_YET, OK, Command, passphrase, write
from checks.errors import KitError
from checks.submission import EXERCISES, SOLUTIONS, at

if TYPE_CHECKING:
    from checks.check.result import Result
    from checks.check.session import Checked


def run(options: Namespace) -> int:
    """Check the exercises and report."""
    began = perf_counter()
    chosen = tuple(catalog.exercise(name).id for name in options.exercise)
    submission = at(options.submission)
    from checks.check import session  # starts the worker before anything large is imported

    checked = session.check(submission, chosen, hosted=True)
    result, judged = checked.result, perf_counter()
    if options.json != "-":
        _show_report(checked, options)
    if options.html is not None:
        from checks.desk import page  # jinja2 and what it brings: 70 ms

        write(options.html, page.whole(result, checked.evidence))
    if options.json is not None:
        _write_json(options.json, result)
    if options.github:
        _tell_github(result)
    if options.time:
        told = perf_counter()
        print(
            f"checked in {judged - began:.2f} s, reported in {told - judged:.2f} s",
            file=sys.stderr,
        )
    if result.verdict == "kit error":
        print(
            "The kit itself failed; your code is not to blame.\n"
            "To do: python -m checks doctor; if that finds nothing, report it with this report.",
            file=sys.stderr,
        )
    return _status(result)


def _tell_github(result: "Result") -> None:
    """Print annotations, and add to the summary of the workflow's run where there is one."""
    from checks.desk import github

    for line in github.annotations(result):
        print(line)
    if target := os.environ.get("GITHUB_STEP_SUMMARY"):
        try:
            with open(target, "a", encoding="utf-8") as file:
                file.write(github.summary(result))
        except OSError as error:
            raise KitError(
                f"The summary cannot be written to {target}: {error.strerror}.",
                fix="Set GITHUB_STEP_SUMMARY to a file in a folder that is there, or unset it.",
            ) from error


def _status(result: "Result") -> int:
    return {"pass": OK, "kit error": COULD_NOT}.get(result.verdict, NOT_YET)


def _show_report(checked: "Checked", options: Namespace) -> None:
    """Print the report, and keep its verdicts for the next run."""
    from checks.desk import history, terminal
    from checks.desk.screen import Report

    result = checked.result
    plain = terminal.is_plain(options.plain)
    console = terminal.console(plain=plain)
    size = {"width": console.width, "plain": plain, "full": options.full}
    report = Report(result, history.before(result), evidence=checked.evidence, **size)
    terminal.write(console, report.whole(), plain=plain)
    history.note(result)


def _write_json(target: str, result: "Result") -> None:
    import msgspec

    text = msgspec.json.format(msgspec.json.encode(result), indent=2).decode() + "\n"
    if target == "-":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.write(text)
    else:
        write(Path(target), text)


def watch(options: Namespace) -> int:
    """Check after every save, until that is ended; return what the last check came to."""
    from checks.desk import terminal, watch

    result = watch.watch(EXERCISES, plain=terminal.is_plain(options.plain))
    return NOT_YET if result is None else _status(result)


def list_exercises(_: Namespace) -> int:
    """List the exercises: their names, files and points."""
    from rich.table import Table
    from rich.text import Text

    from checks.check import roster
    from checks.desk import terminal

    plain = terminal.is_plain(False)
    console = terminal.console(plain=plain)
    folder = "exercises/" if console.width >= 76 else ""
    rows = Table.grid(padding=(0, 2))
    for least in (None, None, len("gradients.py"), None, None):
        rows.add_column(min_width=least)
    for one in catalog.exercises():
        if one.given:
            continue
        count = sum(check.exercise == one.id for check in roster.checks())
        worth = f"{one.points:g} points" if one.required else "stretch goal"
        file = f"{folder}{one.file}" if one.stubbed else "the parts together"
        rows.add_row(Text(one.id, "bold"), one.title, file, f"{count} checks", worth)
    terminal.write(console, rows, plain=plain)
    return OK


def hint(options: Namespace) -> int:
    """Show one hint for what is in the exercise now; all, if it passes."""
    one = catalog.exercise(options.exercise)
    from rich.text import Text

    from checks.check import session
    from checks.desk import ladder, terminal

    found = next(iter(session.check(at(EXERCISES), (one.id,)).result.exercises), None)
    hints = ladder.hints(found) if found else one.hints
    number, count = options.number, len(hints)
    if not 1 <= number <= count:
        there_are = f"There are {count} hints" if count > 1 else "There is one hint"
        raise KitError(
            f"{there_are} for this; there is no number {number}.",
            fix=f"python -m checks hint {one.id} {min(max(number, 1), count)}",
        )
    text = Text(f"{one.title}\n\n", "bold")
    if found and found.verdict == "pass":
        text.append("It passes. These are the hints that there were:\n\n", "not bold")
        text.append("\n\n".join(f"{n}. {words}" for n, words in enumerate(hints, 1)), "not bold")
    else:
        text.append(f"Hint {number} of {count}: {hints[number - 1]}", "not bold")
        if number < count:
            more = f"\n\nThe next one: python -m checks hint {one.id} {number + 1}"
            text.append(more, "not bold")
    plain = terminal.is_plain(False)
    terminal.write(terminal.console(plain=plain), text, plain=plain)
    return OK


def reset(options: Namespace) -> int:
    """Start exercises over, and say where what was there is kept."""
    from checks.desk import recovery

    for one in [catalog.exercise(name) for name in options.exercise]:
        saved = recovery.reset(one, blank=options.blank)
        form = "blank: signatures and docstrings only" if options.blank else "as it was handed out"
        print(f"exercises/{one.file} is {form}.")
        if saved is not None:
            print(f"What you had is kept: {_inside(saved.path)}")
            print(f"To have it back:      python -m checks undo {one.id}")
    return OK


def undo(options: Namespace) -> int:
    """Bring back what a reset replaced, and say what more there is."""
    from checks.desk import recovery

    for one in [catalog.exercise(name) for name in options.exercise]:
        back, replaced = recovery.undo(one, redo=options.redo)
        print(f"exercises/{one.file} is as it was on {back.when}, before the {_step(back.undone)}.")
        if replaced is not None:
            print(f"What it replaced is kept: {_inside(replaced.path)}")
        left = {kept.undone for kept in recovery.kept(one)}
        if False in left:
            print(f"The state before it:      python -m checks undo {one.id}")
        if True in left:
            print(f"To take this back:        python -m checks undo {one.id} --redo")
    return OK


def solution(options: Namespace) -> int:
    """Show the reference beside the learner's own answer, once that passes; before, ask."""
    one = catalog.exercise(options.exercise)
    from checks.check import session
    from checks.desk import solution as both
    from checks.desk import terminal

    pairs = both.pairs(one, passphrase() if options.passphrase else "")
    result = session.check(at(EXERCISES), (one.id,)).result
    passes = result.verdict == "pass"
    if not (passes or options.spoil or options.passphrase or _wants_to_see(one)):
        return NOT_YET
    plain = terminal.is_plain(False)
    console = terminal.console(plain=plain)
    shown = both.beside(one, pairs, console, passes=passes)
    terminal.write(console, shown, plain=plain)
    return OK


def _wants_to_see(one: catalog.Exercise) -> bool:
    """Ask before a solution is shown to who has not found one; without a terminal, say how."""
    print(f"{one.id} does not pass yet. A hint: python -m checks hint {one.id}")
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        print(f"To see its solution all the same: python -m checks solution {one.id} --spoil")
        return False
    try:
        answer = input("Show it anyway? [y/N] ").strip().lower()
    except EOFError:
        answer = ""
    print()
    return answer in ("y", "yes")


def doctor(_: Namespace) -> int:
    """Try the parts of the set-up, and say which of them work."""
    from checks.desk import doctor as trying

    return trying.main()


def _step(undone: bool) -> str:
    return "undo" if undone else "reset"


def _inside(path: Path) -> str:
    return path.relative_to(catalog.ROOT).as_posix()


SPOIL = "show it before yours passes, too; not where it is sealed"
SOME = (["exercise"], {"nargs": "+", "metavar": "EXERCISE", "help": "its name, e.g. neuron"})
PLAIN = (["--plain"], {"action": "store_true", "help": "ASCII only, no colour"})
COMMANDS = {
    "run": Command(
        "check the exercises and say what to do next",
        run,
        [
            (["exercise"], {"nargs": "*", "metavar": "EXERCISE", "help": "only these"}),
            (
                ["--submission"],
                {
                    "type": Path,
                    "default": EXERCISES,
                    "metavar": "FOLDER",
                    "help": "where the files are (default: exercises)",
                },
            ),
            (
                ["--json"],
                {"metavar": "FILE", "help": "write the Result as JSON; - for standard output"},
            ),
            (
                ["--html"],
                {"type": Path, "metavar": "FILE", "help": "write the report as a page"},
            ),
            (
                ["--full"],
                {"action": "store_true", "help": "explain every check, not only the next one"},
            ),
            PLAIN,
            (
                ["--github"],
                {"action": "store_true", "help": "annotations and a summary, in a workflow"},
            ),
            (["--time"], {"action": "store_true", "help": "say how long it took"}),
        ],
    ),
    "watch": Command("check after every save, and say what to do next", watch, [PLAIN]),
    "list": Command("list the exercises", list_exercises),
    "hint": Command(
        "show a hint for an exercise",
        hint,
        [
            EXERCISE,
            (
                ["number"],
                {"metavar": "N", "nargs": "?", "type": int, "default": 1, "help": "which one"},
            ),
        ],
    ),
    "reset": Command(
        "start an exercise over; what you have is kept",
        reset,
        [
            SOME,
            (
                ["--blank"],
                {"action": "store_true", "help": "leave only signatures and docstrings in it"},
            ),
        ],
    ),
    "undo": Command(
        "bring back what a reset replaced",
        undo,
        [
            SOME,
            (["--redo"], {"action": "store_true", "help": "take back the last undo instead"}),
        ],
    ),
    "solution": Command(
        "show the reference beside your own answer",
        solution,
        [
            EXERCISE,
            (["--spoil"], {"action": "store_true", "help": SPOIL}),
            (
                ["--passphrase"],
                {
                    "action": "store_true",
                    "help": "ask for the one that opens it where it is sealed",
                },
            ),
        ],
    ),
    "doctor": Command("say what of the set-up works", doctor),
}
if not SOLUTIONS.is_dir():  # handed out without them
    del COMMANDS["solution"]
