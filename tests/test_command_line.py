"""The command line: what `python -m checks` and its options print, write and return."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checks import catalog, cli
from checks.check import result as results
from checks.check import roster

Command = Callable[..., subprocess.CompletedProcess[str]]

ESCAPE = "\x1b"
GIVEN = {one.id for one in catalog.exercises() if one.given}
COUNT = sum(check.exercise not in GIVEN for check in roster.every())


def neuron(call: str) -> str:
    """Return the source of a right neuron with one line put in first."""
    return f"""\
import random

from engine import Value


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        {call}
        return sum((wi * xi for wi, xi in zip(self.w, x)), self.b).tanh()

    def parameters(self):
        return [*self.w, self.b]
"""


def write(kit: Path, text: str, name: str = "neuron") -> None:
    (kit / "exercises" / f"{name}.py").write_text(text, encoding="utf-8")


def solve(kit: Path, *names: str) -> None:
    for name in names:
        path = kit / "solutions" / f"{name}.py"
        (kit / "exercises" / path.name).write_bytes(path.read_bytes())


def demand_two_lines(done: subprocess.CompletedProcess[str], what: str, to_do: str) -> None:
    """Fail unless the command could not check and says so: one line what, one line what to do."""
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stdout == ""
    first, second = done.stderr.splitlines()
    assert what in first
    assert to_do in second


# 1. Exit status.


def test_untouched_exercises_exit_with_1_and_a_calm_word(command: Command) -> None:
    done = command()

    assert done.returncode == 1
    assert done.stderr == ""
    assert "nothing is broken" in done.stdout
    assert re.search(r"exercises/neuron\.py:\d+", done.stdout)
    assert "Traceback" not in done.stdout
    assert "NotImplementedError\n" not in done.stdout


def test_right_answers_exit_with_0_and_show_what_now_works(command: Command) -> None:
    done = command("--submission", "solutions")

    assert done.returncode == 0
    assert done.stderr == ""
    assert f"All {COUNT} of {COUNT} checks pass" in " ".join(done.stdout.split())
    assert "out.backward()" in done.stdout


def test_run_is_what_happens_without_a_command(command: Command) -> None:
    command()  # from here on, each run says "as before"

    assert command("run", "--plain").stdout == command("--plain").stdout


def test_a_wrong_answer_exits_with_1_and_one_next_thing(kit: Path, command: Command) -> None:
    write(kit, neuron("return 0.5"))
    done = command("--plain")

    assert done.returncode == 1
    assert done.stdout.count("Next: ") == 1
    assert "Next: A neuron" in done.stdout


def test_only_the_named_exercises_are_reported_and_count(kit: Path, command: Command) -> None:
    solve(kit, "layer")
    done = command("layer", "--plain")

    assert done.returncode == 0
    assert "All 13 of 13 checks pass" in " ".join(done.stdout.split())
    assert "A neuron  " not in done.stdout


def test_full_explains_every_check_that_does_not_pass(kit: Path, command: Command) -> None:
    write(kit, neuron("return Value(0.5)"))
    short, full = command("--plain"), command("--plain", "--full")

    wrong = [line[14:] for line in short.stdout.splitlines() if line.startswith("x not yet")]
    box = full.stdout.partition("+- A neuron")[2]
    assert len(wrong) > 1
    assert all(title in box for title in wrong)
    assert box.count("The output is not right.") == 2
    assert box.count("Another input gets the answer to the first one.") == 1
    assert box.count("python -m checks hint neuron") == 1


@pytest.mark.parametrize("count", [20, 21])
def test_it_is_said_where_prints_go_on(kit: Path, command: Command, count: int) -> None:
    write(kit, neuron(f"for k in range({count}): print(k)\n        return"))
    shown = command("neuron", "--plain").stdout
    assert shown.count("  | ") == 20
    assert ("only its beginning is shown" in shown) == (count > 20)


def test_help_lists_the_commands_and_exits_with_0(command: Command) -> None:
    done = command("--help")

    assert done.returncode == 0
    assert all(f"  {name} " in done.stdout for name in cli.commands())
    assert "--submission PATH" in command("run", "--help").stdout


def test_list_shows_every_exercise_with_its_points(command: Command) -> None:
    done = command("list")

    assert done.returncode == 0
    for name in ("neuron", "layer", "mlp", "network"):
        assert name in done.stdout


# 2. JSON and HTML.


def test_the_schema_file_is_the_results_schema(kit: Path) -> None:
    path = kit / "checks" / "result.schema.json"
    made = json.loads(json.dumps(results.schema()))  # a tuple there is a list here

    assert json.loads(path.read_text(encoding="utf-8")) == made


PRINTS = neuron("print('x' * 5000, chr(0xd800)); raise ValueError('[/] \\x1b[1m \\ud800')")


@pytest.mark.parametrize("source", [None, PRINTS], ids=["right", "a crash"])
def test_json_on_standard_output_is_valid_and_alone(
    kit: Path, command: Command, source: str | None
) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    solve(kit, "neuron", "layer", "mlp")
    if source is not None:
        write(kit, source)
    done = command("--json", "-")
    result = json.loads(done.stdout)

    jsonschema.Draft202012Validator.check_schema(results.schema())
    jsonschema.Draft202012Validator(results.schema()).validate(result)
    assert done.returncode == (0 if source is None else 1)
    assert result["version"] == 1
    assert result["submission"] == "exercises"


def test_json_has_every_field_and_verdict_that_a_reader_counts_on(command: Command) -> None:
    result: dict[str, Any] = json.loads(command("--json", "-").stdout)

    assert list(result) == [
        *("version", "submission", "edition", "isolation", "seconds", "verdict"),
        *("points", "out_of", "exercises"),
    ]
    assert result["edition"] == "instructor"
    assert result["verdict"] == "not started"


def test_json_to_a_file_leaves_the_report_on_the_screen(command: Command, tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    done = command("--submission", "solutions", "--json", target)

    assert done.returncode == 0
    assert f"{COUNT} of {COUNT}" in done.stdout
    assert json.loads(target.read_text(encoding="utf-8"))["verdict"] == "pass"


@pytest.mark.parametrize(
    ("option", "where", "why", "to_do"),
    [
        ("--json", ".", "Is a directory", "Give another path."),
        (
            "--html",
            "no/such/folder/file",
            "there is no folder no/such/folder",
            "Make that folder, or give another path: mkdir -p no/such/folder",
        ),
    ],
    ids=["a folder", "no folder"],
)
def test_a_file_that_cannot_be_written_is_said_in_two_lines_below_the_report(
    command: Command, option: str, where: str, why: str, to_do: str
) -> None:
    done = command("neuron", option, where)

    assert done.returncode == 2
    assert done.stderr.splitlines() == [f"{where} cannot be written: {why}.", f"To do: {to_do}"]
    assert "Next: A neuron" in done.stdout


def test_a_summary_that_cannot_be_written_is_said_in_two_lines(command: Command) -> None:
    done = command("neuron", "--github", GITHUB_STEP_SUMMARY=".")

    assert done.returncode == 2
    first, second = done.stderr.splitlines()
    assert first.startswith("The summary cannot be written to .: ")
    assert second.startswith("To do: Set GITHUB_STEP_SUMMARY to a file")


def test_what_is_no_file_is_said_with_the_way_back(kit: Path, command: Command) -> None:
    path = kit / "exercises" / "neuron.py"
    path.unlink()
    path.symlink_to(path.name)
    assert command("neuron").returncode == 1
    shown = command("hint", "neuron", COLUMNS="200").stdout

    assert "Hint 1 of 1: The file neuron.py cannot be read (" in shown
    assert "Once it is moved away, python -m checks reset neuron brings it back" in shown


# 3. What keeps the kit from checking.


@pytest.mark.parametrize(
    ("arguments", "what", "to_do"),
    [
        pytest.param(["nueron"], "Did you mean neuron?", "Choose from", id="a slip"),
        pytest.param(["convolution"], "no exercise called", "Choose from", id="unknown"),
        pytest.param(["hint", "layer", "4"], "3 hints", "hint layer 3", id="hint 4"),
        pytest.param(["--submission", "no/such"], "no folder", "Give the folder", id="no folder"),
        pytest.param(
            ["--submission", "checks/pages"], "holds none", "Give the folder", id="no files"
        ),
        pytest.param(
            ["--submission", "solutions/README.md"], "no folder", "Give the folder", id="a file"
        ),
    ],
)
def test_what_cannot_be_checked_is_said_in_two_lines(
    command: Command, arguments: list[str], what: str, to_do: str
) -> None:
    demand_two_lines(command(*arguments), what, to_do)


@pytest.mark.parametrize(("arguments", "left"), [([], "nothing"), (["hint", "layer"], "folder")])
def test_exercises_that_are_gone_are_said_with_a_command_that_brings_them_back(
    kit: Path, command: Command, arguments: list[str], left: str
) -> None:
    shutil.rmtree(kit / "exercises")
    if left == "folder":
        (kit / "exercises").mkdir()
    done = command(*arguments)
    demand_two_lines(done, "exercises", "python -m checks reset")
    mended = command(*done.stderr.splitlines()[1].removeprefix("To do: python -m checks ").split())

    assert mended.returncode == 0, mended.stderr
    assert "nothing is broken" in command().stdout


@pytest.mark.parametrize("name", ["engine", "mlp"])
def test_a_file_that_is_gone_is_said_with_a_command_that_brings_it_back(
    kit: Path, command: Command, name: str
) -> None:
    (kit / "exercises" / f"{name}.py").unlink()
    done = command(name, COLUMNS="200")

    assert done.returncode == 1
    assert f"There is no file {name}.py. python -m checks reset {name} brings it" in done.stdout
    assert "call  " not in done.stdout
    assert command("reset", name).returncode == 0
    assert "nothing is broken" in command().stdout


def test_a_caret_stays_below_what_it_points_at(kit: Path, command: Command) -> None:
    write(kit, f"x = {'(1 + 2) * ' * 8}3 ] + {'(4 + 5) * ' * 3}6\n")
    lines = command("neuron", COLUMNS="60").stdout.splitlines()

    (below,) = [number for number, line in enumerate(lines) if line.strip("│ ") == "^"]
    assert lines[below - 1][lines[below].index("^")] == "]"


def test_a_submission_elsewhere_is_checked_again_where_it_is(kit: Path, command: Command) -> None:
    shutil.copytree(kit / "exercises", kit / "my own")
    shown = command("--submission", "my own").stdout

    (again,) = re.findall(r"Again: +python -m checks (.*?) *│", shown)
    assert shlex.split(again) == ["neuron", "--submission", "my own"]
    assert "python -m checks hint" not in shown  # hints are about what is in exercises/


def with_output_to(kit: Path, where: str, *arguments: str, **environment: str) -> tuple[int, str]:
    """Run the command from a shell that sends standard output somewhere; return status, errors."""
    shell = shutil.which("sh")
    if shell is None or (where.startswith(">/dev/full") and not Path("/dev/full").exists()):
        pytest.skip("this system has no such place")
    done = subprocess.run(
        [shell, "-c", f'exec "$@" {where}', "sh", sys.executable, "-m", "checks", *arguments],
        cwd=kit,
        env={**os.environ, "PYTHONUNBUFFERED": "", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("arguments", "where", "says", "unbuffered"),
    [
        ([], ">&-", "standard output is closed", ""),
        (["--json", "-"], ">/dev/full", "No space left", ""),
        (["list"], ">/dev/full", "No space left", "1"),
        (["doctor"], ">/dev/full", "No space left", ""),
        (["run", "--help"], ">/dev/full", "No space left", "1"),
    ],
)
def test_output_that_goes_nowhere_is_said_in_one_line(
    kit: Path, arguments: list[str], where: str, says: str, unbuffered: str
) -> None:
    status, errors = with_output_to(kit, where, *arguments, PYTHONUNBUFFERED=unbuffered)

    assert status == 2
    assert says in errors
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize("where", ["2>&-", "2>/dev/full >/dev/null", ">&- 2>&-", "<&-"])
def test_other_streams_that_are_closed_or_full_change_no_status(kit: Path, where: str) -> None:
    wanted = 2 if ">&- 2" in where else 1
    assert with_output_to(kit, where)[0] == wanted
    assert with_output_to(kit, where, "hint", "nueron")[0] == 2


def test_a_page_is_not_written_to_a_file_called_minus(kit: Path, command: Command) -> None:
    done = command("--html", "-")

    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "A page is written to a file, not to -.",
        "To do: Give its path: --html FILE",
    ]
    assert not (kit / "-").exists()


def test_an_unknown_option_exits_with_2(command: Command) -> None:
    done = command("--no-such-option")

    assert done.returncode == 2
    assert "--no-such-option" in done.stderr
    assert "Traceback" not in done.stderr


KEYS = {
    "another shape": (b'{"version": 1}', "cannot be read"),
    "deep": (b"[" * 100_000, "cannot be read"),
    "missing": (None, "is not there"),
}


@pytest.mark.parametrize(("data", "what"), KEYS.values(), ids=KEYS)
def test_a_key_that_cannot_be_read_is_said_with_the_command_that_renews_it(
    kit: Path, command: Command, data: bytes | None, what: str
) -> None:
    path = kit / "checks" / "key.json"
    path.unlink()
    if data is not None:
        path.write_bytes(data)

    demand_two_lines(command(), what, "python -m checks key")


@pytest.mark.parametrize(
    "changed",
    [
        "checks/lesson/scenarios.py",
        "checks/lesson/programs/classes.py",
        "checks/lesson/programs/standins/neuron.py",
        "solutions/neuron.py",
    ],
)
def test_a_key_that_is_older_than_what_it_was_built_from_is_refused(
    kit: Path, command: Command, changed: str
) -> None:
    with (kit / changed).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")

    demand_two_lines(command(), "older than", "python -m checks key")


def test_other_line_ends_leave_the_key_as_it_is(kit: Path, command: Command) -> None:
    for path in [*kit.glob("checks/**/*.py"), *kit.glob("solutions/**/*.py")]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert command("--submission", "solutions").returncode == 0


# 4. Terminals.

CRASH = neuron(f"print('long ' * 100); raise ValueError('{'word ' * 50}{'x' * 300}')")


@pytest.fixture
def in_a_state(request: pytest.FixtureRequest, kit: Path) -> None:
    """The exercises in one of three states: each has another kind of report."""
    if request.param == "solutions":
        solve(kit, "neuron", "layer", "mlp")
    if request.param == "crash":
        solve(kit, "layer")
        write(kit, CRASH)


@pytest.mark.usefixtures("in_a_state")
@pytest.mark.parametrize(
    ("in_a_state", "columns", "full"),
    [("crash", "40", ["--full"]), ("solutions", "80", []), ("stubs", "120", ["--full"])],
    indirect=["in_a_state"],
)
def test_no_line_is_longer_than_the_terminal(
    command: Command, columns: str, full: list[str]
) -> None:
    done = command(*full, COLUMNS=columns)
    too_long = [line for line in done.stdout.splitlines() if len(line) > int(columns)]

    assert too_long == []
    assert not any(line.endswith(" ") for line in done.stdout.splitlines())


def test_a_fact_that_is_broken_goes_on_beneath_its_beginning(kit: Path, command: Command) -> None:
    solve(kit, "neuron", "layer")
    nested = "return [layer.parameters() for layer in self.layers]"
    stub = (kit / "exercises" / "mlp.py").read_text(encoding="utf-8")
    write(kit, stub.replace("raise NotImplementedError", nested), "mlp")
    box = command("mlp", "--plain").stdout.partition("+- Next")[2].splitlines()
    lines = [line.strip("|").rstrip() for line in box]
    first = next(number for number, line in enumerate(lines) if line.strip().startswith("got"))
    last = next(number for number, line in enumerate(lines) if line.strip().startswith("where"))

    assert last - first > 2
    column = lines[first].index("[[Value(")
    assert {len(line) - len(line.lstrip()) for line in lines[first + 1 : last]} == {column}


def test_the_code_to_try_can_be_pasted(kit: Path, command: Command) -> None:
    solve(kit, "neuron", "layer", "mlp")
    shown = command("--plain", COLUMNS="60").stdout
    box = [line.strip("| ") for line in shown.partition("Try it:")[2].splitlines()]
    code = box[box.index("model = MLP(3, [4, 4, 1])") :]
    code = code[: code.index("")]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(["from mlp import MLP", *code])],
        cwd=kit / "exercises",
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr, len(code)) == (0, "", 6)


@pytest.mark.parametrize("environment", [{}, {"FORCE_COLOR": "1", "NO_COLOR": "1"}], ids=str)
def test_no_escape_codes_leave_a_pipe(
    kit: Path, command: Command, environment: dict[str, str]
) -> None:
    write(kit, CRASH)
    assert ESCAPE not in command("--full", **environment).stdout


def on_a_terminal(kit: Path, *arguments: str, **environment: str) -> str:
    """Run the command with a terminal of its own and return what it shows there."""
    pty = pytest.importorskip("pty")
    here, there = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "checks", *arguments],
        cwd=kit,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **environment},
        stdin=there,
        stdout=there,
        stderr=there,
    ) as process:
        os.close(there)
        shown = b""
        while True:
            try:
                data = os.read(here, 65536)
            except OSError:  # Linux's way to say that the other end is closed
                break
            if not data:
                break
            shown += data
        process.wait(timeout=60)
    os.close(here)
    return shown.decode("utf-8")


def test_a_terminal_gets_colour_unless_it_wants_none(kit: Path) -> None:
    assert ESCAPE in on_a_terminal(kit, NO_COLOR="")
    assert ESCAPE not in on_a_terminal(kit, NO_COLOR="1")
    assert ESCAPE not in on_a_terminal(kit, "--plain")


def test_a_learners_text_moves_no_cursor_on_a_terminal(kit: Path) -> None:
    write(kit, neuron("print('\\x1b[2J'); raise ValueError('\\x1b]0;title\\x07 \\x1b[2J')"))
    shown = on_a_terminal(kit, "--full", NO_COLOR="")

    assert "\x1b[2J" not in shown
    assert "\x1b]0" not in shown
    assert "\x07" not in shown


@pytest.mark.usefixtures("in_a_state")
@pytest.mark.parametrize(
    ("in_a_state", "arguments", "environment"),
    [
        pytest.param("solutions", [], {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, id="ASCII"),
        pytest.param("crash", ["--plain", "--full"], {"COLUMNS": "200"}, id="wide"),
    ],
    indirect=["in_a_state"],
)
def test_a_plain_report_is_ascii(
    command: Command, arguments: list[str], environment: dict[str, str]
) -> None:
    done = command(*arguments, **environment)

    assert done.stdout.isascii()
    assert "?" not in done.stdout.replace("why?", "").replace("?\n", "\n")
    assert done.stderr == ""


def test_a_plain_box_keeps_its_border_where_a_word_is_longer_in_ascii(
    kit: Path, command: Command
) -> None:
    right = (kit / "solutions" / "mlp.py").read_text(encoding="utf-8")
    one_short = right.replace("zip(sizes, nouts)", "zip(sizes, nouts[:-1])", 1)
    assert one_short != right
    (kit / "exercises" / "mlp.py").write_text(one_short, encoding="utf-8")
    done = command("mlp", "--plain")
    box = [line for line in done.stdout.splitlines() if line.startswith(("+-", "|"))]

    assert any("3 -> 4, 4 -> 4, 4 -> 1" in line for line in box)
    assert {len(line) for line in box} == {len(box[0])}


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_the_report_can_be_written_in_any_encoding(
    kit: Path, command: Command, encoding: str
) -> None:
    write(kit, CRASH)
    done = command("--full", PYTHONIOENCODING=encoding)

    assert done.returncode in (0, 1)
    assert done.stderr == ""
    assert "checks pass" in done.stdout


# 5. What changed since the last run.


def test_a_second_run_says_what_is_new(kit: Path, command: Command) -> None:
    first = command("--plain").stdout
    again = command("--plain").stdout
    solve(kit, "neuron")
    more = command("--plain", COLUMNS="105").stdout
    write(kit, (kit / "checks" / "lesson" / "stubs" / "neuron.py").read_text(encoding="utf-8"))
    fewer = command("--plain").stdout

    assert f"0 of {COUNT} checks pass." in first
    assert f"0 of {COUNT} checks pass, as before." in again
    assert f"14 of {COUNT} checks pass, 14 more than before." in more
    assert more.count("+ pass, new   ") == 14
    assert f"0 of {COUNT} checks pass, 14 fewer than before." in fewer


def test_as_many_is_not_the_same(kit: Path, command: Command) -> None:
    command()
    write(kit, "def (")

    assert f"0 of {COUNT} checks pass, as many as before." in command("--plain").stdout


def test_what_is_new_breaks_no_title(kit: Path, command: Command) -> None:
    command()
    solve(kit, "neuron")
    new = command(COLUMNS="80").stdout.partition("─ Next")[0].splitlines()
    old = command(COLUMNS="80").stdout.partition("─ Next")[0].splitlines()

    assert [line.replace(", new   ", "        ") for line in new][12:] == old[12:]
    assert new[12:] != old[12:]


@pytest.mark.parametrize("note", ["", '{"exercises": {"neuron.start": 3}}'])
def test_a_note_that_cannot_be_read_is_written_anew(kit: Path, command: Command, note: str) -> None:
    (kit / ".checks").mkdir()
    (kit / ".checks" / "last.json").write_text(note, encoding="utf-8")

    assert "checks pass." in command("--plain").stdout
    assert "checks pass, as before." in command("--plain").stdout


def test_a_note_that_cannot_be_written_keeps_nobody_from_checking(
    kit: Path, command: Command
) -> None:
    (kit / ".checks").write_text("a file where the folder should be", encoding="utf-8")
    done = command("--plain")

    assert done.returncode == 1
    assert done.stderr == ""


# 6. A learner's text and lines.


def test_a_learners_words_are_shown_letter_by_letter(kit: Path, command: Command) -> None:
    write(kit, neuron("print('[red]p[/red]'); raise ValueError('[/] [bold]:smile: {0} %s')"))
    done = command("--plain", COLUMNS="120")

    assert "ValueError: [/] [bold]:smile: {0} %s" in done.stdout
    assert "| [red]p[/red]" in done.stdout


def test_a_traceback_holds_the_learners_lines_and_no_others(kit: Path, command: Command) -> None:
    write(kit, neuron("return [wi * xi for wi, xi in zip(self.w, x)] + self.b"))
    done = command("--plain", COLUMNS="120")

    assert "exercises/neuron.py:12 in Neuron.__call__" in done.stdout
    assert "checks/" not in done.stdout.replace("python -m checks", "")
    assert str(kit) not in done.stdout
    for ours in ("worker.py", "scenarios.py", "inside", "importlib", "Traceback"):
        assert ours not in done.stdout


def test_the_engines_lines_are_shown_but_the_learners_own_line_is_pointed_to(
    kit: Path, command: Command
) -> None:
    write(kit, neuron("return self.w[0] ** 'two'"))
    result = json.loads(command("--json", "-").stdout)
    check = next(c for c in result["exercises"][0]["checks"] if c["verdict"] == "crashed")

    assert check["where"] == "exercises/neuron.py:12"
    assert [re.sub(r":\d+.*", "", line.splitlines()[0]) for line in check["trace"]] == [
        "exercises/neuron.py",
        "exercises/engine.py",
    ]


def test_the_learners_own_colleagues_are_named_when_only_the_parts_together_fail(
    kit: Path, command: Command
) -> None:
    """Right by itself, and wrong together: Layer(nin, nout) of theirs counts its calls."""
    solve(kit, "neuron", "layer", "mlp")
    path = kit / "exercises" / "layer.py"
    text = path.read_text(encoding="utf-8")
    call = "self.neurons = [Neuron(nin) for _ in range(nout)]"
    raising = f"{call}\n        if nin == nout == 4:\n            raise ValueError('four')"
    path.write_text(text.replace(call, raising), encoding="utf-8")
    result = json.loads(command("--json", "-").stdout)
    found = {one["id"]: one for one in result["exercises"]}
    first = next(check for check in found["mlp"]["checks"] if check["verdict"] == "crashed")

    assert found["network"]["verdict"] == "blocked"
    assert first["where"].startswith("exercises/layer.py:")
    assert first["trace"][0].startswith("exercises/mlp.py:")
