"""The command line: what `python -m checks` and its options print, write and return.

What is promised of the process is asked of one, in a copy of the kit; all else in this process.
"""

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from inspect import cleandoc
from pathlib import Path

import msgspec
import pytest

from checks import catalog, cli
from checks.check.result import Result
from checks.desk import proof, screen, terminal
from tests.conftest import (
    PARTS,
    REQUIRED_COUNT,
    ROOT,
    SOLUTIONS,
    SOURCE,
    STUB,
    Desk,
    at_terminal,
    calling,
    changed,
    demand_refused,
    python,
    tables,
)

ESCAPE = "\x1b"
SCHEMA = catalog.HERE / "result.schema.json"
REFUSED = tables("refused.toml")


# 1. The report.


def test_only_the_named_exercises_are_reported_and_count(desk):
    desk.solve("layer")
    done = desk("layer", "--plain", "--json", "result.json", "--html", "page.html")

    assert done.status == 0
    for words in (
        "\n13 of 13 checks pass.\n",
        "Compare:  python -m checks solution layer\n",
        "Next:     A neuron, in exercises/neuron.py",
    ):
        assert words in done.out
    assert "All 13" not in done.out  # that is said already
    assert "A neuron  " not in done.out
    desk.solve("neuron", "mlp")
    desk("neuron", "layer")
    assert "Next:     The whole network, with nothing to write" in desk("mlp").out
    assert done.err.startswith("page.html is written. Open it in a browser")
    assert re.search(r"^layer .* 13 of 13  pass ", desk("list").out, re.MULTILINE)
    assert json.loads((desk.root / "result.json").read_text("utf-8"))["verdict"] == "pass"
    assert 'id="layer"' in (desk.root / "page.html").read_text("utf-8")


def test_full_explains_every_check_that_does_not_pass_and_once_what_all_end_with(desk):
    desk.write(calling("return (self.w[0] * x[0] + 0.25).tanh()"))
    short, full = desk("--plain"), desk("--plain", "--full")
    wrong = [line[9:] for line in full.out.splitlines() if line.startswith("not yet: ")]
    box = full.out.partition("\nA neuron\n\n")[2]

    assert short.status == 1
    assert short.out.count("Next: ") == short.out.count("Next: A neuron") == 1
    assert len(wrong) > 1
    assert short.out.count("\nnot yet: ") < len(wrong)  # each reason once
    assert " checks, until these are right" in short.out
    assert all(title in box for title in wrong)
    assert box.count("expected: -0.438199") == 1
    assert box.count("python -m checks hint neuron") == 1
    desk.write(SOURCE["layer"].replace("__init__", "__int__"), "layer")
    said = desk("layer", "--plain", "--full").out
    assert said.count("Layer() takes no arguments") == 1


def test_it_is_said_where_prints_go_on(desk):
    for count in (20, 21):
        desk.write(calling(f"for k in range({count}): print(k)\n        return"))
        shown = desk("neuron", "--plain").out
        assert shown.count("\n| ") == 20
        assert ("only its beginning is shown" in shown) == (count > 20)


