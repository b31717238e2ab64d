"""Each of Python's errors that is explained gets the words that are meant for it.

Every error here is raised by running code, so that the words are those of the Python that runs it.
"""

import importlib
import math
import random
import re
import runpy
import sys
from collections.abc import Callable
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


SHOULD_SAY = [(code, "", words) for code, words in cases(ERRORS["says"])]
SHOULD_SAY += [(code, call, words) for words, (code, call) in ERRORS["called"].items()]
MADE = Scenario("mlp.call", "call", {"class": "MLP", "sizes": [3, [4, 4, 1]]}, "MLP", "MLP(...)")


@pytest.fixture(scope="module")
def explained() -> Callable[..., str]:
    """Return what is said of the error of a learner's code, or of a call of it by the kit."""
    sys.path.insert(0, str(ROOT / "checks"))
    trace = importlib.import_module("inside.trace")  # a worker finds it so, too
    sys.path.pop(0)
    value = runpy.run_path(str(ENGINE), run_name="engine")["Value"]
    scene: dict[str, Any] = {"Value": value, "math": math, "random": random, "re": re}
    exec(compile(SCENE, "scene.py", "exec"), scene)

    def explanation(code: str, call: str = "", names: dict[str, Any] = scene) -> str:
        texts = {"here.py": code.split("\n"), "scene.py": SCENE.split("\n")}
        job = {"texts": texts, "own": [*texts, str(ENGINE)], "class": "Value", "packages": []}
        names = dict(names)
        try:
            exec(compile(code, "here.py", "exec"), names)
            exec(compile(call, "kit.py", "exec"), names)
        except Exception as error:  # whichever it is
            said = {"scenario": "here", **trace.failure(error, {**job, "kits": "", "folder": "/"})}
            return explain(msgspec.convert(said, Observation), MADE if call else None)
        raise AssertionError(f"{code} raises nothing")

    return explanation


@pytest.mark.parametrize(("code", "call", "words"), SHOULD_SAY, ids=[one[2] for one in SHOULD_SAY])
def test_an_error_is_explained(code, call, words, explained):
    """A call that the kit makes is told beside what the function asks for."""
    found = explained(code, call)
    assert words in found
    assert not re.search(r"\{\d?\}|None\.", found.replace("gives None.", ""))


@pytest.mark.filterwarnings("ignore::SyntaxWarning")  # Python sees some of these coming
@pytest.mark.parametrize("code", ERRORS["silent"])
def test_an_error_that_may_mean_anything_is_left_to_its_own_words(code, explained):
    """So is one that says it itself."""
    assert explained(code) == ""


@pytest.mark.parametrize(("code", "words"), cases(ERRORS["never"]))
def test_words_that_do_not_fit_are_not_said(code, words, explained):
    assert words not in explained(code)


def test_every_explanation_is_given_for_an_error_that_python_raises(explained):
    said = {explained(code, call) for code, call, _ in SHOULD_SAY}
    for one in errors().patterns:
        told = one.words.replace("{{", "{").replace("}}", "}")
        words = re.sub(r"\\\{\d\\\}", ".+", re.escape(told))
        assert any(re.fullmatch(words, found) for found in said), one.pattern


def test_a_name_that_should_be_there_is_not_called_a_slip_and_what_no_def_can_have_not_told():
    """A learner's class may lack what it should have: then it is missing, not misspelt."""
    for kind in ("Neuron", "Layer", "MLP", "Value"):
        for name in errors().attributes[kind]:
            for whose in ("kit", "own"):
                said = f"'{kind}' object has no attribute '{name}'"
                error = Error("AttributeError", said, clues={"whose": (whose,)})
                assert "Do you mean" not in explain(Observation("here", "raised", error=error))
    clues = {"whose": ("own",), "kept": ("<b>w</b>", "x" * 90), "offers": ("a b()", "\x1b[31m")}
    error = Error("AttributeError", "'Neuron' object has no attribute 'v'", clues=clues)
    assert "<b>" not in explain(Observation("here", "raised", error=error))


def test_what_a_stand_in_takes_is_not_said_of_the_learners_own(explained):
    given: dict[str, Any] = {}
    exec(compile("class Neuron:\n    def __init__(self, nin): pass", "kit.py", "exec"), given)
    made = "class Layer:\n    def __init__(self, n):\n        Neuron(n, n)\nLayer(1)"
    said = "Your Layer gives a Neuron 2 arguments; the kit's own Neuron, in the place of yours, "
    assert explained(made, names=given) == f"{said}takes nin alone."
    read = "The kit's own Neuron takes the place of yours here, and has w, b and parameters alone."
    assert explained("Neuron(1).size", names=given) == read
