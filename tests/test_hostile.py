"""Code that does not end, does not start, lies, or breaks things on its way.

Never a pass that was not earned, never the kit's own error, always a sentence, and the exercises
beside it are judged as always.
"""

import os
import signal
import tomllib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from textwrap import dedent, indent
from types import SimpleNamespace

import pytest

from checks import submission
from tests.conftest import HANG_GUARD, REQUIRED, Submit, demand_fair, failed, messages, of

pytestmark = pytest.mark.slow  # each answer is run as it would be handed in

HOSTILE = tomllib.loads(Path(__file__).with_name("hostile.toml").read_text(encoding="utf-8"))
HAS_FORK = hasattr(os, "fork")
needs_fork = pytest.mark.skipif(not HAS_FORK, reason="this system knows no fork")


def neuron(top: str = "", start: str = "", call: str = "", parameters: str = "") -> str:
    """Return a right neuron with some lines put in: above it, or first in one of its methods."""
    inside = {
        name: indent(dedent(lines).strip("\n"), " " * 8)
        for name, lines in (("start", start), ("call", call), ("parameters", parameters))
    }
    return f"""\
import os
import random
import sys

from engine import Value

{dedent(top)}


class Neuron:
    def __init__(self, nin):
{inside["start"]}
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
{inside["call"]}
        return sum((wi * xi for wi, xi in zip(self.w, x)), self.b).tanh()

    def parameters(self):
{inside["parameters"]}
        return [*self.w, self.b]
"""


# 1. What is no right answer: its verdict (if that does not depend on the system), and words.

WRAPPED = "import random\nimport no_such_plots.pyplot as plt\n" + neuron(call="plt.plot(x)")
SYNTAX = neuron() + "\ndef broken(:\n    pass\n"
DEEP = "sys.setrecursionlimit(10**9)\nx = []\nfor _ in range(2 * 10**5): x = [x]\nrepr(x)"
WRONG = {
    # it ends itself
    "kills itself": (neuron(call="os.kill(os.getpid(), 9)"), "crashed", "signal 9"),
    "kills its group": (neuron(call="os.killpg(0, 9)"), "crashed", "signal 9"),
    "kills its worker": (
        neuron(call="os.kill(os.getppid(), 9)\nreturn Value(0.5)"),
        *("crashed", "is gone"),
    ),
    "deeper than the stack": (neuron(call=DEEP), "", ""),
    # files that are not what they should be
    "an empty file": ("", "crashed", "is empty: did you save it?"),
    "a number for a class": ("Neuron = 3\n", "crashed", ""),
    "no __call__": (
        neuron().replace("def __call__", "def forward"),
        *("crashed", "has no method `__call__`"),
    ),
    "a syntax error": (SYNTAX, "crashed", "Python cannot read the file. SyntaxError"),
    "an indentation": ("class Neuron:\npass\n", "crashed", "IndentationError"),
    "null bytes": (b"\0\0" + neuron().encode(), "crashed", "null bytes"),
    "Latin-1": (b"name = '\xe9'\n" + neuron().encode(), "crashed", "cannot read the file"),
    "a misspelt import": ("from engine import Vlaue\n", "crashed", "Vlaue"),
    "a syntax error in a call": (neuron(call="eval('1 +')"), "crashed", "SyntaxError"),
    "a package that is used": (WRAPPED, "crashed", "no_such_plots is not installed here (line 2"),
    "a class that fails": (
        neuron().replace("class Neuron:", "class Neuron(Undefined):"),
        *("crashed", "NameError: name 'Undefined' is not defined"),
    ),
    "a class that does not end": (
        "class Neuron:\n    while True: pass\n",
        *(
            "timed out",
            "Importing your file does not end in time: what begins in line 1 took too long",
        ),
    ),
    "another name": (neuron().replace("Neuron", "Perceptron"), "crashed", "`Perceptron` is th"),
    # what is no number
    **{
        data: (neuron(call=f"return Value({data})"), "", f"{words}not a finite number")
        for data, words in (
            ("float('nan')", "data is nan, "),
            ("float('inf')", "data is inf, "),
            ("True", "data is bool True, "),
            ("None", "data is NoneType None, "),
            ("'x' * 10**7", ""),
        )
    },
    "a patched engine": (
        neuron(top="Value.tanh = lambda self: Value(0.5, (self,), 'tanh')"),
        *("", ""),
    ),
    "a list in itself": (neuron(call="here = []\nhere += [here] * 40\nreturn here"), "", ""),
    # an exception's words are shown as they are, but for what moves a cursor
    **{
        call: (neuron(call=f"raise {call}"), "crashed", shown)
        for call, shown in (
            ("ValueError('[/] [bold]b[/bold]')", "[/] [bold]b[/bold]"),
            ("ValueError('\\x1b[31mred\\x07\\x08')", "[31mred"),
            ("ValueError('a\\u202eb\\u200bc')", "abc"),
            ("ValueError('half \\ud800 pair')", "half ? pair"),
            ("ValueError('x' * 10**7)", "x" * 100),
            ("ExceptionGroup('all', [ValueError()])", "ExceptionGroup"),
            ("type('[/]\\x1b[1m', (Exception,), {})('m')", "[/][1m: m"),
        )
    },
}
SECTIONS = {"endless": "timed out", "ended": "crashed", "breaking": "crashed", "lies": ""}
for section, verdict in SECTIONS.items():
    for name, parts in HOSTILE[section].items():
        words = parts.pop("words", "")
        verdict = verdict if words or section != "endless" else ""
        WRONG[f"{section}: {name}"] = (neuron(**parts), verdict, words)


