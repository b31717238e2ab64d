"""Code that does not end, does not start, lies, or breaks things on its way.

Never a pass that was not earned, never the kit's own error, always a sentence, and the exercises
beside it are judged as always.
"""

import os
import signal
from contextlib import suppress
from textwrap import dedent, indent
from typing import Any

import pytest

from checks import submission
from checks.run import worker
from tests.conftest import (
    HANG_GUARD,
    PARTS,
    REQUIRED,
    SOURCE,
    changed,
    demand_fair,
    failed,
    messages,
    of,
    tables,
)

pytestmark = pytest.mark.slow  # each answer is run as it would be handed in

HOSTILE = tables("hostile.toml")
HAS_FORK = hasattr(os, "fork")


def neuron(top: str = "", **lines: str) -> str:
    """Return a right neuron with some lines put in: above it, or first in one of its methods."""
    source = HOSTILE["neuron"].replace("TOP", dedent(top))
    for method in ("start", "call", "parameters"):
        inside = indent(dedent(lines.get(method, "")).strip("\n"), " " * 8)
        source = source.replace(f"\n{method.upper()}\n", f"\n{inside}\n")
    return source


def hostile(one: dict[str, Any]) -> str:
    parts = {
        name: lines for name, lines in one.items() if name not in ("source", "instead", "words")
    }
    return changed(one.get("source", neuron(**parts)), *one.get("instead", {}).items())


# 1. What is no right answer: its verdict (if that does not depend on the system), and words.

SYNTAX = neuron() + "\ndef broken(:\n    pass\n"
WRONG = {
    "a syntax error": (SYNTAX, "crashed", "Python cannot read the file. SyntaxError"),
    "null bytes": (b"\0\0" + neuron().encode(), "crashed", "null bytes"),
    "Latin-1": (b"name = '\xe9'\n" + neuron().encode(), "crashed", "cannot read the file"),
}
CRASHING = dict.fromkeys(("ended", "breaking", "unread"), "crashed")
for section, verdict in {"endless": "timed out", "lies": "", **CRASHING}.items():
    for name, one in HOSTILE[section].items():
        words = one.get("words", "")
        is_told = words or section != "endless"
        WRONG[f"{section}: {name}"] = (hostile(one), verdict if is_told else "", words)


@pytest.mark.parametrize(("source", "verdict", "words"), WRONG.values(), ids=WRONG)
def test_what_is_no_answer_costs_itself_alone_and_is_told_so(
    submit, request, source, verdict, words
):
    if verdict == "timed out":
        request.getfixturevalue("short_limits")
    result = submit(*REQUIRED, neuron=source)
    found = of(result, "neuron")

    demand_fair(result, "neuron")
    assert found.verdict == verdict or not verdict
    assert words in messages(found)
    assert all(len(one) < 1000 and one.isprintable() for one in messages(found).splitlines())


@pytest.mark.usefixtures("short_limits")
def test_a_loop_without_end_is_shown_with_its_line(submit):
    """The jump back behind an `if` belongs to no line."""
    endless = "import itertools\nfor i in itertools.count():\n"
    source = neuron(call=f"{endless}    if i < 0: pass\n    elif i == 0: pass")
    first = 1 + next(n for n, line in enumerate(source.splitlines()) if "for i in" in line)
    check = failed(of(submit("neuron", neuron=source), "neuron"))[0]
    folder, _, number = check.where.rpartition(":")

    assert check.verdict == "timed out"
    assert folder.endswith("answers/neuron.py")
    assert first <= int(number) < first + 5
    assert "Neuron.__call__" in check.trace[-1]


@pytest.mark.usefixtures("short_limits")
def test_code_that_takes_long_to_crash_has_used_up_its_time_as_well(submit, tmp_path):
    """Of thirteen scenarios, and as many of the network, three each are all that time is for."""
    noted = tmp_path / "calls"
    call = f"open({str(noted)!r}, 'a').write('.')\ntime.sleep(0.6)\nos._exit(0)"
    result = submit(*REQUIRED, neuron=neuron(top="import time", call=call))

    demand_fair(result, "neuron")
    assert len(noted.read_text(encoding="ascii")) < 10


def test_all_calls_of_a_submission_have_an_end_together(submit, monkeypatch):
    """Each ends in its own time, which is too long for all of them."""
    monkeypatch.setattr(worker, "SUBMISSION_SECONDS", 0.5)
    result = submit(*REQUIRED, neuron=neuron(top="import time", call="time.sleep(0.3)"))

    assert {of(result, name).verdict for name in PARTS} == {"timed out"}
    assert all("used up" in messages(of(result, name)) for name in PARTS)


