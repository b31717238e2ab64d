"""Both ways of running the checks agree, and every verdict is earned."""

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from checks import catalog, submission
from checks.check import evidence, session
from checks.check.result import Result
from checks.desk import hand_in, screen
from checks.desk.recovery import blank_form
from checks.instructor.bank import mistakes
from checks.lesson.exhibits import pictures
from checks.run import worker
from tests import table
from tests.conftest import (
    PARTS,
    SOLUTIONS,
    SOURCE,
    STUB,
    changed,
    copied,
    of,
    python,
    tables,
    written,
)

STRETCH = tuple(one.id for one in catalog.exercises() if not one.required)

CASES = {
    "solutions": {},
    "stubs": {name: STUB[name] for name in (*PARTS, *STRETCH)},
    "two mistakes": {
        "neuron": table.text("solutions/mistakes/neuron/bias_after_tanh.py"),
        "mlp": table.text("solutions/mistakes/mlp/one_list_per_layer.py"),
    },
    "syntax error and no file": {"neuron": "def (:\n", "mlp": None},
    "own engine": {"engine": SOURCE["engine"] + "\n# mine\n"},
}


@pytest.mark.parametrize("case", CASES)
def test_checks_under_pytest_and_checks_called_directly_give_the_same_result(answers, case):
    """What a neuron draws at random shows in no message: the two runs draw other numbers."""
    submitted = submission.at(answers(**CASES[case]))
    hosted, direct = session.check(submitted, hosted=True).result, session.check(submitted).result
    workers = (worker.waiting_worker(), worker.waiting_worker())
    watched = session.check(submitted, prepared=workers).result

    assert replace(hosted, seconds=0.0) == replace(direct, seconds=0.0)
    assert replace(hosted, seconds=0.0) == replace(watched, seconds=0.0)
    assert not any(one.is_alive for one in workers)


def test_what_waits_for_another_exercise_is_no_pass(submit):
    result = submit("neuron", "mlp", "network", layer=STUB["layer"])

    assert [one.verdict for one in result.exercises] == ["pass", "pass", "blocked"]
    assert result.verdict == "blocked"


def test_pytest_in_a_process_that_runs_pytest_leaves_its_options_alone(answers, monkeypatch):
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only")
    asked = submission.at(answers(mlp=""))
    result = session.check(asked, ("layer", "neuron"), hosted=True).result

    assert [one.id for one in result.exercises] == ["neuron", "layer"]  # only the chosen ones
    assert result.verdict == "pass"


def verdicts(result: Result) -> dict[str, set[str]]:
    return {one.id: {check.verdict for check in one.checks} for one in result.exercises}


def test_an_untouched_blank_exercise_is_not_started_and_nothing_worse(submit):
    blank = {part: blank_form(STUB[part]) for part in PARTS}
    result = submit(**blank)
    seen = verdicts(result)
    assert [seen[part] for part in PARTS] == [{"not started"}] * 3
    assert seen["network"] == {"blocked"}
    assert all(one.advice is None for one in result.exercises)

    raises = "raise NotImplementedError"
    begun = blank["neuron"].replace(raises, "self.w, self.b = [], Value(0.0)", 1)
    for source, left in ((blank["neuron"], "__init__"), (begun, "__call__")):
        first = submit("neuron", neuron=source).exercises[0].checks[0]
        assert first.message.startswith(f"Neuron.{left} is still a stub")


@pytest.mark.parametrize("done", ["", *PARTS, *STRETCH, " ".join(PARTS)])
def test_what_is_filled_in_turns_its_own_checks_and_no_others(submit, done):
    """The network opens with the last of the three."""
    names = done.split()
    result = submit(base=submission.STUBS, **{name: SOURCE[name] for name in names})
    is_open = {*PARTS} <= {*names}
    passed = [*names, *(["network"] if is_open else [])]
    left = [check for one in result.exercises if one.id not in passed for check in one.checks]

    assert verdicts(result) == {
        **{part: {"pass" if part in passed else "not started"} for part in (*PARTS, *STRETCH)},
        "network": {"pass" if is_open else "blocked"},
    }
    begun = "not yet" if {*PARTS} & {*names} else "not started"
    assert result.verdict == ("pass" if is_open else begun)
    assert result.points == sum(catalog.exercise(name).points for name in passed)
    assert all(check.message and not check.trace[1:] for check in left)


