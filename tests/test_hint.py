"""`hint` shows the right ladder, one step at a time."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from checks import catalog
from checks.catalog import exercise, exercises
from checks.check import session
from checks.desk import ladder, solution
from checks.instructor.bank import mistakes
from checks.submission import at
from tests import table
from tests.conftest import ROOT, SOURCE, Command, Desk, at_terminal, changed, tables

VARIANTS = ROOT / "tests" / "variants"
NEURON = exercise("neuron")
CASES = tables("hints.toml")


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


FIRST = "        pre_activation = "


@pytest.mark.parametrize(
    "name",
    [
        "a crash",
        "no class",
        "a file that cannot be read",
        pytest.param("a loop", marks=pytest.mark.slow),
    ],
)
def test_code_that_stops_or_does_not_end_gets_hints_for_that(desk: Desk, name: str) -> None:
    state = CASES["states"][name]
    line = f"        {state.get('change')}"
    source = state.get("source") or changed(SOURCE["neuron"], (FIRST, f"{line}\n{FIRST}"))
    place = f"exercises/neuron.py:{[*source.splitlines(), line].index(line) + 1}, in the line"
    desk.write(source)
    (found,) = session.check(at(desk.file.parent), ("neuron",)).result.exercises
    hints = ladder.hints(found)

    assert len(hints) == len(state["hints"])
    for hint, words in zip(hints, state["hints"], strict=True):
        assert words.replace("LINE", place) in " ".join(hint.split())
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


# `solution` shows the reference beside the learner's own, and only to who wants to see it.


IN_REFERENCE = "outputs = [neuron(x) for neuron in self.neurons]"


def solve(kit: Path) -> None:
    other = table.text("solutions/alternatives/layer/plain_loops.py")
    (kit / "exercises" / "layer.py").write_text(other, encoding="utf-8")


def shown(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize(("columns", "beside"), [(109, False), (110, True)])
def test_once_it_passes_both_are_shown_side_by_side_where_there_is_room(
    kit: Path, command: Command, columns: int, beside: bool
) -> None:
    solve(kit)
    said = shown(command("solution", "layer", COLUMNS=str(columns)))
    heads = [re.search(r"Yours  .*The reference", line) for line in said.splitlines()]

    assert "Yours passes." in said
    assert "for neuron in self.neurons:" in said
    assert "for neuron in self.neurons]" in said
    assert '"""' not in said
    assert re.search(r"exercises/layer\.py:\d+", said)
    assert any(heads) == beside
    assert max(map(len, said.splitlines())) <= columns


def test_before_it_passes_only_who_asks_in_words_sees_it(command: Command) -> None:
    done = command("solution", "layer")
    assert (done.returncode, done.stderr) == (1, "")
    assert IN_REFERENCE not in done.stdout
    assert "python -m checks solution layer --spoil" in done.stdout
    assert "python -m checks hint layer" in done.stdout

    said = shown(command("solution", "layer", "--spoil", COLUMNS="200"))
    assert "Yours does not pass yet." in said
    assert IN_REFERENCE in said


ASKED = ("-m", "checks", "solution", "layer")


def test_on_a_terminal_who_says_yes_sees_it_and_nobody_is_asked_once_it_passes(kit: Path) -> None:
    status, seen = at_terminal(kit, *ASKED, answer=b"Yes\n", NO_COLOR="1")
    assert status == 0
    assert "Show it anyway? [y/N]" in seen
    assert IN_REFERENCE in seen
    assert "\x1b" not in seen

    solve(kit)
    status, seen = at_terminal(kit, *ASKED, NO_COLOR="")
    assert status == 0
    assert "[y/N]" not in seen
    assert "\x1b[1mreturn\x1b[0m" in seen


def test_what_has_no_solution_or_no_file_says_so(kit: Path, command: Command) -> None:
    (kit / "exercises" / "mlp.py").unlink()
    for name, words in (
        ("network", "Choose from: neuron, layer, mlp"),
        ("mlp", "checks reset mlp"),
    ):
        done = command("solution", name, "--spoil")
        assert done.returncode == 2
        assert words in done.stderr

    shutil.rmtree(kit / "solutions")  # an edition without them has no such command
    done = command("solution", "neuron")
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no exercise called 'solution'." in done.stderr


HEAD = CASES["call"]["head"]


@pytest.mark.parametrize("form", CASES["call"]["forms"].values(), ids=CASES["call"]["forms"])
def test_ones_own_function_is_found_however_it_is_written_or_the_whole_file_is_shown(
    tmp_path: Path, form: dict[str, str]
) -> None:
    own = tmp_path / "neuron.py"
    own.write_text(HEAD + form["source"], encoding="utf-8")
    (pair,) = solution.pairs(catalog.exercise("neuron"), own=own)

    is_found = "shown" in form
    expected = ("Neuron.__call__", 5, form["shown"]) if is_found else ("", 1, HEAD + form["source"])
    assert (pair.name, pair.line, pair.own) == expected
    assert ("self.w = " in pair.reference) != is_found


def test_ones_own_text_is_shown_letter_by_letter_and_moves_no_cursor(
    kit: Path, command: Command
) -> None:
    text = HEAD + "    def __call__(self, x):\n\treturn '[red]x[/red] \x1b[2J\x07 caf\xe9'\r\n"
    (kit / "exercises" / "neuron.py").write_bytes(text.encode("latin-1"))
    said = shown(command("solution", "neuron", "--spoil", COLUMNS="200"))

    assert "return '[red]x[/red] [2J caf" in said
    assert "\x1b" not in said
    assert "\x07" not in said