def test_no_line_ends_within_a_word_or_a_command(monkeypatch):
    shown = io.StringIO()
    monkeypatch.setattr(shown, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    terminal.say("Choose from what there is. All commands: python -m checks --help", shown)
    assert shown.getvalue() == (
        "Choose from what there is. All commands:\npython -m checks --help\n"
    )


def test_help_and_list_name_the_commands_and_exercises(command, desk):
    done, listed, unknown = command("help"), desk("list"), command("--no-such-option")

    assert done.stdout == command("--help").stdout
    assert all(f"  {option} " in done.stdout for option in ("--html [FILE]", "--plain", "--full"))
    assert done.returncode == listed.status == 0
    assert all(f"  {name} " in done.stdout for name in cli.commands())
    assert "--submission PATH" in command("run", "--help").stdout
    assert all(name in listed.out for name in (*PARTS, "network", "points"))
    assert unknown.returncode == 2
    assert "--no-such-option" in unknown.stderr
    assert "usage" not in unknown.stderr
    assert "Traceback" not in unknown.stderr


# 2. JSON and HTML.

PRINTS = calling("print('x' * 5000, chr(0xd800)); raise ValueError('[/] \\x1b[1m \\ud800')")


@pytest.mark.parametrize(("source", "verdict"), [(None, "not started"), (PRINTS, "crashed")])
def test_json_on_standard_output_is_valid_and_alone(kit, command, source, verdict):
    jsonschema = pytest.importorskip("jsonschema")
    if source is not None:
        (kit / "exercises" / "neuron.py").write_text(source)
    done = command("--json", "-")
    result = json.loads(done.stdout)

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(result)
    assert done.returncode == 1
    said = [result[name] for name in ("version", "submission", "edition", "verdict")]
    assert said == [1, "exercises", "instructor", verdict]


def test_the_schema_file_is_the_results_schema():
    made = msgspec.json.schema(Result)
    for kind in made["$defs"].values():  # up to Python 3.12 a docstring keeps its margin
        kind |= {"description": cleandoc(kind["description"])} if "description" in kind else {}
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json.loads(json.dumps(made))


@pytest.mark.parametrize(("words", "said"), REFUSED["unwritten"].items())
def test_a_file_that_cannot_be_written_is_said_in_two_lines_below_the_report(desk, words, said):
    if "/dev/full" in words and not Path("/dev/full").exists():
        pytest.skip("there is no full disk here")
    done = desk("neuron", *words.split(), GITHUB_STEP_SUMMARY=".")

    assert done.status == 2
    assert all(one in line for one, line in zip(said, done.err.splitlines(), strict=True))
    assert "Next: A neuron" in done.out
    assert not (desk.root / "-").exists()


# 3. What keeps the kit from checking.


@pytest.mark.parametrize(("words", "said"), REFUSED["desk"].items())
def test_what_cannot_be_done_is_said_in_two_lines_and_changes_nothing(desk, words, said):
    (desk.root / "text").write_text("x" * 5000, encoding="utf-8")
    (desk.root / "class" / "anna").mkdir(parents=True)
    before = desk.everything()
    lines = desk.refused(*shlex.split(words.replace("SOLUTIONS", str(SOLUTIONS)))).splitlines()

    assert all(one in line for one, line in zip(said, lines, strict=False))
    assert desk.everything() == before


def test_exercises_that_are_gone_are_said_with_a_command_that_brings_them_back(desk):
    folder = desk.root / "exercises"
    (folder / "mlp.py").unlink()
    said = desk("mlp", COLUMNS="200")
    assert "There is no file mlp.py. python -m checks reset mlp brings it" in said.out
    assert "call  " not in said.out
    assert said.status == 1
    for command, left in (((), False), (("hint", "layer"), True)):
        shutil.rmtree(folder)
        if left:
            folder.mkdir()
            (folder / "day04.ipynb").write_text("{}", encoding="utf-8")
        back = desk.refused(*command).partition("To do: python -m checks ")[2].split()
        assert desk(*back).status == 0
        assert "nothing is broken" in desk().out
    desk.file.unlink()
    desk.file.symlink_to(desk.file.name)
    assert desk("neuron").status == 1
    shown = desk("hint", "neuron", COLUMNS="200").out
    assert "If something else has its name, move that away first." in shown
    assert "python -m checks reset neuron" in shown


def test_a_submission_elsewhere_is_checked_again_where_it_is(desk):
    shutil.copytree(desk.root / "exercises", desk.root / "my own")
    shown = desk("--submission", "my own").out

    (again,) = re.findall(r"Again: +python -m checks (.*?) *│", shown)
    assert shlex.split(again) == ["neuron", "--submission", "my own"]
    assert "python -m checks hint" not in shown  # hints are about what is in exercises/
    book = "exercises/day04.ipynb"  # which imports from the files beside it
    shutil.copy(ROOT / book, desk.root / book)
    desk.solve("neuron")
    assert "exercises/layer.py:" in desk("--submission", book).out
    shown = desk("neuron", "--submission", book).out
    assert f"Go on:    python -m checks --submission {book}" in shown
    assert "Next" not in shown


@pytest.mark.parametrize(("words", "told"), REFUSED["nowhere"].items())
def test_output_that_goes_nowhere_is_said_in_one_line_and_changes_no_other_status(kit, words, told):
    shell = shutil.which("sh")
    if shell is None or ("/dev/full" in words and not Path("/dev/full").exists()):
        pytest.skip("this system has no such place")
    status, *says = told
    done = subprocess.run(
        [shell, "-c", f'exec "$0" -m checks {words}', sys.executable],
        cwd=kit,
        env={**os.environ, "PYTHONUNBUFFERED": "1" if words.startswith(("list", "run")) else ""},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == status
    assert all(one in done.stderr for one in says)
    assert not says or len(done.stderr.splitlines()) == 1


def test_a_key_that_cannot_be_used_is_said_with_the_command_that_renews_it(kit, command):
    """Other ends of lines leave it as it is."""
    for path in [*kit.glob("checks/**/*.py"), *kit.glob("solutions/**/*.py")]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert command("--submission", "solutions").returncode == 0

    names = ("scenarios.py", "programs/classes.py", "programs/standins/neuron.py")
    lesson = [kit / "checks" / "lesson" / name for name in names]
    for path in (*lesson, kit / "solutions" / "neuron.py"):
        before = path.read_bytes()
        path.write_bytes(before + b"\n# changed\n")
        demand_refused(command(), "older than", "python -m checks key")
        path.write_bytes(before)
    for content in (b'{"version": 1}', b"[" * 100_000):
        (kit / "checks" / "key.json").write_bytes(content)
        demand_refused(command(), "cannot be read", "python -m checks key")
    (kit / "checks" / "key.json").unlink()
    demand_refused(command(), "is not there", "python -m checks key")


# 4. Terminals.

CRASH = calling(f"print('long ' * 100); raise ValueError('{'word ' * 50}{'x' * 300}')")


@pytest.mark.parametrize(("neuron", "columns"), [(CRASH, 40), (SOURCE["neuron"], 80), ("", 120)])
def test_no_line_is_longer_than_the_terminal(desk, neuron, columns):
    desk.solve("layer", "mlp")
    desk.write(neuron)
    lines = desk("--full", COLUMNS=str(columns)).out.splitlines()

    assert [line for line in lines if len(line) > columns] == []
    assert not any(line.endswith(" ") for line in lines)


def test_a_caret_a_broken_fact_and_a_border_stay_where_they_belong(desk):
    desk.write(f"x = {'(1 + 2) * ' * 8}3 ] + {'(4 + 5) * ' * 3}6\n")
    lines = desk("neuron", COLUMNS="60").out.splitlines()
    (below,) = [number for number, line in enumerate(lines) if line.strip("│ ") == "^"]
    assert lines[below - 1][lines[below].index("^")] == "]"

    nested = "return [layer.parameters() for layer in self.layers]"
    desk.write(STUB["mlp"].replace("raise NotImplementedError", nested), "mlp")
    box = desk("mlp", COLUMNS="80").out.partition("─ Next")[2].splitlines()
    lines = [line.strip("│").rstrip() for line in box]
    first = next(number for number, line in enumerate(lines) if line.strip().startswith("got"))
    last = lines.index("", first)
    column = lines[first].index("[[Value(")
    assert last - first > 2
    assert {len(line) - len(line.lstrip()) for line in lines[first + 1 : last]} == {column}


def test_at_the_end_all_that_there_is_to_see_is_named(desk):
    desk("--plain")
    desk.solve(*PARTS)
    shown = " ".join(desk("--plain", COLUMNS="200").out.replace("|", "").split())
    for words in (
        "Compare: python -m checks solution neuron (or layer, mlp)",
        "Next, a stretch goal: Counting parameters (then gradients, graph)",
        "Pictures: python -m checks --html report.html Notebook: exercises/day04.ipynb",
        catalog.declared().tomorrow,
    ):
        assert words in shown


def typed(desk: Desk, lines: list[str]) -> subprocess.CompletedProcess[str]:
    """Start Python as the first line does, and type the others."""
    start, *code = lines
    words = shlex.split(start)[1:]
    seed = "import random; random.seed(1)"
    return python(*words, folder=desk.root, typed="\n".join([seed, *code, ""]))


def test_the_code_to_try_runs_as_it_stands_or_is_not_shown(desk):
    desk.solve(*PARTS)
    own = shutil.copytree(desk.root / "exercises", desk.root / "my own")
    shown = desk("--plain", "--submission", own.name, COLUMNS="60").out
    start, _, *code = [line.strip("| ") for line in shown.partition("Try it:")[2].splitlines()[1:]]
    code = code[: code.index("")]
    done = typed(desk, [start, *code])

    assert (done.returncode, len(code), done.stdout.splitlines()[0]) == (0, 6, "41")
    assert "Error" not in done.stderr
    (own / "mlp.py").write_text("from .layer import Layer\n", encoding="utf-8")
    shutil.copytree(desk.root / "exercises", desk.root / "no engine")
    (desk.root / "no engine" / "engine.py").unlink()
    for folder in ("my own", "no engine"):
        result = Result(1, folder, "learner", (), 0.1, "pass", 1.0, 1.0, ())
        assert screen.try_it(result) == ""


@pytest.mark.parametrize("one", tables("reports.toml")["wrong"], ids=lambda one: one["wrong"])
def test_a_report_shows_what_differs_and_code_that_runs_and_no_line_that_only_looks_guilty(
    desk, one
):
    desk.solve(*SOURCE)
    desk.write(changed(SOURCE[one["file"]], (one["right"], one["wrong"])), one["file"])
    shown = desk(one["file"], "--plain", "--full").out
    waits = re.findall("Waits for: .*", shown)

    assert one.get("says", "") in " ".join(shown.split())
    assert one.get("never", "?!") not in shown
    assert len(waits) == len({*waits})
    if "end" in one:
        code = desk("--plain").out.partition(f"{proof.TRY_IT}\n")[2]
        assert bool(one["end"]) == bool(code)
    if one.get("end"):
        lines = [*code.rpartition(one["end"])[0].splitlines(), one["end"]]
        done = typed(desk, lines)
        assert "Error" not in done.stderr
        desk.solve(one["file"])
        assert not done.stdout or done.stdout != typed(desk, lines).stdout  # it shows the fault


def test_in_place_of_an_inherited_method_the_one_is_shown_that_has_nearly_its_name(desk):
    slip = ("class MLP:", "{}class MLP(Base):"), ("def parameters", "def paramters")
    source = changed(SOURCE["mlp"], *slip)
    desk.solve(*SOURCE)
    meant = r"in MLP\.paramters, exercises/mlp\.py:\d+\s\(do you mean parameters\?\)"
    inner = "self.paramters()[1:]", r"in Base\.parameters, exercises/mlp\.py"
    for given, place in (("[]", meant), inner):
        base = f"class Base:\n    def parameters(self):\n        return {given}\n\n\n"
        desk.write(source.replace("{}", base), "mlp")
        assert re.search(place, desk("mlp", "--plain").out)


def test_a_terminal_gets_colour_unless_it_wants_none_and_no_code_of_a_learners(kit):
    (kit / "exercises" / "neuron.py").write_text(
        calling("print('\\x1b[2J'); raise ValueError('\\x1b]0;title\\x07 \\x1b[2J')")
    )
    full = ("-m", "checks", "--full")
    _, shown = at_terminal(kit, *full, NO_COLOR="")

    assert ESCAPE in shown
    assert not any(code in shown for code in ("\x1b[2J", "\x1b]0", "\x07"))
    assert ESCAPE not in at_terminal(kit, *full, NO_COLOR="1")[1]
    assert ESCAPE not in at_terminal(kit, *full, "--plain")[1]


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        ([], {"PYTHONIOENCODING": "cp1252"}),
        ([], {"PYTHONIOENCODING": "utf-16", "FORCE_COLOR": "1", "NO_COLOR": "1"}),
        ([], {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}),
        (["--plain"], {"COLUMNS": "200"}),
    ],
    ids=str,
)
def test_a_pipe_gets_no_escape_code_and_no_letter_that_it_cannot_carry(
    kit, command, arguments, environment
):
    (kit / "exercises" / "neuron.py").write_text(CRASH)
    done = command("--full", *arguments, **environment)

    assert (done.returncode, done.stderr) == (1, "")
    assert "checks pass" in done.stdout
    assert ESCAPE not in done.stdout
    if "ascii" in environment.values() or arguments:
        assert done.stdout.isascii()
        assert "?" not in done.stdout.replace("why?", "").replace("?\n", "\n")


