"""Both ways of running the checks agree, and every verdict is earned."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from checks import catalog, submission
from checks.check import checks, session
from checks.check.result import Result
from checks.run import worker
from tests import table
from tests.conftest import PARTS, SOLUTIONS, SOURCE, Command, changed, written

STUBS = submission.STUBS
STRETCH = tuple(one.id for one in catalog.exercises() if not one.required)
Answers = Callable[..., Path]

CASES = {
    "solutions": {},
    "stubs": {name: (STUBS / f"{name}.py").read_bytes() for name in (*PARTS, *STRETCH)},
    "two mistakes": {
        "neuron": table.text("solutions/mistakes/neuron/bias_after_tanh.py"),
        "mlp": table.text("solutions/mistakes/mlp/one_list_per_layer.py"),
    },
    "syntax error and no file": {"neuron": "def (:\n", "mlp": None},
    "own engine": {"engine": SOURCE["engine"] + "\n# mine\n"},
}


def check(answers: Answers, *chosen: str, hosted: bool = False, **sources: object) -> Result:
    return session.check(submission.at(answers(**sources)), chosen, hosted=hosted).result


@pytest.mark.parametrize("case", CASES)
def test_checks_under_pytest_and_checks_called_directly_give_the_same_result(
    answers: Answers, case: str
) -> None:
    """What a neuron draws at random shows in no message: the two runs draw other numbers."""
    submitted = submission.at(answers(**CASES[case]))
    hosted, direct = session.check(submitted, hosted=True).result, session.check(submitted).result
    workers = (worker.waiting_worker(), worker.waiting_worker())
    watched = session.check(submitted, prepared=workers).result

    assert replace(hosted, seconds=0.0) == replace(direct, seconds=0.0)
    assert replace(hosted, seconds=0.0) == replace(watched, seconds=0.0)
    assert not any(one.is_alive for one in workers)


def test_what_waits_for_another_exercise_is_no_pass(answers: Answers) -> None:
    layer = (STUBS / "layer.py").read_bytes()
    result = check(answers, "neuron", "mlp", "network", layer=layer)

    assert [one.verdict for one in result.exercises] == ["pass", "pass", "blocked"]
    assert result.verdict == "blocked"


def test_pytest_in_a_process_that_runs_pytest_leaves_its_options_alone(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only")
    result = check(answers, "layer", "neuron", hosted=True, mlp="")

    assert [one.id for one in result.exercises] == ["neuron", "layer"]  # only the chosen ones
    assert result.verdict == "pass"


def verdicts(result: Result) -> dict[str, set[str]]:
    return {one.id: {check.verdict for check in one.checks} for one in result.exercises}


def test_an_untouched_blank_exercise_is_not_started_and_nothing_worse(
    answers: Answers, kit: Path, command: Command
) -> None:
    assert command("reset", *PARTS, "--blank").returncode == 0
    blank = {part: (kit / "exercises" / f"{part}.py").read_text("utf-8") for part in PARTS}
    for base in (STUBS, SOLUTIONS):
        for names in (PARTS, *((part,) for part in PARTS)):
            result = check(answers, base=base, **{part: blank[part] for part in names})
            seen = verdicts(result)
            assert all(seen[part] == {"not started"} for part in names)
            assert seen["network"] == {"blocked"}
            assert all(one.advice is None for one in result.exercises)
            others = set(PARTS) - {*names}
            assert base == STUBS or all(seen[part] == {"pass"} for part in others)

    begun = blank["neuron"].replace(
        "raise NotImplementedError", "self.w, self.b = [], Value(0.0)", 1
    )
    for source, left in ((blank["neuron"], "__init__"), (begun, "__call__")):
        first = check(answers, "neuron", neuron=source).exercises[0].checks[0]
        assert first.message.startswith(f"Neuron.{left} is still a stub")


@pytest.mark.parametrize("done", ["", *PARTS, *STRETCH, " ".join(PARTS)])
def test_what_is_filled_in_turns_its_own_checks_and_no_others(answers: Answers, done: str) -> None:
    """The network opens with the last of the three."""
    names = done.split()
    result = check(answers, base=STUBS, **{name: SOURCE[name] for name in names})
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


def test_every_check_has_a_name_and_a_sentence_of_its_own() -> None:
    every = checks.every()

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
RUN = """\
import msgspec
from checks import submission
from checks.check import session

