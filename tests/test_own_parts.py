"""Own parts: a layer and a network are also judged over the learner's own, where these pass.

`tests/wild/` has what passes so: keywords, flags, helpers and attributes of one's own.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.check import session
from checks.lesson.exhibits import pictures
from checks.submission import ENGINE, MODULES, SOLUTIONS, Submission, at
from tests.conftest import SOURCE, Submit, changed, of, verdicts

NEURON, LAYER, MLP = (SOURCE[part] for part in ("neuron", "layer", "mlp"))
MAKES = "Neuron(nin) for"
TAKES = "def __init__(self, nin):"
TWO = changed(LAYER, (MAKES, "Neuron(nin, nout) for"))
KEYWORDS = {
    "neuron": changed(
        NEURON, (TAKES, "def __init__(self, inputs):"), ("range(nin)", "range(inputs)")
    ),
    "layer": changed(LAYER, (MAKES, "Neuron(inputs=nin) for")),
}


@pytest.fixture
def one_file(tmp_path: Path) -> Callable[..., Submission]:
    """Hand in all classes in one file, a script or a notebook."""

    def made(kind: str, **sources: str) -> Submission:
        parts = {"neuron": NEURON, "layer": LAYER, "mlp": MLP, **sources}
        source = "\n".join(parts.values())
        path = tmp_path / f"submission.{kind}"
        cells = [{"cell_type": "code", "source": source}]
        path.write_text(source if kind == "py" else json.dumps({"cells": cells}), "utf-8")
        files = {**dict.fromkeys(MODULES, path), "engine": ENGINE}
        return Submission("all in one", files, path)

    return made


@pytest.mark.parametrize("kind", ["py", "ipynb"])
def test_one_file_is_judged_over_its_own_classes_too(
    one_file: Callable[..., Submission], kind: str
) -> None:
    assert session.check(one_file(kind, **KEYWORDS)).result.verdict == "pass"
    assert verdicts(session.check(one_file(kind, layer=TWO)).result)["layer"] == "crashed"


LINEAR = {
    "neuron": changed(
        NEURON,
        (TAKES, "def __init__(self, nin, squash=True):\n        self.squash = squash"),
        ("pre_activation.tanh()", "pre_activation.tanh() if self.squash else pre_activation"),
    )
}


def test_other_numbers_over_ones_own_parts_are_told_where_they_come_from(submit: Submit) -> None:
    found = submit(**LINEAR, layer=changed(LAYER, (MAKES, "Neuron(nin, False) for")))
    layer = of(found, "layer")
    assert layer.verdict == "not yet"
    assert layer.worst is not None
    assert layer.worst.call.endswith("over your own Neuron")


def test_no_advice_is_given_for_what_passes_over_ones_own_parts(submit: Submit) -> None:
    both = changed(
        KEYWORDS["layer"], ("return outputs[0] if len(outputs) == 1 else outputs", "return outputs")
    )
    found = submit(neuron=KEYWORDS["neuron"], layer=both)
    layer = of(found, "layer")
    assert layer.verdict == "not yet"
    assert layer.advice is None
    assert not any("argument" in check.message for check in layer.checks)


def test_what_is_half_written_is_not_told_what_a_stand_in_lacks(submit: Submit) -> None:
    half = KEYWORDS["layer"].partition("    def parameters")[0]
    half += "    def parameters(self):\n        raise NotImplementedError\n"
    found = submit(neuron=KEYWORDS["neuron"], layer=half)
    layer = of(found, "layer")
    assert {check.verdict for check in layer.checks} == {"pass", "not started"}


def test_right_answers_run_no_exercise_twice() -> None:
    assert session.check(at(SOLUTIONS)).evidence.owned == {}


def test_pictures_show_what_is_told(answers: Callable[..., Path]) -> None:
    right = session.check(at(answers(**KEYWORDS)))
    layer = of(right.result, "layer")
    shown = pictures.of(layer, right.evidence)
    assert shown is not None
    assert shown.call.endswith("over your own Neuron")
    kept = pictures.unpacked(pictures.packed(right.result, right.evidence))
    assert pictures.of(layer, kept) == shown
    more = session.check(at(answers(layer=TWO)))
    layer = of(more.result, "layer")
    assert pictures.of(layer, more.evidence) is None