# 5. What changed since the last run.


def test_a_second_run_says_what_is_new(desk):
    first = desk("--plain").out
    assert f"0 of {REQUIRED_COUNT} checks pass." in first
    assert re.search(r"exercises/neuron\.py:\d+", first)
    assert "NotImplementedError\n" not in first
    for source, count, new in (
        (STUB["neuron"], 0, ", as before"),
        (SOURCE["neuron"], 14, ", 14 more than before"),
        (STUB["neuron"], 0, ", 14 fewer than before"),
        ("def (", 0, ""),
    ):
        desk.write(source)
        shown = desk("run", "--plain", COLUMNS="105").out
        assert f"{count} of {REQUIRED_COUNT} checks pass{new}." in shown
    desk.solve("neuron")
    assert desk("--full").out.count(" (new)\n") == 14


@pytest.mark.parametrize("note", ["", '{"exercises": {"neuron.start": 3}}', None])
def test_a_note_that_cannot_be_read_or_written_keeps_nobody_from_checking(desk, note):
    if note is None:
        (desk.root / ".checks").touch()  # a file where the folder should be
    else:
        (desk.root / ".checks").mkdir()
        (desk.root / ".checks" / "last.json").write_text(note, encoding="utf-8")
    done, again = desk("--plain"), desk("--plain")

    assert (done.status, done.err) == (1, "")
    assert "checks pass." in done.out
    assert ("checks pass, as before." in again.out) == (note is not None)


