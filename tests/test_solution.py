"""`solution` shows the reference beside the learner's own, and only to who wants to see it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from checks import catalog
from checks.desk import solution
from checks.instructor import bank
from tests.conftest import ROOT, Command, at_terminal

IN_REFERENCE = "outputs = [neuron(x) for neuron in self.neurons]"


def solve(kit: Path) -> None:
    """Put another right answer than the reference in an exercise's place."""
    other = ROOT / "solutions" / "alternatives" / "layer" / "plain_loops.py"
    (kit / "exercises" / "layer.py").write_text(bank.source(other), encoding="utf-8")


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


def test_on_a_terminal_who_says_yes_sees_it(kit: Path) -> None:
    status, seen = at_terminal(kit, *ASKED, answer=b"Yes\n", NO_COLOR="1")

    assert status == 0
    assert "Show it anyway? [y/N]" in seen
    assert IN_REFERENCE in seen
    assert "\x1b" not in seen


def test_on_a_terminal_nobody_is_asked_once_it_passes_and_code_has_colours(kit: Path) -> None:
    solve(kit)
    status, seen = at_terminal(kit, *ASKED, NO_COLOR="")

    assert status == 0
    assert "[y/N]" not in seen
    assert "\x1b[1mreturn\x1b[0m" in seen


def test_an_edition_without_solutions_has_no_such_command(kit: Path, command: Command) -> None:
    shutil.rmtree(kit / "solutions")
    done = command("solution", "neuron")

    assert done.returncode == 2
    assert done.stdout == ""
    assert "There is no exercise called 'solution'." in done.stderr


def test_what_has_no_solution_or_no_file_says_so(kit: Path, command: Command) -> None:
    done = command("solution", "network", "--spoil")
    assert done.returncode == 2
    assert "Choose from: neuron, layer, mlp" in done.stderr

    (kit / "exercises" / "mlp.py").unlink()
    done = command("solution", "mlp", "--spoil")
    assert done.returncode == 2
    assert "python -m checks reset mlp" in done.stderr


HEAD = "from engine import Value\n\n\nclass Neuron:\n"
ONE_LINE = "    def __call__(self, x): return 1  # one\n"
FOUND = {
    "its own docstring": (
        '    def __call__(self, x):\n        """Mine."""\n        return 1  # one\n',
        "def __call__(self, x):\n    return 1  # one\n",
    ),
    "a signature over several lines": (
        "    def __call__(\n        self,\n        x,\n    ):\n        return 1  # one\n",
        "def __call__(\n    self,\n    x,\n):\n    return 1  # one\n",
    ),
    "twice in its class": (ONE_LINE * 2, None),
    "not in its class": ("    __call__ = call\n\n\ndef call(self, x):\n    return 1\n", None),
}


@pytest.mark.parametrize(("source", "wanted"), FOUND.values(), ids=FOUND)
def test_ones_own_function_is_found_however_it_is_written_or_the_whole_file_is_shown(
    tmp_path: Path, source: str, wanted: str | None
) -> None:
    own = tmp_path / "neuron.py"
    own.write_text(HEAD + source, encoding="utf-8")
    (pair,) = solution.pairs(catalog.exercise("neuron"), own=own)

    whole = ("", 1, HEAD + source)
    assert (pair.name, pair.line, pair.own) == (
        whole if wanted is None else ("Neuron.__call__", 5, wanted)
    )
    assert ("self.w = " in pair.reference) == (wanted is None)


def test_ones_own_text_is_shown_letter_by_letter_and_moves_no_cursor(
    kit: Path, command: Command
) -> None:
    text = HEAD + "    def __call__(self, x):\n\treturn '[red]x[/red] \x1b[2J\x07 caf\xe9'\r\n"
    (kit / "exercises" / "neuron.py").write_bytes(text.encode("latin-1"))
    said = shown(command("solution", "neuron", "--spoil", COLUMNS="200"))

    assert "return '[red]x[/red] [2J caf" in said
    assert "\x1b" not in said
    assert "\x07" not in said
