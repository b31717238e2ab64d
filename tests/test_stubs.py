"""The made files: in step with what they are made from."""

import ast
import json
import os
from typing import Any

import pytest

from checks import catalog, submission
from checks.check import key
from checks.desk.recovery import blank_form
from checks.errors import KitError
from checks.instructor import bank, release
from tests.conftest import SOURCE, STUB

FOLDERS = (submission.STUBS, submission.EXERCISES)
STUBBED = [one.module for one in catalog.exercises() if one.stubbed]
Signature = tuple[str, str, str | None]


def signatures(source: str) -> list[Signature]:
    """Return what each function in a source is called, takes, and says of itself."""
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    return [(one.name, ast.unparse(one.args), ast.get_docstring(one)) for one in found]


# 1. Stubs.


def test_the_stubs_and_the_exercises_are_what_the_solutions_make_and_nothing_else():
    made = {name: text.encode() for name, text in release.all_stubs().items()}
    for folder in FOLDERS:
        assert {path.name: path.read_bytes() for path in folder.glob("*.py")} == made


@pytest.mark.parametrize("name", STUBBED)
def test_a_stub_keeps_every_signature_and_sentence_and_says_what_to_do(name):
    stub, solution = STUB[name], SOURCE[name]
    assert signatures(stub) == signatures(solution)
    assert stub.count("raise NotImplementedError") == stub.count("# TODO: ") > 0
    assert max(map(len, stub.splitlines())) <= 100


def test_a_stub_of_nothing_is_refused():
    for source, name in (
        ("class A:\n    def f(self):\n        'What.'\n", "A.g"),  # no method
        ("class A:\n    def f(self):\n        return 1\n", "A.f"),  # no docstring
        ("def f():\n    'What.'\n", "A.f"),  # no class
    ):
        with pytest.raises(KitError, match=name):
            release.stub(source, {name: "do it."})


@pytest.mark.parametrize("name", STUBBED)
def test_a_blank_exercise_has_every_signature_and_docstring_and_no_body(name):
    stub, solution = STUB[name], SOURCE[name]
    found = blank_form(stub)
    tree = ast.parse(found)
    assert found == blank_form(solution)
    assert ast.get_docstring(tree) == ast.get_docstring(ast.parse(solution))
    assert {*signatures(found)} <= {*signatures(solution)}
    bodies = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert {ast.unparse(one.body[-1]) for one in bodies} == {"raise NotImplementedError"}
    assert all(len(one.body) == 1 + (ast.get_docstring(one) is not None) for one in bodies)
    between = "def f(\n    x,\n):\n    # half of it\n\n    # the rest\n    return x\n\n\nA = 1\n"
    left = "def f(\n    x,\n):\n    raise NotImplementedError\n\n\nA = 1\n"
    assert blank_form(between) == left  # comments above a body go with it


def test_whether_an_untouched_stub_was_saved_is_asked_from_the_second_run_on(desk):
    def asked() -> list[bool]:
        shown = " ".join(desk("--plain", "neuron").out.replace("|", " ").split())
        untouched = "exercises/neuron.py has changed since it was handed out: did you save?"
        return [words in shown for words in (f"Nothing in {untouched}", "There is a neuron.py in ")]

    (desk.root / "neuron.py").write_text(SOURCE["neuron"], encoding="utf-8")  # beside the folder
    assert asked() == [False, False]
    assert asked() == [True, True]
    desk.write(f"{STUB['neuron']}# mine\n")
    assert asked() == [False, False]
    desk("layer", "mlp")
    desk.solve("neuron")
    sent = [desk("--plain").out for _ in range(2)]
    assert ["did you save?" in one for one in sent] == [False, True]
    later = (desk.root / ".checks" / "last.json").stat().st_mtime + 1.0
    os.utime(desk.root / "exercises" / "neuron.py", (later, later))  # so something was saved
    assert "did you save?" not in desk("--plain").out


# 2. The answer key.


def read(text: bytes) -> tuple[Any, list[float]]:
    """Return a key without its floats, and those in their order."""
    floats: list[float] = []
    return json.loads(text, parse_float=lambda one: floats.append(float(one))), floats


@pytest.mark.slow
def test_the_answer_key_is_what_the_solutions_and_the_mistakes_make():
    for kept, made in zip((key.PATH, key.BANK), bank.build(lambda *_: lambda: None), strict=True):
        (old, numbers), (new, others) = read(kept.read_bytes()), read(bank.lines(made))
        assert old == new
        assert numbers == pytest.approx(others, rel=1e-12, abs=1e-15)  # but for the last bits
