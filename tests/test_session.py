"""Do both ways of running the checks agree, and is every verdict earned?"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from checks import catalog, submission
from checks.check import roster, session
from checks.check.result import Result
from checks.instructor import bank
from checks.run import worker as sandbox

ROOT = Path(__file__).resolve().parents[1]
STUBS = ROOT / "checks" / "lesson" / "stubs"
SOLUTIONS = ROOT / "solutions"
PARTS = ("neuron", "layer", "mlp")
STRETCH = tuple(one.id for one in catalog.exercises() if not one.required)
Answers = Callable[..., Path]
Submit = Callable[..., Result]


def mistake(exercise: str, name: str) -> str:
    return bank.source(bank.MISTAKES / exercise / f"{name}.py")


CASES = {
    "solutions": {},
    "stubs": {name: (STUBS / f"{name}.py").read_bytes() for name in (*PARTS, *STRETCH)},
    "no activation": {"neuron": mistake("neuron", "no_activation")},
    "always a list": {"layer": mistake("layer", "always_a_list")},
    "two mistakes": {
        "neuron": mistake("neuron", "bias_after_tanh"),
        "mlp": mistake("mlp", "one_list_per_layer"),
    },
    "syntax error and no file": {"neuron": "def (:\n", "mlp": None},
    "own engine": {"engine": (SOLUTIONS / "engine.py").read_text("utf-8") + "\n# mine\n"},
}


@pytest.mark.parametrize("case", CASES)
def test_checks_under_pytest_and_checks_called_directly_give_the_same_result(
    answers: Answers, case: str
) -> None:
    """What a neuron draws at random shows in no message: the two runs draw other numbers."""
    submitted = submission.at(answers(**CASES[case]))
    hosted, direct = session.run(submitted).result, session.assess(submitted).result
    workers = (sandbox.waiting_worker(), sandbox.waiting_worker())
    watched = session.assess(submitted, prepared=workers).result

    assert replace(hosted, seconds=0.0) == replace(direct, seconds=0.0)
    assert replace(hosted, seconds=0.0) == replace(watched, seconds=0.0)
    assert not any(worker.is_alive for worker in workers)


def test_what_waits_for_another_exercise_is_no_pass(answers: Answers) -> None:
    submitted = submission.at(answers(layer=(STUBS / "layer.py").read_bytes()))
    result = session.assess(submitted, ("neuron", "mlp", "network")).result

    assert [one.verdict for one in result.exercises] == ["pass", "pass", "blocked"]
    assert result.verdict == "blocked"


GROWING = """\
import random
from engine import Value

class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.all = []

    def __call__(self, x):
        return sum((w * xi for w, xi in zip(self.w, x)), self.b).tanh()

    def parameters(self):
        self.all.extend([*self.w, self.b])
        return self.all