# 6. A learner's text and lines.


def test_a_learners_words_are_shown_letter_by_letter_and_their_own_lines_alone(desk):
    desk.write(calling("print('[red]p[/red]'); raise ValueError('[/] [bold]:smile: {0} %s')"))
    shown = desk("--plain", COLUMNS="120").out
    assert "ValueError: [/] [bold]:smile: {0} %s" in shown
    assert "| [red]p[/red]" in shown

    wrong = "return self.w[0] ** 'two'"
    desk.write(calling(wrong))
    lines = desk.file.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if wrong in text)
    shown, result = desk("--plain", COLUMNS="120").out, json.loads(desk("--json", "-").out)
    check = next(c for c in result["exercises"][0]["checks"] if c["verdict"] == "crashed")
    files = [frame.partition(":")[0] for frame in check["trace"]]
    assert f"exercises/neuron.py:{line} in Neuron.__call__" in shown
    assert check["where"] == f"exercises/neuron.py:{line}"
    assert files == ["exercises/neuron.py", "exercises/engine.py"]
    assert "checks/" not in shown.replace("python -m checks", "")
    ours = (str(desk.root), "worker.py", "scenarios", "inside", "importlib", "Traceback")
    assert not [one for one in ours if one in shown]


def test_the_learners_own_colleagues_are_named_when_only_the_parts_together_fail(desk):
    """Right by itself, and wrong together: Layer(nin, nout) of theirs counts its calls."""
    desk.solve(*PARTS)
    call = "self.neurons = [Neuron(nin) for _ in range(nout)]"
    raising = f"{call}\n        if nin == nout == 4:\n            raise ValueError('four')"
    desk.write(changed(SOURCE["layer"], (call, raising)), "layer")
    result = json.loads(desk("--json", "-").out)
    found = {one["id"]: one for one in result["exercises"]}
    first = next(check for check in found["mlp"]["checks"] if check["verdict"] == "crashed")

    assert found["network"]["verdict"] == "blocked"
    assert first["where"].startswith("exercises/layer.py:")
    assert first["trace"][0].startswith("exercises/mlp.py:")
