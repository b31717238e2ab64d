"""Does `solution` show the reference beside the learner's own, and only to who wants to see it?"""

import os
import re
import select
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.instructor import bank

Command = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).resolve().parents[1]
IN_REFERENCE = {
    "neuron": "pre_activation = sum(",
    "layer": "outputs = [neuron(x) for neuron in self.neurons]",
    "mlp": "[p for layer in self.layers for p in layer.parameters()]",
}
OTHER = {
    "neuron": ("plain_loop", "total = total + self.w[i] * x[i]"),
    "layer": ("plain_loops", "for neuron in self.neurons:"),
    "mlp": ("loop_of_extends", "extend("),
}


def solve(kit: Path, name: str) -> None:
    """Put another right answer than the reference in an exercise's place."""
    other = ROOT / "solutions" / "alternatives" / name / f"{OTHER[name][0]}.py"
    (kit / "exercises" / f"{name}.py").write_text(bank.source(other), encoding="utf-8")


def shown(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("name", IN_REFERENCE)
def test_once_it_passes_both_are_shown(kit: Path, command: Command, name: str) -> None:
    solve(kit, name)
    said = shown(command("solution", name, COLUMNS="200"))

    assert "Yours passes." in said
    assert IN_REFERENCE[name] in said
    assert OTHER[name][1] in said
    assert '"""' not in said
    assert re.search(rf"exercises/{name}\.py:\d+", said)


@pytest.mark.parametrize(("columns", "beside"), [("40", False), ("109", False), ("110", True)])
def test_they_stand_side_by_side_where_there_is_room(
    kit: Path, command: Command, columns: str, beside: bool
) -> None:
    solve(kit, "neuron")
    lines = shown(command("solution", "neuron", COLUMNS=columns)).splitlines()
    heads = [line for line in lines if "Yours  " in line and "The reference" in line]

    assert bool(heads) == beside
    assert max(map(len, lines)) <= int(columns)
    assert sum("tanh()" in line for line in lines) == 2


def test_before_it_passes_nothing_is_shown_without_a_terminal(command: Command) -> None:
    name = "layer"
    done = command("solution", name)

    assert done.returncode == 1
    assert done.stderr == ""
    assert IN_REFERENCE[name] not in done.stdout
    assert f"python -m checks solution {name} --spoil" in done.stdout
    assert f"python -m checks hint {name}" in done.stdout


def test_who_asks_for_it_in_words_sees_it(command: Command) -> None:
    said = shown(command("solution", "neuron", "--spoil", COLUMNS="200"))

    assert "Yours does not pass yet." in said
    assert IN_REFERENCE["neuron"] in said


def asked(kit: Path, answer: bytes, **environment: str) -> tuple[int, str]:
    """Run `solution neuron` on a terminal of its own, answer, and return status and screen."""
    pty = pytest.importorskip("pty")
    here, there = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "checks", "solution", "neuron"],
        cwd=kit,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment},
        stdin=there,
        stdout=there,
        stderr=there,
    ) as process:
        os.close(there)
        seen, answered = b"", False
        while select.select([here], [], [], 60)[0]:
            try:
                data = os.read(here, 65536)
            except OSError:  # Linux's way to say that the other end is closed
                break
            if not data:
                break
            seen += data
            if b"[y/N]" in seen and not answered:
                os.write(here, answer)
                answered = True
        status = process.wait(timeout=60)
    os.close(here)
    return status, seen.decode("utf-8")


def test_on_a_terminal_who_says_yes_sees_it(kit: Path) -> None:
    status, seen = asked(kit, b"Yes\n", NO_COLOR="1")

    assert status == 0
    assert "Show it anyway? [y/N]" in seen
    assert "pre_activation" in seen


@pytest.mark.parametrize("answer", [b"maybe\n", b"\x04"], ids=repr)
def test_on_a_terminal_whatever_else_is_said_shows_nothing(kit: Path, answer: bytes) -> None:
    status, seen = asked(kit, answer)

    assert status == 1
    assert "pre_activation" not in seen
    assert "Traceback" not in seen