def test_every_check_has_a_name_and_a_sentence_of_its_own():
    every = evidence.every()

    assert len({check.id for check in every}) == len(every)
    for exercise in {check.exercise for check in every}:
        titles = [check.title for check in every if check.exercise == exercise]
        assert len(set(titles)) == len(titles)
        assert all(title and not title.endswith(".") for title in titles)


# A check that is broken itself, in a copy of the kit.

BROKEN = {
    "an exception": "raise ZeroDivisionError('in the check')",
    "a failed assert": "assert 1 == 2",
    "pytest.skip": "import pytest; pytest.skip('not today')",
    "pytest.xfail": "import pytest; pytest.xfail('as known')",
    "pytest.exit": "import pytest; pytest.exit('over')",
    "pytest.exit with 0": "import pytest; pytest.exit('over', returncode=0)",
    "a name that is not observed": "seen('neuron.nothing')",
    "an endless recursion": "an_endless_recursion(seen)",
}
ENDING = {"SystemExit": "raise SystemExit(0)"}


def broken(kit: Path, lines: dict[str, str]) -> list[str]:
    names = {re.sub(r"\W", "_", name): line for name, line in lines.items()}
    with (kit / "checks" / "lesson" / "suite" / "neuron.py").open("a", encoding="utf-8") as suite:
        for name, line in names.items():
            suite.write(f'\n\ndef {name}(seen: Evidence) -> None:\n    """{name}"""\n    {line}\n')
    return [f"neuron.{name}" for name in names]


@pytest.mark.parametrize("lines", [BROKEN, ENDING], ids=["broken", "ending"])
def test_a_check_that_breaks_is_the_kits_error_and_never_a_pass(kit, command, lines):
    """It may end the run: then the checks behind it did not run."""
    ids = broken(kit, lines)
    done = command("--submission", "solutions", "--json", "-")
    result = json.loads(done.stdout)
    neuron = next(one for one in result["exercises"] if one["id"] == "neuron")
    found = [check for check in neuron["checks"] if check["id"] in ids]
    assert {check["id"]: check["verdict"] for check in found} == dict.fromkeys(ids, "kit error")
    assert all("not to blame" in check["message"] for check in found)
    assert neuron["verdict"] == result["verdict"] == "kit error"

    shown = command("--submission", "solutions")
    assert shown.returncode == 2
    assert "kit error" in shown.stdout
    assert "your code is not to blame.\nTo do: python -m checks doctor" in shown.stderr
    assert "Traceback" not in shown.stdout + shown.stderr


def test_a_check_that_is_interrupted_ends_the_run_without_a_result(kit, command):
    broken(kit, {"Ctrl-C": "raise KeyboardInterrupt"})
    done = command("--submission", "solutions", "--json", "-")

    assert done.returncode == 130
    assert done.stdout == ""


def test_a_file_that_is_not_there_or_empty_is_told_as_that(answers):
    files = {"neuron": None, "layer": STUB["layer"], "count": None}
    folder = answers(**files, mlp=" \n", graph=b"\0")
    (folder / "layer_final.py").write_text("class Layer:\n    pass\n", encoding="utf-8")
    result = session.check(submission.at(folder)).result
    told = {one.id: one.worst for one in result.exercises if one.worst is not None}

    handed_in = "`neuron.py` was not handed in, so it counts as it was handed out."
    assert told["neuron"].message == handed_in
    assert (told["neuron"].where, told["count"].where) == ("", "")
    assert told["layer"].where.startswith(f"{folder}/layer.py:")
    assert told["layer"].message.endswith(
        "\nlayer_final.py has code for it: call that file layer.py. Or check it alone:"
        f"\npython -m checks layer --submission {folder}/layer_final.py"
    )
    assert told["mlp"].message == "`mlp.py` is empty: did you save it?"
    assert told["graph"].message.startswith("Python cannot read `graph.py`. SyntaxError: ")