"""


def test_a_list_that_grows_with_each_call_is_told_by_the_call(answers: Answers) -> None:
    result = session.assess(submission.at(answers(neuron=GROWING))).result
    (wrong,) = [check for one in result.exercises for check in one.checks if check.message][:1]

    assert wrong.message == "Neuron(3).parameters(), called again, lists 8 Values, not 4."


def test_pytest_in_a_process_that_runs_pytest_leaves_its_options_alone(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only")

    assert session.run(submission.at(answers())).result.verdict == "pass"


def test_only_the_chosen_exercises_are_reported(answers: Answers) -> None:
    result = session.run(submission.at(answers(mlp="")), ("layer", "neuron")).result

    assert [one.id for one in result.exercises] == ["neuron", "layer"]
    assert result.verdict == "pass"


def verdicts(result: Result) -> dict[str, set[str]]:
    return {one.id: {check.verdict for check in one.checks} for one in result.exercises}


def test_untouched_stubs_are_not_started_and_nothing_worse(answers: Answers) -> None:
    result = session.assess(submission.at(answers(base=STUBS))).result

    assert verdicts(result) == {
        **{part: {"not started"} for part in (*PARTS, *STRETCH)},
        "network": {"blocked"},
    }
    assert result.verdict == "not started"
    assert result.points == 0
    assert all(check.message for one in result.exercises for check in one.checks)
    assert not any(check.trace[1:] for one in result.exercises for check in one.checks)


def blank(name: str) -> bytes:
    return (submission.BLANK / f"{name}.py").read_bytes()


@pytest.mark.parametrize("base", [STUBS, SOLUTIONS], ids=["all", "one"])
@pytest.mark.parametrize("name", [*PARTS, "three"])
def test_an_untouched_blank_exercise_is_not_started_and_nothing_worse(
    answers: Answers, base: Path, name: str
) -> None:
    names = PARTS if name == "three" else [name]
    blanks = {part: blank(part) for part in names}
    result = session.assess(submission.at(answers(base=base, **blanks))).result
    seen = verdicts(result)

    assert all(seen[part] == {"not started"} for part in names)
    assert seen["network"] == {"blocked"}
    assert all(one.advice is None for one in result.exercises)
    if base == SOLUTIONS:
        assert all(seen[part] == {"pass"} for part in PARTS if part not in names)


def test_a_blank_exercise_names_the_first_function_that_is_to_be_written(answers: Answers) -> None:
    source = blank("neuron").decode()
    made = source.replace("raise NotImplementedError", "self.w, self.b = [], Value(0.0)", 1)
    untouched, begun = (
        session.assess(submission.at(answers(neuron=text))).result.exercises[0].checks[0]
        for text in (source, made)
    )

    assert untouched.message.startswith("Neuron.__init__ is still a stub")
    assert begun.message.startswith("Neuron.__call__ is still a stub")


@pytest.mark.parametrize("done", [*PARTS, *STRETCH])
def test_filling_in_one_exercise_turns_its_own_checks_and_no_others(
    answers: Answers, done: str
) -> None:
    source = (SOLUTIONS / f"{done}.py").read_bytes()
    result = session.assess(submission.at(answers(base=STUBS, **{done: source}))).result

    assert verdicts(result) == {
        **{part: {"pass" if part == done else "not started"} for part in (*PARTS, *STRETCH)},
        "network": {"blocked"},
    }
    assert result.verdict == ("not yet" if done in PARTS else "not started")
    assert result.points == catalog.exercise(done).points


def test_the_network_opens_with_the_last_of_the_three(answers: Answers) -> None:
    filled: dict[str, bytes] = {}
    for part in PARTS:
        before = session.assess(submission.at(answers(base=STUBS, **filled))).result
        assert verdicts(before)["network"] == {"blocked"}
        filled[part] = (SOLUTIONS / f"{part}.py").read_bytes()

    assert session.assess(submission.at(answers(base=STUBS, **filled))).result.verdict == "pass"


def test_every_check_has_a_name_and_a_sentence_of_its_own() -> None:
    checks = roster.checks()

    assert len({check.id for check in checks}) == len(checks)
    for exercise in {check.exercise for check in checks}:
        titles = [check.title for check in checks if check.exercise == exercise]
        assert len(set(titles)) == len(titles)
        assert all(title and not title.endswith(".") for title in titles)


# A check that is broken itself, in a copy of the kit.

BROKEN = {
    "an exception": "raise ZeroDivisionError('in the check')",
    "a failed assert": "assert 1 == 2",
    "pytest.exit": "import pytest; pytest.exit('over')",
    "pytest.exit with 0": "import pytest; pytest.exit('over', returncode=0)",
    "pytest.skip": "import pytest; pytest.skip('not today')",
    "pytest.xfail": "import pytest; pytest.xfail('as known')",
    "KeyboardInterrupt": "raise KeyboardInterrupt",
    "SystemExit": "raise SystemExit(0)",
    "a name that is not observed": "seen('neuron.nothing')",
    "an endless recursion": "extra(seen)",
}
RUN = """\
import sys
from checks import submission
from checks.check import session
from checks.errors import KitError
import msgspec

result = session.run(submission.at(submission.SOLUTIONS)).result
print(msgspec.json.encode(result).decode())
"""


@pytest.mark.parametrize("line", BROKEN.values(), ids=BROKEN)
def test_a_check_that_breaks_is_the_kits_error_and_never_a_pass(kit: Path, line: str) -> None:
    """Put last in neuron's file, it may end the run: then the checks behind it did not run."""
    suite = kit / "checks" / "lesson" / "suite" / "neuron.py"
    extra = f'\n\ndef extra(seen: Evidence) -> None:\n    """Something"""\n    {line}\n'
    suite.write_text(suite.read_text(encoding="utf-8") + extra, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", RUN], cwd=kit, capture_output=True, text=True, timeout=120
    )

    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    neuron = next(one for one in result["exercises"] if one["id"] == "neuron")
    check = next(check for check in neuron["checks"] if check["id"] == "neuron.extra")
    assert check["verdict"] == "kit error"
    assert "not to blame" in check["message"]
    assert neuron["verdict"] == "kit error"
    assert result["verdict"] == "kit error"


def test_a_check_that_breaks_shows_as_the_kits_error_at_the_desk_and_exits_with_2(
    kit: Path, command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    suite = kit / "checks" / "lesson" / "suite" / "neuron.py"
    extra = '\n\ndef extra(seen: Evidence) -> None:\n    """Something"""\n    raise ValueError\n'
    suite.write_text(suite.read_text(encoding="utf-8") + extra, encoding="utf-8")
    done = command("--submission", "solutions")

    assert done.returncode == 2
    assert "kit error" in done.stdout
    assert "your code is not to blame.\nTo do: python -m checks doctor" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
