"""Anything that a worker could send is judged, recognised and drawn without a fault of the kit's.

A learner's code shares its process with the worker, so it can send whatever can be decoded. Here
that is honest answers with some of their parts changed; `tests/benchmarks/fuzz.py` tries more.
"""

from collections.abc import Iterator, Mapping

import msgspec
import pytest
from rich.console import Console

from checks import catalog, submission
from checks.check import key
from checks.check.evidence import Evidence, checks, judge
from checks.check.key import published
from checks.check.result import Result, exercise_result, result
from checks.desk import page
from checks.desk.screen import Report
from checks.run.observation import Observation, decode
from checks.run.worker import observe
from checks.submission import SOLUTIONS
from tests.benchmarks.fuzz_targets import edited
from tests.conftest import calling

RIGHT = submission.at(SOLUTIONS)

Honest = Mapping[str, Observation]


@pytest.fixture(scope="module")
def honest() -> Honest:
    return observe(RIGHT, catalog.exercises())


def forged(honest: Honest, seed: int) -> Iterator[Observation]:
    """Yield answers of which most are changed, each time the same ones for a seed."""
    for name, answer in honest.items():
        line = edited(b"~%d %s" % (seed, name.encode()), [msgspec.json.encode(answer)])
        found = decode(line)
        is_its = found is not None and found.scenario == name
        yield found if is_its else Observation(scenario=name, status="garbled")


def judged(evidence: Evidence) -> Result:
    """Judge every exercise, and say which mistake it looks like."""
    found = []
    for exercise in catalog.exercises():
        own = {one: judge(one, evidence) for one in checks(exercise.id)}
        seen = key.recognise(exercise.id, evidence.observations)
        wrong = [one.seen.scenario for one in own.values() if one]
        advice = key.advice(seen, exercise.id, wrong) if seen else None
        found.append(exercise_result(exercise, own, [], RIGHT, advice))
    return result("forged", "instructor", (), tuple(found), 1.0)


@pytest.mark.parametrize(
    "seeds", [(1, 26), pytest.param(range(20), marks=pytest.mark.slow)], ids=["two", "twenty"]
)
def test_whatever_can_be_decoded_is_judged_and_shown(honest, seeds):
    answers = published()
    for seed in seeds:
        observations = {one.scenario: one for one in forged(honest, seed)}
        evidence = Evidence(observations, answers.reference, answers.scenarios)
        found = judged(evidence)

        verdicts = {check.verdict for one in found.exercises for check in one.checks}
        assert "kit error" not in verdicts, seed
        assert found.verdict != "pass", seed
        assert "<html" in page.whole(found, evidence)
        shown = Report(found, {}, width=80, plain=False, full=True, evidence=evidence)
        Console(quiet=True, width=80).print(shown.whole())


def test_what_is_not_forged_passes(honest):
    answers = published()

    assert judged(Evidence(honest, answers.reference, answers.scenarios)).verdict == "pass"


@pytest.mark.parametrize("line", [b'{"scenario":"\xff"}', b"", b"[]", b" " * (5 << 20)])
def test_a_line_that_our_worker_does_not_write_is_garbled(line):
    assert decode(line) is None


# What a worker promises of any code, seen in one call; test_hostile.py and test_box.py show more.

SEND = """
import os, sys

def send(data):
    for number in range(3, 21):
        try:
            os.write(number, data)
        except OSError:
            pass
"""
JOB = "[" * 9_000  # so begins one that names the statements that took too long


@pytest.mark.usefixtures("short_limits")
@pytest.mark.parametrize(
    ("lines", "status", "said"),
    [
        ("send(b'garbage\\n'); os._exit(0)", "garbled", None),
        ('send(b\'{"scenario": "neuron.two"}\\n\'); os._exit(0)', "garbled", None),
        (f"send(b'{JOB}\\n'); os._exit(0)", "garbled", None),
        ("send(b'[[1, true]]\\n'); os._exit(0)", "garbled", None),
        ("while True: send(b' ' * (1 << 16))", "garbled", None),
        ("os._exit(7)", "crashed", "exit status 7"),
    ],
    ids=["garbage", "another scenario", "a deep list", "a list", "a flood", "an early end"],
)
def test_what_is_no_answer_of_the_worker_is_garbled_and_an_early_end_a_crash(
    answers, lines, status, said
):
    scenario = next(one for one in catalog.published()["neuron"] if one.id == "neuron.call")
    folder = answers(neuron=f"{SEND}\n{calling(lines)}")
    asked = {"neuron": (scenario,)}
    seen = observe(submission.at(folder), [catalog.exercise("neuron")], asked=asked)["neuron.call"]

    assert seen.status == status
    assert (seen.error and seen.error.message) == said