@pytest.mark.parametrize(
    ("files", "note"),
    [
        (["core/value.py"], "core/value.py has a Value of its own, which was not looked at."),
        (["core/value.py", "engine.py"], "core/value.py has a Value of its own"),
        ([], "neuron.py imports Value from core.value: the engine that was"),
        (["core/value.py", "imports it"], ""),
    ],
)
def test_an_engine_that_is_not_looked_at_is_named(tmp_path, files, note):
    neuron = changed(SOURCE["neuron"], ("from engine import", "from core.value import"))
    engine = "from core.value import Value" if "imports it" in files else None
    written(tmp_path, neuron=neuron, engine=engine)
    (tmp_path / "core").mkdir()
    for name in {*files} - {"imports it"}:
        (tmp_path / name).write_text(f"{SOURCE['engine']}\n# own\n", encoding="utf-8")
    notes = " ".join(session.check(submission.at(tmp_path)).result.notes)

    assert note in notes
    assert any(words in notes for words in ("not looked at", "stands for")) == bool(note)


@pytest.mark.usefixtures("short_limits")
@pytest.mark.parametrize(("below", "says"), tables("reports.toml")["below"].items())
def test_a_statement_that_costs_nothing_is_named(submit, below, says):
    line = SOURCE["neuron"].count("\n") + 1
    result = submit("neuron", neuron=f"{SOURCE['neuron']}{below}\n")

    assert (result.verdict == "pass") == ("del" not in below)
    assert bool(result.notes) == bool(says)
    for note in result.notes:
        assert note.startswith(says.replace("LINE", str(line)))
        assert note.endswith(" The checks went on without it.")
        assert note in hand_in.told(Path("x.zip"), ["neuron.py"], hand_in.Person("Ada"), result)
        assert not screen.try_it(result)


CIRCLE = "neuron.py stops at line 1 when it runs: it needs {0}.py there, and {0}.py needs"
LATIN = "\n# Voil\xe0\n".encode("latin-1")


@pytest.mark.parametrize(
    ("first", "says"),
    [
        ("from layer import Layer\n", CIRCLE.format("layer")),
        ("import mlp\n", CIRCLE.format("mlp")),
        ("if True:\n    from exercises.mlp import MLP\n", CIRCLE.format("mlp")),
        ("import layers\n", "neuron.py imports layers in line 1, and there is no such package"),
        (LATIN, "neuron.py is not text in UTF-8 in line 2: Python imports it, and `python neuron"),
        (b"\n#" + LATIN, "neuron.py is not text in UTF-8 in line 3"),
        (b"# -*- coding: latin-1 -*-" + LATIN, ""),
        ("\ufeff# Voil\xe0\n", ""),
    ],
)
def test_what_keeps_a_file_from_running_elsewhere_is_named(submit, first, says):
    """Python imports a comment in any encoding."""
    first = first.encode() if isinstance(first, str) else first
    result = submit("neuron", neuron=first + SOURCE["neuron"].encode())

    assert result.verdict == "pass"
    assert bool(result.notes) == bool(says)
    assert "".join(result.notes).startswith(says)


def test_what_only_a_stand_in_lacks_is_not_told(submit):
    """layer.py imports it from neuron.py, whose place the kit's own takes."""
    layer = changed(SOURCE["layer"], ("import Neuron", "import Neuron, Scalar"))
    result = submit(
        neuron=f"{SOURCE['neuron']}\n\nScalar = float\n", layer=layer, mlp=SOURCE["mlp"]
    )

    assert result.verdict == "pass"
    assert result.notes == ()


@pytest.mark.usefixtures("short_limits")
@pytest.mark.parametrize(
    ("part", "below"),
    [
        ("layer", "assert all(abs(out.data) <= 1 for out in Layer(1, 2)([9e9]))"),
        ("mlp", "while abs(MLP(1, [1])([9e9]).data) > 1: pass"),
    ],
)
def test_what_stops_or_goes_on_over_a_stand_in_alone_is_not_told(submit, part, below):
    """A stand-in has no tanh: what trains over it may never come to its end."""
    result = submit(**{**SOURCE, part: f"{SOURCE[part]}\n\n{below}\n"})

    assert result.verdict == "pass"
    assert result.notes == ()


@pytest.mark.usefixtures("short_limits")
def test_the_call_that_does_not_end_is_told_before_those_that_were_not_made(submit):
    mlp = changed(SOURCE["mlp"], (" x = layer(x)", " while True: layer(x)"))
    (found,) = submit("mlp", mlp=mlp).exercises

    assert "This did not run" in found.checks[1].message
    assert found.worst
    assert "loop that never comes to its end" in found.worst.message


