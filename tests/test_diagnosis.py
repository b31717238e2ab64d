"""A mistake is recognised in a learner's edition, where there are no solutions.

What is recognised in all other answers is in test_answers.py.
"""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from checks.check.result import Result
from checks.instructor.bank import mistakes
from tests import table
from tests.conftest import SOURCE, changed


def test_mistakes_are_recognised_where_there_are_no_solutions(
    kit: Path,
    command: Callable[..., subprocess.CompletedProcess[str]],
    answers: Callable[..., Path],
) -> None:
    folder = answers(
        neuron=table.text("tests/variants/pairs/neuron/N06+N05-relu.py"),
        layer=table.text("tests/variants/unseen/layer/L04.py"),
        mlp=table.text("tests/variants/unknown/mlp/fixed_hidden_width.py"),
    )
    shutil.rmtree(kit / "solutions")
    done = command("--submission", folder, "--json", "-")
    assert done.returncode == 1, done.stderr
    result = json.loads(done.stdout)
    advice = {one["id"]: one["advice"] for one in result["exercises"]}
    titles = {mistake.id: mistake.title for mistake in mistakes()}

    assert result["edition"] == "learner"
    assert set(advice["neuron"]["mistake"].split("+")) == {"N06", "N05-relu"}
    assert advice["neuron"]["title"] == titles["N06"]
    assert advice["neuron"]["text"].endswith(f"\n\nThen: {titles['N05-relu']}")
    assert (advice["layer"]["mistake"], advice["layer"]["title"]) == ("L04", titles["L04"])
    assert advice["layer"]["text"]
    assert advice["mlp"] is None  # it is wrong in a way that is no known mistake
    assert advice["network"] is None


LOOP = """outs = []
        for neuron in self.neurons:
            outs.append(neuron(x))
            return outs
        outputs = outs"""
RETURN_IN_THE_LOOP = changed(
    SOURCE["layer"], ("outputs = [neuron(x) for neuron in self.neurons]", LOOP)
)


def test_advice_is_about_the_check_that_is_shown(submit: Callable[..., Result]) -> None:
    """A list around a single output is a known mistake, and it is not what fails first here."""
    (layer,) = submit("layer", layer=RETURN_IN_THE_LOOP).exercises
    assert layer.worst is not None
    assert (layer.worst.id, layer.advice) == ("layer.several_outputs", None)