def test_on_a_terminal_nobody_is_asked_once_it_passes_and_code_has_colours(kit: Path) -> None:
    solve(kit, "neuron")
    status, seen = asked(kit, b"", NO_COLOR="")

    assert status == 0
    assert "[y/N]" not in seen
    assert "\x1b[1mreturn\x1b[0m" in seen
    assert "\x1b" not in asked(kit, b"", NO_COLOR="1")[1]


def test_an_edition_without_solutions_has_no_such_command(kit: Path, command: Command) -> None:
    shutil.rmtree(kit / "solutions")
    done = command("solution", "neuron")

    assert done.returncode == 2
    assert done.stdout == ""
    assert "There is no exercise called 'solution'." in done.stderr


def test_where_nothing_is_to_be_written_there_is_no_solution(command: Command) -> None:
    done = command("solution", "network", "--spoil")

    assert done.returncode == 2
    assert "Choose from: neuron, layer, mlp" in done.stderr


def test_an_exercise_that_is_not_there_can_be_had_back(kit: Path, command: Command) -> None:
    (kit / "exercises" / "mlp.py").unlink()
    done = command("solution", "mlp", "--spoil")

    assert done.returncode == 2
    assert "python -m checks reset mlp" in done.stderr


HEAD = "from engine import Value\n\n\nclass Neuron:\n"
ANSWERS = {
    "its own docstring": (
        HEAD + '    def __call__(self, x):\n        """Mine."""\n        return 1  # one\n',
        ["exercises/neuron.py:5", "return 1  # one"],
        ["Mine."],
    ),
    "a signature over several lines": (
        HEAD + "    def __call__(\n        self,\n        x,\n    ):\n        return 1  # one\n",
        ["    x,", "):", "return 1  # one"],
        ["class Neuron"],
    ),
    "on one line": (
        HEAD + "    def __call__(self, x): return 1  # one\n\n    def other(self): pass\n",
        ["def __call__(self, x): return 1  # one"],
        ["other"],
    ),
    "a comment further left": (
        HEAD + "    def __call__(self, x):\n        y = 1\n# left\n        return y  # one\n",
        ["y = 1", "return y  # one"],
        ["class Neuron"],
    ),
    "the last of the file": (
        HEAD
        + "    def f(self):\n        pass\n\n    def __call__(self, x):\n        return 1  # one",
        ["return 1  # one"],
        ["def f"],
    ),
    "twice in its class": (
        HEAD + "    def __call__(self, x):\n        return 0\n\n" * 2,
        ["exercises/neuron.py:1", "class Neuron", "self.w = "],
        [],
    ),
    "a text that goes further left": (
        HEAD + '    def __call__(self, x):\n        """\nfar left\n"""\n        return 1  # one\n',
        ["class Neuron", "far left", "return 1  # one"],
        [],
    ),
    "in no class": (
        "def call(self, x):\n    return 1  # one\n\n\nclass Neuron:\n    __call__ = call\n",
        ["def call(self, x):", "__call__ = call", "self.w = "],
        [],
    ),
    "nothing": ("", ["class Neuron"], []),
}


@pytest.mark.parametrize(("source", "wanted", "unwanted"), ANSWERS.values(), ids=ANSWERS)
def test_ones_own_function_is_found_however_it_is_written_or_the_whole_file_is_shown(
    kit: Path, command: Command, source: str, wanted: list[str], unwanted: list[str]
) -> None:
    (kit / "exercises" / "neuron.py").write_text(source, encoding="utf-8")
    said = shown(command("solution", "neuron", "--spoil", COLUMNS="200"))

    assert [words for words in wanted if words not in said] == []
    assert [words for words in unwanted if words in said] == []


def test_ones_own_text_is_shown_letter_by_letter_and_moves_no_cursor(
    kit: Path, command: Command
) -> None:
    text = HEAD + "    def __call__(self, x):\n\treturn '[red]x[/red] \x1b[2J\x07 caf\xe9'\r\n"
    (kit / "exercises" / "neuron.py").write_bytes(text.encode("latin-1"))
    said = shown(command("solution", "neuron", "--spoil", COLUMNS="200"))

    assert "return '[red]x[/red] [2J caf" in said
    assert "\x1b" not in said
    assert "\x07" not in said