@pytest.mark.usefixtures("short_limits")
def test_a_line_that_uses_up_the_time_of_all_calls_is_told(submit):
    sleeps = f"import time; time.sleep({worker.SCENARIO_SECONDS * 0.6})\n        return pre"
    source = changed(SOURCE["neuron"], ("return pre", sleeps))
    found = of(submit("neuron", neuron=source), "neuron").worst
    assert found is not None
    assert (found.verdict, "too long" in found.message) == ("timed out", True)
    assert "time.sleep" in "".join(found.trace)


def test_what_the_top_of_a_file_prints_is_not_told_as_what_a_call_printed(submit):
    wrong = changed(SOURCE["neuron"], ("return pre_activation.tanh()", "print('in it')"))
    (neuron,) = submit("neuron", neuron=f"{wrong}\nprint('at the top')\n").exercises

    assert "in it" in neuron.prints
    assert "at the top" not in neuron.prints


def test_a_script_that_cannot_be_read_has_an_engine_only_if_its_text_has_one(tmp_path):
    script = tmp_path / "all.py"
    for own in ("", "class Value:\n    pass\n"):
        script.write_text(f"from engine import Value\n{own}for step in range(50)\n", "utf-8")
        ids = [one.id for one in session.check(submission.at(script)).result.exercises]
        assert ("engine" in ids) == bool(own)


# What is recognised, and in which edition; of all other answers it is in test_answers.py.


def test_two_mistakes_are_recognised_where_there_are_no_solutions(kit, command, answers):
    folder = answers(neuron=table.text("tests/variants/pairs/neuron/N06+N05-relu.py"))
    shutil.rmtree(kit / "solutions")
    result = json.loads(command("--submission", folder, "--json", "-").stdout)
    advice = result["exercises"][0]["advice"]
    titles = {mistake.id: mistake.title for mistake in mistakes()}

    assert result["edition"] == "learner"
    assert set(advice["mistake"].split("+")) == {"N06", "N05-relu"}
    assert advice["title"] == titles["N06"]
    assert advice["text"].endswith(f"\n\nThen: {titles['N05-relu']}")


# A layer and a network are also judged over the learner's own parts, where these pass;
# tests/wild/ has what passes so: keywords, flags, helpers and attributes of one's own.

NEURON, LAYER = SOURCE["neuron"], SOURCE["layer"]
MAKES = "Neuron(nin) for"
TAKES = "def __init__(self, nin):"
KEYWORDS = {
    "neuron": changed(
        NEURON, (TAKES, "def __init__(self, inputs):"), ("range(nin)", "range(inputs)")
    ),
    "layer": changed(LAYER, (MAKES, "Neuron(inputs=nin) for")),
}


def test_other_numbers_over_ones_own_parts_are_told_where_they_come_from(submit):
    linear = changed(
        NEURON,
        (TAKES, "def __init__(self, nin, squash=True):\n        self.squash = squash"),
        ("pre_activation.tanh()", "pre_activation.tanh() if self.squash else pre_activation"),
    )
    found = submit(neuron=linear, layer=changed(LAYER, (MAKES, "Neuron(nin, False) for")))
    layer = of(found, "layer")
    assert layer.verdict == "not yet"
    assert layer.worst.call.endswith("over your own Neuron")


def test_what_passes_over_ones_own_parts_is_not_told_what_a_stand_in_lacks(submit):
    given = "return outputs[0] if len(outputs) == 1 else outputs"
    both = changed(KEYWORDS["layer"], (given, "return outputs"))
    layer = of(submit(neuron=KEYWORDS["neuron"], layer=both), "layer")
    assert layer.verdict == "not yet"
    assert layer.advice is None
    assert not any("argument" in check.message for check in layer.checks)

    half = KEYWORDS["layer"].partition("    def parameters")[0]
    half += "    def parameters(self):\n        raise NotImplementedError\n"
    layer = of(submit(neuron=KEYWORDS["neuron"], layer=half), "layer")
    assert {check.verdict for check in layer.checks} == {"pass", "not started"}


def test_right_answers_run_no_exercise_twice():
    assert session.check(submission.at(SOLUTIONS)).evidence.owned == {}