@pytest.mark.parametrize(("source", "verdict", "words"), WRONG.values(), ids=WRONG)
def test_what_is_no_answer_costs_itself_alone_and_is_told_so(
    submit: Submit, request: pytest.FixtureRequest, source: str | bytes, verdict: str, words: str
) -> None:
    if verdict == "timed out":
        request.getfixturevalue("short_limits")
    result = submit(*REQUIRED, neuron=source)
    found = of(result, "neuron")

    demand_fair(result, "neuron")
    assert found.verdict == verdict or not verdict
    assert words in messages(found)
    assert all(len(one) < 1000 and one.isprintable() for one in messages(found).splitlines())


@pytest.mark.usefixtures("short_limits")
def test_a_loop_without_end_is_shown_with_its_line(submit: Submit) -> None:
    """The jump back behind an `if` belongs to no line."""
    loop = (
        "import itertools\nfor i in itertools.count():\n    if i < 0: pass\n    elif i == 0: pass"
    )
    source = neuron(call=loop)
    first = 1 + next(n for n, line in enumerate(source.splitlines()) if "for i in" in line)
    check = failed(of(submit("neuron", neuron=source), "neuron"))[0]
    folder, _, number = check.where.rpartition(":")

    assert check.verdict == "timed out"
    assert folder.endswith("answers/neuron.py")
    assert first <= int(number) < first + 5
    assert "Neuron.__call__" in check.trace[-1]


@pytest.mark.usefixtures("short_limits")
def test_code_that_takes_long_to_crash_has_used_up_its_time_as_well(
    submit: Submit, tmp_path: Path
) -> None:
    """Of thirteen scenarios, and as many of the network, three each are all that time is for."""
    noted = tmp_path / "calls"
    call = f"open({str(noted)!r}, 'a').write('.')\ntime.sleep(0.6)\nos._exit(0)"
    result = submit(*REQUIRED, neuron=neuron(top="import time", call=call))

    demand_fair(result, "neuron")
    assert len(noted.read_text(encoding="ascii")) < 10


def test_a_folder_in_a_files_place_has_crashed(tmp_path: Path, submit: Submit) -> None:
    (tmp_path / "answers" / "neuron.py").mkdir(parents=True)
    result = submit(*REQUIRED, neuron=None)

    demand_fair(result, "neuron")
    assert of(result, "neuron").verdict == "crashed"
    assert "directory" in messages(of(result, "neuron"))
    assert str(tmp_path) not in messages(of(result, "neuron"))