result = session.check(submission.at(submission.SOLUTIONS), hosted=True).result
print(msgspec.json.encode(result).decode())
"""


def broken(kit: Path, lines: dict[str, str]) -> list[str]:
    """Put checks last in neuron's file, and return their ids."""
    names = {re.sub(r"\W", "_", name): line for name, line in lines.items()}
    with (kit / "checks" / "lesson" / "suite" / "neuron.py").open("a", encoding="utf-8") as suite:
        for name, line in names.items():
            suite.write(f'\n\ndef {name}(seen: Evidence) -> None:\n    """{name}"""\n    {line}\n')
    return [f"neuron.{name}" for name in names]


def run(kit: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", RUN]
    return subprocess.run(command, cwd=kit, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("lines", [BROKEN, ENDING], ids=["broken", "ending"])
def test_a_check_that_breaks_is_the_kits_error_and_never_a_pass(
    kit: Path, lines: dict[str, str]
) -> None:
    """It may end the run: then the checks behind it did not run."""
    ids = broken(kit, lines)
    done = run(kit)

    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    neuron = next(one for one in result["exercises"] if one["id"] == "neuron")
    found = [check for check in neuron["checks"] if check["id"] in ids]
    assert {check["id"]: check["verdict"] for check in found} == dict.fromkeys(ids, "kit error")
    assert all("not to blame" in check["message"] for check in found)
    assert neuron["verdict"] == result["verdict"] == "kit error"


def test_a_check_that_is_interrupted_ends_the_run_without_a_result(kit: Path) -> None:
    broken(kit, {"Ctrl-C": "raise KeyboardInterrupt"})
    done = run(kit)

    assert done.returncode != 0
    assert done.stdout == ""


def test_a_check_that_breaks_shows_as_the_kits_error_at_the_desk_and_exits_with_2(
    kit: Path, command: Command
) -> None:
    broken(kit, {"an exception": "raise ValueError"})
    done = command("--submission", "solutions")

    assert done.returncode == 2
    assert "kit error" in done.stdout
    assert "your code is not to blame.\nTo do: python -m checks doctor" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_a_file_that_is_not_there_or_empty_is_told_as_that(answers: Answers) -> None:
    files = {"neuron": None, "layer": (STUBS / "layer.py").read_bytes(), "count": None}
    folder = answers(**files, mlp=" \n", graph=b"\0")
    (folder / "layer_final.py").write_text("class Layer:\n    pass\n", encoding="utf-8")
    result = session.check(submission.at(folder)).result
    told = {one.id: one.worst for one in result.exercises if one.worst is not None}

    assert (
        told["neuron"].message
        == "`neuron.py` was not handed in, so it counts as it was handed out."
    )
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
        (
            {"core/value.py": "engine"},
            "core/value.py has a Value of its own, which was not looked at.",
        ),
        (
            {"core/value.py": "engine", "engine.py": "engine"},
            "core/value.py has a Value of its own",
        ),
        ({}, "neuron.py imports Value from core.value: the engine that was"),
        ({"engine.py": "from core.value import Value", "core/value.py": "engine"}, ""),
    ],
)
def test_an_engine_that_is_not_looked_at_is_named(
    tmp_path: Path, files: dict[str, str], note: str
) -> None:
    neuron = changed(SOURCE["neuron"], ("from engine import", "from core.value import"))
    written(tmp_path, neuron=neuron, engine=None)
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        source = f"{SOURCE[text]}\n# own\n" if text in SOURCE else text
        (tmp_path / name).write_text(source, encoding="utf-8")
    notes = " ".join(session.check(submission.at(tmp_path)).result.notes)

    assert note in notes
    assert any(words in notes for words in ("not looked at", "stands for")) == bool(note)


def test_what_the_top_of_a_file_prints_is_not_told_as_what_a_call_printed(answers: Answers) -> None:
    wrong = changed(SOURCE["neuron"], ("return pre_activation.tanh()", "print('in it')"))
    result = check(answers, "neuron", neuron=f"{wrong}\nprint('at the top')\n")

    assert "in it" in result.exercises[0].prints
    assert "at the top" not in result.exercises[0].prints


@pytest.mark.parametrize("own", ["", "class Value:\n    pass\n"])
def test_a_script_that_cannot_be_read_has_an_engine_only_if_its_text_has_one(
    tmp_path: Path, own: str
) -> None:
    script = tmp_path / "all.py"
    script.write_text(f"from engine import Value\n{own}for step in range(50)\n", encoding="utf-8")
    ids = [one.id for one in session.check(submission.at(script)).result.exercises]

    assert ("engine" in ids) == bool(own)
