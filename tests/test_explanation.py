"""Each of Python's errors that is explained gets the words that are meant for it.

Every error here is raised by running code, so that the words are those of the Python that runs it.
"""

import importlib
import math
import random
import re
import runpy
import sys
from typing import Any

import msgspec
import pytest

from checks.catalog import Scenario
from checks.lesson.explain import errors, explain
from checks.run.observation import Error, Observation
from tests.conftest import ROOT, SOLUTIONS, tables

ENGINE = SOLUTIONS / "engine.py"
ERRORS = tables("errors.toml")
SCENE = ERRORS["scene"]


def cases(table: dict[str, str | list[str]]) -> list[tuple[str, str]]:
    """Return each code, and the words that are said of it, or not."""
    return [
        (code, words)
        for words, codes in table.items()
        for code in ([codes] if isinstance(codes, str) else codes)
    ]


SHOULD_SAY, SHOULD_NOT_SAY = cases(ERRORS["says"]), cases(ERRORS["never"])
SHOULD_SAY = [(code, "", words) for code, words in SHOULD_SAY]
SHOULD_SAY += [(code, call, words) for words, (code, call) in ERRORS["called"].items()]
MADE = Scenario("mlp.call", "call", {"class": "MLP", "sizes": [3, [4, 4, 1]]}, "MLP", "MLP(...)")


@pytest.fixture(scope="module")
def trace() -> Any:
    """Return what a worker says of errors; a worker finds it so, too."""
    sys.path.insert(0, str(ROOT / "checks"))
    found = importlib.import_module("inside.trace")
    sys.path.pop(0)
    return found


@pytest.fixture(scope="module")
def scene() -> dict[str, Any]:
    value = runpy.run_path(str(ENGINE), run_name="engine")["Value"]
    names: dict[str, Any] = {"Value": value, "math": math, "random": random, "re": re}
    exec(compile(SCENE, "scene.py", "exec"), names)
    return names


def raised(code: str, scene: dict[str, Any], trace: Any, call: str = "") -> Observation:
    """Run a learner's code, then a call by the kit; return what a worker says of its error."""
    texts = {"here.py": code.split("\n"), "scene.py": SCENE.split("\n")}
    job = {
        "own": [*texts, str(ENGINE)],
        "texts": texts,
        "class": "Value",
        "kits": "",
        "folder": "/",
    }
    names = dict(scene)
    try:
        exec(compile(code, "here.py", "exec"), names)
        exec(compile(call, "kit.py", "exec"), names)
    except Exception as error:  # whichever it is
        said = {"scenario": "here", **trace.failure(error, job)}
        return msgspec.convert(said, Observation)
    raise AssertionError(f"{code} raises nothing")


@pytest.mark.parametrize(("code", "call", "words"), SHOULD_SAY, ids=[one[2] for one in SHOULD_SAY])
def test_an_error_is_explained(code, call, words, scene, trace):
    """A call that the kit makes is told beside what the function asks for."""
    seen = raised(code, scene, trace, call)
    found = explain(seen, MADE if call else None)
    assert words in found, (seen.error, found)
    assert not re.search(r"\{\d?\}|None\.", found.replace("gives None.", ""))


@pytest.mark.filterwarnings("ignore::SyntaxWarning")  # Python sees some of these coming
@pytest.mark.parametrize("code", ERRORS["silent"])
def test_an_error_that_says_it_itself_or_may_mean_anything_is_left_to_its_own_words(
    code, scene, trace
):
    assert explain(raised(code, scene, trace)) == ""


@pytest.mark.parametrize(("code", "words"), SHOULD_NOT_SAY)
def test_words_that_do_not_fit_are_not_said(code, words, scene, trace):
    assert words not in explain(raised(code, scene, trace))


def test_every_explanation_is_given_for_an_error_that_python_raises(scene, trace):
    said = {explain(raised(code, scene, trace, call)) for code, call, _ in SHOULD_SAY}
    for one in errors().patterns:
        words = re.sub(r"\\\{\d\\\}", ".+", re.escape(one.words))
        assert any(re.fullmatch(words, found) for found in said), one.pattern


def test_a_name_that_should_be_there_is_not_called_a_slip():
    """A learner's class may lack what it should have: then it is missing, not misspelt."""
    for kind in ("Neuron", "Layer", "MLP", "Value"):
        for name in errors().attributes[kind]:
            error = Error("AttributeError", f"'{kind}' object has no attribute '{name}'")
            assert "Do you mean" not in explain(Observation("here", "raised", error=error))


def test_names_that_no_def_can_have_are_not_told():
    clues = {"kept": ("<b>w</b>", "x" * 90), "offers": ("a b()", "\x1b[31m")}
    error = Error("AttributeError", "'Neuron' object has no attribute 'v'", clues=clues)
    assert "<b>" not in explain(Observation("here", "raised", error=error))


def test_what_a_stand_in_takes_is_not_said_of_the_learners_own(trace):
    given: dict[str, Any] = {}
    exec(compile("class Neuron:\n    def __init__(self, nin): pass", "kit.py", "exec"), given)
    made = "class Layer:\n    def __init__(self, n):\n        Neuron(n, n)\nLayer(1)"
    said = "Your Layer gives a Neuron 2 arguments; the kit's own Neuron, in the place of yours, "
    assert explain(raised(made, given, trace)) == f"{said}takes nin alone."
    read = explain(raised("Neuron(1).size", given, trace))
    assert (
        read
        == "The kit's own Neuron takes the place of yours here, and has w, b and parameters alone."
    )