def test_what_is_told_of_files_is_no_text_of_the_code(submit):
    """It says of a file that is there how that was taken, in the kit's words."""
    made_up = (
        '("passed over", "layer.py", "Full marks")',
        '("passed over", "Full marks/neuron.py", "")',
        '("passed over", "layer.py", "")',
    )
    for note, is_told in zip(made_up, (False, False, True), strict=True):
        reach = "import gc, inside.statements as kit\n"
        top = f"{reach}for one in gc.get_objects():\n    if isinstance(one, kit.Loading):"
        result = submit("neuron", neuron=neuron(top=f"{top}\n        one.notes.append({note})"))
        assert ("layer.py has a Value" in " ".join(result.notes)) == is_told
        assert "Full marks" not in " ".join(result.notes)


def test_what_is_no_file_or_may_not_be_read_has_crashed(tmp_path, submit):
    path = tmp_path / "answers" / "neuron.py"
    path.mkdir(parents=True)
    result = submit(*REQUIRED, neuron=None)
    demand_fair(result, "neuron")
    assert of(result, "neuron").verdict == "crashed"
    assert "directory" in messages(of(result, "neuron"))
    assert str(tmp_path) not in messages(of(result, "neuron"))

    if HAS_FORK and os.geteuid() != 0:  # root may read everything
        path.rmdir()
        path.touch(mode=0)
        result = submit(*REQUIRED, neuron=None)
        demand_fair(result, "neuron")
        assert of(result, "neuron").verdict == "crashed"


@pytest.mark.usefixtures("short_limits")
@pytest.mark.parametrize("source", ["import os\nos._exit(0)\n", "while True: pass\n"])
def test_sabotaged_files_are_as_many_failed_exercises(submit, source):
    result = submit(**dict.fromkeys(submission.MODULES, source))

    demand_fair(result, *submission.MODULES)
    assert result.passed == 0


# 2. Right answers, however they are saved and whatever they do besides.

RIGHT = {
    "a byte order mark": b"\xef\xbb\xbf" + neuron().encode(),
    "CRLF": neuron().replace("\n", "\r\n").encode(),
    "declared": b"# -*- coding: latin-1 -*-\n# \xe9\n" + neuron().encode(),
    **{name: neuron(top) + f"\n\n{top}\n" for name, top in HOSTILE["passed_over"].items()},
    **{name: hostile(one) for name, one in HOSTILE["odd"].items()},
}


@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_a_right_answer_passes_whatever_it_does_besides(submit, source):
    result = submit(*REQUIRED, neuron=source)

    assert messages(of(result, "neuron")) == ""
    assert result.verdict == "pass"
    assert result.seconds < HANG_GUARD


@pytest.mark.skipif(not HAS_FORK, reason="this system knows no fork")
@pytest.mark.parametrize("left", ["os.fork()", "subprocess.Popen(['sleep', HANG]).pid"])
def test_what_is_left_running_holds_nobody_up(submit, tmp_path, left):
    """It is noted what is left behind, so that the test can end it."""
    noted, hang = tmp_path / "pid", str(int(HANG_GUARD))
    top = f"import subprocess, time\nHANG = {hang!r}\nleft = {left}\nif not left:\n"
    top += f"    time.sleep({hang})\nopen({str(noted)!r}, 'w').write(str(left))"
    result = submit(*REQUIRED, neuron=neuron(top=top))
    with suppress(ProcessLookupError, FileNotFoundError):
        os.kill(int(noted.read_text(encoding="ascii")), signal.SIGKILL)

    assert result.verdict == "pass"
    assert result.seconds < HANG_GUARD


def test_what_is_printed_is_kept_from_its_beginning_and_counted(submit):
    printing = neuron(call="print('[/]\\x1b[1m' + 'x' * 5000)\nraise ValueError")
    prints = of(submit("neuron", neuron=printing), "neuron").prints

    assert prints.startswith("[/][1mxxx")
    assert prints.endswith("more characters")
    assert len(prints) < 2100


# 3. What else lies in a learner's folder, or in the environment.

BESIDE = HOSTILE["beside"] | {f"{name}.py": HOSTILE["trap"] for name in HOSTILE["traps"]}


@pytest.mark.parametrize(("files", "environment"), [(BESIDE, {}), ({}, HOSTILE["around"])])
def test_what_lies_beside_the_answers_or_around_them_changes_nothing(
    command, kit, files, environment
):
    right = {f"{name}.py": source for name, source in SOURCE.items()}
    for name, text in {**right, **files}.items():
        (kit / "exercises" / name).write_text(text, encoding="utf-8")
    done = command("--plain", **environment)

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