@pytest.mark.skipif(not HAS_FORK or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_has_crashed(tmp_path: Path, submit: Submit) -> None:
    (tmp_path / "answers").mkdir()
    path = tmp_path / "answers" / "neuron.py"
    path.touch(mode=0)
    result = submit(*REQUIRED, neuron=None)

    demand_fair(result, "neuron")
    assert of(result, "neuron").verdict == "crashed"


def test_a_syntax_error_is_shown_with_its_file_line_and_place(submit: Submit) -> None:
    check = failed(of(submit("neuron", neuron=SYNTAX), "neuron"))[0]
    number = SYNTAX.splitlines().index("def broken(:") + 1
    place, text, caret = check.trace[-1].splitlines()

    assert check.where.endswith(f"answers/neuron.py:{number}")
    assert place == check.where
    assert text.strip() == "def broken(:"
    assert caret.strip() == "^"
    assert text[caret.index("^")] == ":"


@pytest.mark.usefixtures("short_limits")
@pytest.mark.parametrize("source", ["import os\nos._exit(0)\n", "while True: pass\n"])
def test_sabotaged_files_are_as_many_failed_exercises(submit: Submit, source: str) -> None:
    result = submit(**dict.fromkeys(submission.MODULES, source))

    demand_fair(result, *submission.MODULES)
    assert result.passed == 0


# 2. Right answers, however they are saved and whatever they do besides.

PASSED_OVER = {
    "exits": "sys.exit(0)",
    "asks": "input('how many? ')",
    "imports what is not here": "import no_such_plots.pyplot as plt",
    "misspells an import that it does not need": "from engine import Vlaue",
    "takes the lesson's class from elsewhere": "from somewhere.engine import Value",
    "tries what is not written yet": "raise NotImplementedError",
    "fails twice": "print(undefined)\n1 / 0; random = random",
    "does not end": "while True: pass",
}
ANSWER = "out = sum((wi * xi for wi, xi in zip(self.w, x)), self.b).tanh()\n"
NUMPY = f"import numpy\n{ANSWER}out.data = numpy.float64(out.data)\nreturn out"
RIGHT = {
    "a byte order mark": b"\xef\xbb\xbf" + neuron().encode(),
    "CRLF": neuron().replace("\n", "\r\n").encode(),
    "declared": b"# -*- coding: latin-1 -*-\n# \xe9\n" + neuron().encode(),
    "a future import": "from __future__ import annotations\n" + neuron(),
    "a main guard": neuron() + "if __name__ == '__main__':\n    1 / 0\n",
    "a warning": neuron(top="import warnings\nwarnings.warn('x')"),
    "a SyntaxWarning": neuron(top="if 'a' is 'a': pass"),
    "a number of NumPy's": neuron(call=NUMPY),
    **{name: neuron(top) + f"\n\n{top}\n" for name, top in PASSED_OVER.items()},
    **{name: neuron(**parts) for name, parts in HOSTILE["odd"].items()},
}


@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_a_right_answer_passes_whatever_it_does_besides(
    submit: Submit, source: str | bytes
) -> None:
    result = submit(*REQUIRED, neuron=source)

    assert messages(of(result, "neuron")) == ""
    assert result.verdict == "pass"
    assert result.seconds < HANG_GUARD


@needs_fork
@pytest.mark.parametrize(
    "top",
    [
        pytest.param("if os.fork() == 0:\n    time.sleep(HANG)", id="a child"),
        pytest.param("import subprocess\nsubprocess.Popen(['sleep', 'HANG'])", id="a command"),
    ],
)
def test_what_is_left_running_holds_nobody_up(submit: Submit, tmp_path: Path, top: str) -> None:
    """The process left behind notes its number, so that the test can end it."""
    noted = tmp_path / "pid"
    note = f"    open({str(noted)!r}, 'w').write(str(os.getpid()))\n    time.sleep"
    top = top.replace("    time.sleep", note).replace("HANG", str(int(HANG_GUARD)))
    result = submit(*REQUIRED, neuron=neuron(top=f"import time\n{top}"))
    if noted.exists():
        with suppress(ProcessLookupError):
            os.kill(int(noted.read_text(encoding="ascii")), signal.SIGKILL)

    assert result.verdict == "pass"
    assert result.seconds < HANG_GUARD


def test_what_is_printed_is_kept_from_its_beginning_and_counted(submit: Submit) -> None:
    printing = neuron(call="print('[/]\\x1b[1m' + 'x' * 5000)\nraise ValueError")
    prints = of(submit("neuron", neuron=printing), "neuron").prints

    assert prints.startswith("[/][1mxxx")
    assert prints.endswith("more characters")
    assert len(prints) < 2100


# 3. What else lies in a learner's folder, or in the environment.

TRAP = "raise SystemExit('imported what a learner wrote')\n"
TRAPS = ("conftest", "json", "random", "os", "pytest", "sitecustomize", "test_neuron")
BESIDE = {
    **{f"{name}.py": TRAP for name in TRAPS},
    "pytest.ini": "[pytest]\naddopts = --collect-only\n",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '--collect-only'\n",
    "tox.ini": "[pytest]\naddopts = -k nothing\n",
}
AROUND = {
    "PYTEST_ADDOPTS": "--collect-only -k nothing --no-such-option",
    "PYTHONPATH": "exercises",
    "PYTHONSTARTUP": "exercises/json.py",
    "PYTEST_PLUGINS": "nothing_of_this_name",
}


@pytest.mark.parametrize(
    ("files", "environment"), [(BESIDE, {}), ({}, AROUND)], ids=["files", "environment"]
)
def test_what_lies_beside_the_answers_or_around_them_changes_nothing(
    command: Callable[..., SimpleNamespace],
    kit: Path,
    files: dict[str, str],
    environment: dict[str, str],
) -> None:
    for path in (kit / "solutions").glob("*.py"):
        (kit / "exercises" / path.name).write_bytes(path.read_bytes())
    for name, text in files.items():
        (kit / "exercises" / name).write_text(text, encoding="utf-8")
    done = command("--plain", **environment)

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
