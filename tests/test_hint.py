"""Does `hint` show the right ladder, one step at a time?"""

import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from checks.catalog import exercise, exercises
from checks.instructor.bank import mistakes

ROOT = Path(__file__).resolve().parents[1]
VARIANTS = ROOT / "tests" / "variants"
Command = Callable[..., CompletedProcess[str]]


def said(done: CompletedProcess[str]) -> str:
    """Return what a command printed, without regard to where its lines are broken."""
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return " ".join(done.stdout.split())


def refused(done: CompletedProcess[str]) -> list[str]:
    assert done.returncode == 2
    assert done.stdout == ""
    return done.stderr.splitlines()


def hints_of(name: str) -> tuple[str, ...]:
    return next(mistake.hints for mistake in mistakes() if mistake.id == name)


def test_an_untouched_exercise_shows_its_first_hint_and_how_to_see_the_next(
    command: Command,
) -> None:
    one = exercise("neuron")
    assert said(command("hint", "neuron")) == (
        f"{one.title} Hint 1 of 3: {one.hints[0]} The next one: python -m checks hint neuron 2"
    )


def test_the_last_hint_names_no_next_one(command: Command) -> None:
    one = exercise("layer")
    assert said(command("hint", "layer", 3)) == f"{one.title} Hint 3 of 3: {one.hints[2]}"


def test_an_exercise_that_waits_for_others_shows_its_own_hints(command: Command) -> None:
    one = exercise("network")
    assert f"Hint 2 of 3: {one.hints[1]}" in said(command("hint", "network", 2))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_recognised_mistake_shows_its_own_hints(kit: Path, command: Command, number: int) -> None:
    shutil.copy(VARIANTS / "unseen" / "neuron" / "N08.py", kit / "exercises" / "neuron.py")
    shown = said(command("hint", "neuron", number))
    assert f"Hint {number} of 3: {hints_of('N08')[number - 1]}" in shown
    assert exercise("neuron").hints[number - 1] not in shown


def test_a_mistake_is_recognised_for_a_hint_where_there_are_no_solutions(
    kit: Path, command: Command
) -> None:
    shutil.rmtree(kit / "solutions")
    shutil.copy(VARIANTS / "unseen" / "layer" / "L04.py", kit / "exercises" / "layer.py")
    assert hints_of("L04")[0] in said(command("hint", "layer"))


def test_a_wrong_answer_that_is_no_known_mistake_shows_the_hints_of_the_exercise(
    kit: Path, command: Command
) -> None:
    shutil.copy(VARIANTS / "unknown" / "neuron" / "softsign.py", kit / "exercises" / "neuron.py")
    assert exercise("neuron").hints[0] in said(command("hint", "neuron"))


def write(kit: Path, source: str, name: str = "neuron") -> None:
    (kit / "exercises" / f"{name}.py").write_text(source, encoding="utf-8")


CRASH = """\
import random; from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w, self.b = [Value(random.random()) for _ in range(nin)], Value(0.0)

    def __call__(self, x):
        return self.w.tahn(x)

    def parameters(self):
        return [*self.w, self.b]
"""
ENDLESS = CRASH.replace("return self.w.tahn(x)", "while True: x = x")
LINE = "exercises/neuron.py:9, in the line"
STATES = {
    "a crash": (
        CRASH,
        [f"{LINE} `return self.w.tahn(x)`", "'list' object has no attribute 'tahn'", "write it"],
    ),
    "a file that cannot be read": (
        "class Neuron\n",
        ["exercises/neuron.py:1, in the line `class Neuron`", "expected ':'", "reset neuron"],
    ),
    "a loop": (ENDLESS, [f"{LINE} `while True: x = x`", "`while` ends only if", "write it"]),
    "a loop in C": ("10 ** 10 ** 8\n", ["A single calculation", "`while` ends", "write it"]),
    "an end of Python": ("import os\nos._exit(0)\n", ["stops the whole interpreter", "write it"]),
    "no class": ("x = 1\n", ["`neuron.py` has no `Neuron`", "write it"]),
}


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        pytest.param(*case, id=name, marks=pytest.mark.slow if "loop" in name else ())
        for name, case in STATES.items()
    ],
)
def test_code_that_stops_or_does_not_end_gets_hints_for_that(
    kit: Path, command: Command, source: str, wanted: list[str]
) -> None:
    write(kit, source)
    one = exercise("neuron")
    for number, words in enumerate(wanted, 1):
        shown = said(command("hint", "neuron", number, COLUMNS="200"))
        assert f"Hint {number} of {len(wanted)}: " in shown
        assert words in shown
        assert not any(hint in shown for hint in one.hints[:2])
    assert "there is no number" in refused(command("hint", "neuron", len(wanted) + 1))[0]


def test_two_mistakes_at_once_show_a_hint_of_each(kit: Path, command: Command) -> None:
    shutil.copy(VARIANTS / "pairs" / "neuron" / "N01+N28.py", kit / "exercises" / "neuron.py")
    for number in (1, 2, 3):
        shown = said(command("hint", "neuron", number))
        first, second = (hints_of(name)[number - 1] for name in ("N28", "N01"))
        assert f"There are 2 things here. The first: {first} The second: {second}" in shown


def test_a_file_that_is_missing_has_one_hint_and_it_works(kit: Path, command: Command) -> None:
    (kit / "exercises" / "neuron.py").unlink()
    shown = said(command("hint", "neuron"))
    assert "Hint 1 of 1: There is no file neuron.py." in shown
    assert "python -m checks reset neuron" in shown
    assert refused(command("hint", "neuron", 2))[0].startswith("There is one hint for this;")
    assert command("reset", "neuron").returncode == 0
    assert exercise("neuron").hints[0] in said(command("hint", "neuron"))


def test_a_part_of_a_blank_exercise_that_the_stub_has_written_is_hinted_at(
    kit: Path, command: Command
) -> None:
    """The exercise's own hints are about what the stub leaves open."""
    assert command("reset", "mlp", "layer", "--blank").returncode == 0
    shown = said(command("hint", "mlp"))
    assert "Hint 1 of 2: The docstring of the class says" in shown
    assert "python -m checks reset mlp" in said(command("hint", "mlp", 2))
    assert exercise("layer").hints[0] in said(command("hint", "layer"))


def test_an_exercise_that_passes_shows_all_its_hints(kit: Path, command: Command) -> None:
    shutil.copy(kit / "solutions" / "neuron.py", kit / "exercises" / "neuron.py")
    one = exercise("neuron")
    listed = " ".join(f"{number}. {words}" for number, words in enumerate(one.hints, 1))
    assert said(command("hint", "neuron")) == (
        f"{one.title} It passes. These are the hints that there were: {listed}"
    )


@pytest.mark.parametrize(("number", "nearest"), [("4", 3), ("0", 1), ("99", 3)])
def test_a_number_that_no_hint_has_is_refused_with_one_that_it_has(
    command: Command, number: str, nearest: int
) -> None:
    assert refused(command("hint", "neuron", number)) == [
        f"There are 3 hints for this; there is no number {number}.",
        f"To do: python -m checks hint neuron {nearest}",
    ]


def test_a_name_that_no_exercise_has_is_refused_with_those_that_there_are(
    command: Command,
) -> None:
    assert refused(command("hint", "neurn")) == [
        "There is no exercise called 'neurn'. Did you mean neuron?",
        "To do: Choose from: "
        + ", ".join(one.id for one in exercises() if not one.given)
        + ". For the commands: python -m checks --help",
    ]
