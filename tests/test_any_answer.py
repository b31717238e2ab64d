"""Anything that a worker could send is judged, recognised and drawn without a fault of the kit's.

A learner's code shares its process with the worker, so it can send whatever can be decoded. Here
that is honest answers with some of their parts changed; `tests/benchmarks/fuzz.py` tries more.
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec
import pytest
from rich.console import Console

from checks import submission
from checks.catalog import exercises
from checks.check import diagnosis
from checks.check.checks import checks, judge
from checks.check.evidence import Evidence
from checks.check.key import published
from checks.check.result import Result, exercise_result, result
from checks.desk import page
from checks.desk.screen import Report
from checks.run.observation import Garbled, Observation, decode
from checks.run.worker import observe
from checks.submission import SOLUTIONS
from tests.benchmarks.fuzz_targets import edited

RIGHT = submission.at(SOLUTIONS)

Honest = Mapping[str, Observation]


@pytest.fixture(scope="module")
def honest() -> Honest:
    return observe(RIGHT, exercises())


def forged(honest: Honest, seed: int) -> Iterator[Observation]:
    """Yield answers of which most are changed, each time the same ones for a seed."""
    for name, answer in honest.items():
        line = edited(b"~%d %s" % (seed, name.encode()), [msgspec.json.encode(answer)])
        try:
            found = decode(line)
        except Garbled:
            found = None
        is_one = isinstance(found, Observation) and found.scenario == name
        yield found if is_one else Observation(scenario=name, status="garbled")


def judged(evidence: Evidence) -> Result:
    """Judge every exercise, and say which mistake it looks like."""
    found = []
    for exercise in exercises():
        own = {one: judge(one, evidence) for one in checks(exercise.id)}
        seen = diagnosis.recognise(exercise.id, evidence.observations)
        wrong = [one.scenario for one in own.values() if one]
        advice = diagnosis.advice(seen, exercise.id, wrong) if seen else None
        found.append(exercise_result(exercise, own, [], RIGHT, advice))
    return result("forged", "instructor", (), tuple(found), 1.0)


@pytest.mark.parametrize(
    "seeds", [(1, 26), pytest.param(range(20), marks=pytest.mark.slow)], ids=["two", "twenty"]
)
def test_whatever_can_be_decoded_is_judged_and_shown(honest: Honest, seeds: Iterable[int]) -> None:
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


def test_what_is_not_forged_passes(honest: Honest) -> None:
    answers = published()

    assert judged(Evidence(honest, answers.reference, answers.scenarios)).verdict == "pass"


@pytest.mark.parametrize("line", [b'{"scenario":"\xff"}', b"", b"[]", b" " * (5 << 20)])
def test_a_line_that_our_worker_does_not_write_is_garbled(line: bytes) -> None:
    with pytest.raises(Garbled):
        decode(line)