def test_pictures_show_what_is_told(answers):
    right = session.check(submission.at(answers(**KEYWORDS)))
    layer = of(right.result, "layer")
    shown = pictures.of(layer, right.evidence)
    assert shown.call.endswith("over your own Neuron")
    kept = pictures.unpacked(pictures.packed(right.result, right.evidence))
    assert pictures.of(layer, kept) == shown
    two = changed(LAYER, (MAKES, "Neuron(nin, nout) for"))
    more = session.check(submission.at(answers(layer=two)))
    layer = of(more.result, "layer")
    assert pictures.of(layer, more.evidence) is None


# The checks as tests of pytest: what an editor's test explorer finds, runs and shows.


@pytest.fixture(scope="module")
def explored(tmp_path_factory) -> Path:
    """A kit in which the neuron forgets its bias, the layer is right, and the rest is untouched."""
    kit = copied(tmp_path_factory.mktemp("desk") / "kit")
    wrong = changed(SOURCE["neuron"], ("self.b)", "Value(0.0))"))
    marked = f"{wrong}\nopen({str(kit / 'imported')!r}, 'w').close()\n"
    for name, source in (("neuron", marked), ("layer", SOURCE["layer"])):
        (kit / "exercises" / f"{name}.py").write_text(source, encoding="utf-8")
    return kit


def explore(kit: Path, *arguments: str) -> str:
    """Run pytest as an editor does; an editor's configuration names the plugin."""
    words = ("-m", "pytest", "-p", "checks.check.plugin", "-p", "no:cacheprovider")
    done = python(*words, *arguments, folder=kit)
    return done.stdout + done.stderr


def test_a_failure_says_all_that_a_report_says(explored):
    shown = explore(explored, "exercises/neuron.py::neuron.negative")

    assert "1 failed" in shown
    for words in ("You make a bias", "call      Neuron(3)", "expected", "got", "where     "):
        assert words in shown
    assert "exercises/neuron.py:" in shown


def test_what_is_right_passes_and_each_check_stands_at_the_method_that_it_is_about(explored):
    """What is not started, or waits, is skipped."""
    words = ("-rs", "--junitxml=checks.xml", "-o", "junit_family=xunit1")  # with lines
    shown = explore(explored, "exercises", *words)
    (suite,) = ElementTree.parse(explored / "checks.xml").getroot()
    cases = {case.get("name"): case.find("failure") for case in suite}
    source = (explored / "exercises" / "neuron.py").read_text(encoding="utf-8").splitlines()
    lines = {case.get("name"): int(case.get("line")) for case in suite}

    assert "failed" in shown
    assert "layer.answers" not in shown.partition("short test summary")[2]
    assert "is still a stub" in shown
    assert "Opens when these pass" in shown
    assert len([name for name in cases if name.startswith("neuron.")]) == 14
    assert cases["neuron.parts"] is None
    assert "You make a bias" in cases["neuron.negative"].text
    for name, method in (("start", "__init__"), ("negative", "__call__"), ("parameters",) * 2):
        assert source[lines[f"neuron.{name}"]].strip().startswith(f"def {method}")


def test_a_file_of_the_learners_is_never_imported_by_pytest(explored):
    """It is where the worker runs it; a collector of pytest's own would import it here."""
    (explored / "imported").unlink(missing_ok=True)
    explore(explored, "--collect-only", "exercises/neuron.py", "exercises")
    assert not (explored / "imported").exists()


PLAIN = {
    "text": 'a "word", a \\, a\nline, \x00, é, 😀',
    "numbers": [0, -7, 10**30, 0.1, -1e-300, 1e300],
    "others": [True, False, None, [], {}, [[{"": []}]]],
}
SPEAKS = """\
import sys
sys.path.insert(0, sys.argv[1])
sys.modules |= dict.fromkeys(sys.argv[3:])
import inside.worker
from inside.plain_json import decoded, encoded
is_light = "re" not in sys.modules
for number in ("inf", "nan"):
    try:
        encoded([float(number)])
    except ValueError:
        continue
    sys.exit(f"{number} is written")
print(encoded([is_light, decoded(sys.argv[2])]))
"""


@pytest.mark.parametrize("lacks", [(), ("_json",)])
def test_a_worker_reads_and_writes_json_and_loads_little_for_it(lacks):
    checks = catalog.ROOT / "checks"
    done = python("-I", "-S", "-c", SPEAKS, checks, json.dumps(PLAIN), *lacks, folder=checks)
    assert done.stderr == ""
    assert json.loads(done.stdout) == [not lacks, PLAIN]
