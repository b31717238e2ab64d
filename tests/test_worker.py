"""What a worker promises of any code, seen in one call; test_hostile and test_box show more."""

from collections.abc import Callable
from pathlib import Path
from textwrap import indent

import pytest

from checks import submission
from checks.catalog import exercise, published
from checks.run import worker
from checks.run.observation import Observation

NEURON = """\
import os
import sys

class Neuron:
    def __init__(self, nin):
        self.w, self.b = [], None

    def __call__(self, x):
"""
SEND = """
def send(data):
    for number in range(3, 21):
        try:
            os.write(number, data)
        except OSError:
            pass
"""


@pytest.fixture
def call(answers: Callable[..., Path], short_limits: None) -> Callable[..., Observation]:
    """Observe one call of a neuron with these lines in it, in little time."""

    def observe(lines: str) -> Observation:
        folder = answers(neuron=NEURON + indent(lines, " " * 8))
        scenario = next(one for one in published()["neuron"] if one.id == "neuron.call")
        asked = {"neuron": (scenario,)}
        found = worker.observe(submission.at(folder), [exercise("neuron")], asked=asked)
        return found["neuron.call"]

    return observe


@pytest.mark.parametrize(
    "sent",
    [
        "b'garbage\\n'",
        'b\'{"scenario": "neuron.two"}\\n\'',
        "b'[' * 9_000 + b'\\n'",  # as a job begins that names the statements that took too long
        "b'[[1, true]]\\n'",
    ],
)
def test_a_forged_answer_is_garbled(call: Callable[..., Observation], sent: str) -> None:
    seen = call(f"{SEND}\nsend({sent})\nos._exit(0)")

    assert seen.status == "garbled"


def test_a_flood_is_cut(call: Callable[..., Observation]) -> None:
    assert call(f"{SEND}\nwhile True: send(b' ' * (1 << 16))").status == "garbled"


def test_an_early_end_is_a_crash_and_its_status_told(call: Callable[..., Observation]) -> None:
    seen = call("os._exit(7)")

    assert seen.status == "crashed"
    assert seen.error is not None
    assert seen.error.message == "exit status 7"
