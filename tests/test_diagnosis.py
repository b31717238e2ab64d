"""A mistake is recognised in a learner's edition, where there are no solutions.

What is recognised in all other answers is in test_answers.py.
"""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from checks.instructor.bank import mistakes
from tests import table


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
    assert advice["neuron"]["title"].startswith("Two things at once: ")
    assert advice["neuron"]["text"].startswith("The first: ")
    assert "\n\nThe second: " in advice["neuron"]["text"]
    assert (advice["layer"]["mistake"], advice["layer"]["title"]) == ("L04", titles["L04"])
    assert advice["layer"]["text"]
    assert advice["mlp"] is None  # it is wrong in a way that is no known mistake
    assert advice["network"] is None
