"""Anything that a worker could send is judged, recognised and drawn without a fault of the kit's.

A learner's code shares its process with the worker, so it can send whatever can be decoded. Here
that is honest answers with some of their fields changed, and tables that are random altogether.
"""

import random
from collections.abc import Iterable, Iterator, Mapping

import msgspec
import pytest
from rich.console import Console

from checks import submission
from checks.catalog import exercises
from checks.check import diagnosis
from checks.check.evidence import Evidence, checks, judge
from checks.check.key import published
from checks.check.result import Result, exercise_result, result
from checks.desk import page
from checks.desk.screen import Report
from checks.run.observation import Garbled, Observation, decode
from checks.run.worker import observe
from checks.submission import SOLUTIONS

Honest = Mapping[str, Observation]

KINDS = [*["value"] * 6, "number", "sequence", "sequence", "text", "none", "other"]
TYPES = ["Value", "list", "str", "Digraph", "float", "int", "x"]
NUMBERS = [None, 0.0, 1.0, -1.0, 0.5, 17.0, 41.0, 2.0**60, 1e300, -1e300, 5e-324, "nan", "x", ""]
OPERATIONS = ["", "+", "*", "-", "/", "tanh", "exp", "log", "**2", "**1e400", "**x", "+" * 50]
TEXTS = ["", "digraph { a -> b }", "{\n", 'x [label="a"]\n' * 3]


@pytest.fixture(scope="module")
def honest() -> Honest:
    return observe(submission.at(SOLUTIONS), exercises())


class Forger:
    """Makes answers that can be decoded, each time the same ones for a seed."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)

    def answers(self, honest: Honest) -> Iterator[Observation]:
        for name, answer in honest.items():
            made = self.draw.choice([self.kept, self.changed, self.changed, self.invented])
            things, names = made(answer)
            forged = {"scenario": name, "status": "ok", "things": things, "names": names}
            try:
                observation = decode(msgspec.json.encode(forged))
            except Garbled:
                observation = Observation(scenario=name, status="garbled")
            assert isinstance(observation, Observation)
            yield observation

    def kept(self, answer: Observation) -> tuple[list[list[object]], dict[str, int]]:
        return [list(msgspec.to_builtins(thing)) for thing in answer.things], dict(answer.names)

    def changed(self, answer: Observation) -> tuple[list[list[object]], dict[str, int]]:
        things, names = self.kept(answer)
        for _ in range(self.draw.choice([1, 1, 2, 5, 20])):
            self.change(things, names)
        return things, names

    def change(self, things: list[list[object]], names: dict[str, int]) -> None:
        field = self.draw.randrange(9)
        if field < 7:
            self.draw.choice(things)[field] = self.thing(len(things), 0)[field]
        elif names:
            name = self.draw.choice(list(names))
            row = names.pop(name)
            if field == 8:
                names[name] = self.draw.randrange(len(things)) if row else 0

    def invented(self, answer: Observation) -> tuple[list[list[object]], dict[str, int]]:
        count = self.draw.choice([1, 2, 3, 5, 10, 40, 120])
        in_order = self.draw.random() < 0.5  # then there is no loop in it
        things = [self.thing(count, row + 1 if in_order else 0) for row in range(count)]
        names = [name for name in answer.names if self.draw.random() < 0.95]
        return things, {name: self.draw.randrange(count) for name in names}

    def thing(self, count: int, first: int) -> list[object]:
        choose, width = self.draw.choice, self.draw.choice([0, 0, 0, 1, 2, 2, 3, 5])
        parts = [self.draw.randrange(first, count) for _ in range(width)] if first < count else []
        words = [choose(KINDS), choose(TYPES), choose(NUMBERS), choose(NUMBERS), choose(OPERATIONS)]
        return [*words, parts, choose(TEXTS)]


def judged(evidence: Evidence) -> Result:
    """Judge every exercise, and say which mistake it looks like."""
    answers, found = published(), []
    for exercise in exercises():
        own = {one: judge(one, evidence) for one in checks(exercise.id)}
        seen = diagnosis.recognise(exercise.id, evidence.observations, answers)
        wrong = [one.scenario for one in own.values() if one]
        advice = diagnosis.advice(seen, exercise.id, wrong, answers.bank()) if seen else None
        found.append(exercise_result(exercise, own, [], "forged", advice))
    return result("forged", "instructor", (), tuple(found), 1.0)


@pytest.mark.parametrize(
    "seeds", [(1, 26), pytest.param(range(60), marks=pytest.mark.slow)], ids=["two", "sixty"]
)
def test_whatever_can_be_decoded_is_judged_and_shown(honest: Honest, seeds: Iterable[int]) -> None:
    answers = published()
    for seed in seeds:
        observations = {one.scenario: one for one in Forger(seed).answers(honest)}
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
