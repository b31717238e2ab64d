"""`hint` shows the right ladder, one step at a time."""

import shutil

import pytest

from checks.catalog import exercise, exercises
from checks.check import session
from checks.desk import ladder
from checks.instructor.bank import mistakes
from checks.submission import at
from tests.conftest import ROOT, Desk, changed

VARIANTS = ROOT / "tests" / "variants"
NEURON = exercise("neuron")


def said(desk: Desk, *arguments: object) -> str:
    """Return what `hint` says, without regard to where its lines are broken."""
    return " ".join(desk.do("hint", *arguments).split())


def hints_of(name: str) -> tuple[str, ...]:
    return next(mistake.hints for mistake in mistakes() if mistake.id == name)


def test_an_untouched_exercise_shows_its_hints_one_by_one(desk: Desk) -> None:
    assert said(desk, "neuron") == (
        f"{NEURON.title} Hint 1 of 3: {NEURON.hints[0]} "
        "The next one: python -m checks hint neuron 2"
    )
    assert said(desk, "neuron", 3) == f"{NEURON.title} Hint 3 of 3: {NEURON.hints[2]}"
    waits = exercise("network")
    assert f"Hint 2 of 3: {waits.hints[1]}" in said(desk, "network", 2)


def test_a_recognised_mistake_shows_its_own_hints(desk: Desk) -> None:
    shutil.copy(VARIANTS / "unseen" / "neuron" / "N08.py", desk.file)
    for number, hint in enumerate(hints_of("N08"), 1):
        assert f"Hint {number} of 3: {hint}" in said(desk, "neuron", number)


@pytest.mark.parametrize(("above", "below"), [("total = self.b", ""), ("", "return self.b")])
def test_code_beside_a_leftover_raise_is_told_to_delete_that_line(
    desk: Desk, above: str, below: str
) -> None:
    stub, leftover = desk.file.read_text("utf-8"), "        raise NotImplementedError\n"
    code = f"        {above}\n{leftover}        {below}\n"
    desk.file.write_text(changed(stub, (leftover, code)), "utf-8")
    words = "`raise NotImplementedError` in line 39 still ends it: delete that line."
    told = f"Hint 1 of 2: Your code in Neuron.__call__ is there, but {words}"
    assert told in said(desk, "neuron")


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
    desk: Desk, source: str, wanted: list[str]
) -> None:
    desk.file.write_text(source, encoding="utf-8")
    (found,) = session.check(at(desk.file.parent), ("neuron",)).result.exercises
    hints = ladder.hints(found)

    assert len(hints) == len(wanted)
    for hint, words in zip(hints, wanted, strict=True):
        assert words in " ".join(hint.split())
        assert not any(own in hint for own in NEURON.hints[:2])


def test_a_file_that_is_missing_has_one_hint_and_it_works(desk: Desk) -> None:
    desk.file.unlink()
    shown = said(desk, "neuron")
    assert "Hint 1 of 1: There is no file neuron.py." in shown
    assert "python -m checks reset neuron" in shown
    assert desk.refused("hint", "neuron", 2).startswith("There is one hint for this;")
    desk.do("reset", "neuron")
    assert NEURON.hints[0] in said(desk, "neuron")


def test_a_part_of_a_blank_exercise_that_the_stub_has_written_is_hinted_at(desk: Desk) -> None:
    """The exercise's own hints are about what the stub leaves open."""
    desk.do("reset", "mlp", "layer", "--blank")
    assert "Hint 1 of 2: The docstring of the class says" in said(desk, "mlp")
    assert "python -m checks reset mlp" in said(desk, "mlp", 2)
    assert exercise("layer").hints[0] in said(desk, "layer")


def test_an_exercise_that_passes_shows_all_its_hints(desk: Desk) -> None:
    shutil.copy(ROOT / "solutions" / "neuron.py", desk.file)
    listed = " ".join(f"{number}. {words}" for number, words in enumerate(NEURON.hints, 1))
    assert said(desk, "neuron") == (
        f"{NEURON.title} It passes. These are the hints that there were: {listed}"
    )


def test_a_number_or_a_name_that_there_is_not_is_refused_with_one_that_there_is(
    desk: Desk,
) -> None:
    for number, nearest in ((4, 3), (0, 1)):
        assert desk.refused("hint", "neuron", number).splitlines() == [
            f"There are 3 hints for this; there is no number {number}.",
            f"To do: python -m checks hint neuron {nearest}",
        ]
    assert desk.refused("hint", "neurn").splitlines() == [
        "There is no exercise called 'neurn'. Did you mean neuron?",
        "To do: Choose from: "
        + ", ".join(one.id for one in exercises() if not one.given)
        + ". For the commands: python -m checks --help",
    ]
