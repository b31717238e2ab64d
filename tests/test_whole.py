"""One file that holds all classes, a script or a notebook, is judged as if each had its own."""

import json
import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from textwrap import indent

import pytest

from checks.check.key import published
from checks.check.result import Result
from checks.instructor import bank
from checks.instructor.gradebook import Outcome
from checks.instructor.grading import graded
from checks.submission import STUBS
from tests.conftest import REQUIRED, ROOT, SOURCE, changed, messages, of, verdicts

PARTS = ("engine", "neuron", "layer", "mlp")


def cut(source: str) -> str:
    """Return a source without its imports of the other parts, which stand above it now."""
    return re.sub(r"^from (engine|neuron|layer) import .*\n", "", source, flags=re.M)


ALONE = {part: cut(SOURCE[part]) for part in PARTS}
LESSON = tuple(ALONE.values())
APART = tuple(SOURCE[part] for part in PARTS)
WRONG_NEURON = changed(ALONE["neuron"], (".tanh()", ""))
WRONG_ENGINE = changed(SOURCE["engine"], ("1.0 - t * t", "1.0 - t"))
ENDLESS_LAYER = changed(ALONE["layer"], ("class Layer:", "class Layer:\n    while True: pass"))
COUNT = SOURCE["count"]


def script(*parts: str) -> dict[str, bytes]:
    return {"submission.py": "\n".join(parts).encode()}


def notebook(*cells: str) -> dict[str, bytes]:
    code = [{"cell_type": "code", "source": source} for source in cells]
    return {"submission.ipynb": json.dumps({"cells": code}).encode()}


def outcome(files: Mapping[str, bytes], patience: float = 1.0) -> Outcome:
    """Grade as a class does, looking again where the machine may have been too busy."""
    name = "anna.py" if "submission.py" in files else "anna.ipynb"
    found = graded(name, files, None, published(), patience)
    return outcome(files, 6.0) if found.is_doubtful and patience == 1.0 else found


def result(files: Mapping[str, bytes]) -> Result:
    found = outcome(files)
    assert found.result is not None
    assert found.reason == ""
    return found.result


# 1. What is right, however it is arranged: in a script, in cells, and with its own imports;
# tests/wild/ has more scripts and notebooks.


def other_answers() -> Iterable[tuple[str, str, str]]:
    paths = [*bank.alternatives(), *sorted((ROOT / "tests" / "variants" / "right").glob("*/*.py"))]
    for path in paths:
        if path.parent.name in PARTS:
            yield path.stem, path.parent.name, bank.source(path)


@pytest.mark.parametrize("step", [45, pytest.param(3, marks=pytest.mark.slow)])
def test_every_other_right_answer_passes_in_one_file(step: int) -> None:
    """As a script with its engine, with the imports it has when apart, and as a notebook."""
    cases = {}
    for name, part, source in list(other_answers())[::step]:
        parts = {**dict(zip(PARTS, APART, strict=True)), part: source}
        alone = [cut(source) for source in parts.values()]
        cases[f"{part}/{name}, script"] = script(*alone)
        cases[f"{part}/{name}, imports"] = script(*(parts[one] for one in PARTS[1:]))
        cases[f"{part}/{name}, notebook"] = notebook(*alone)
    with ThreadPoolExecutor(2) as pool:
        found = dict(zip(cases, pool.map(result, cases.values()), strict=True))
    failed = {name: verdicts(one) for name, one in found.items() if one.verdict != "pass"}

    assert len(found) > 150 // step
    assert failed == {}


IDLE = [
    "%matplotlib inline\n!pip install nothing\nx = !ls\ny = %who",
    "for i in range(2):\n    %time i\n    !echo {i}",
    "Neuron?\n?Layer\nMLP??",
    "pip install torch",
    "%%bash\nrm -rf / ; echo 'x",
    "%%html\n<b>x",
    "display(3)\nprint('x')",
    "raise ValueError('later')",
    "exit()",
    "import sys; sys.exit(1)",
    "undefined + 1",
    "def broken(:\n    pass",
    "input('x? ')",
    "",
    "# only a comment",
    "'half a character: \\ud800'",
    "n = Neuron(3)\nassert n([1, 2, 3]).data == 7",
    "class Broken(Undefined): pass",
    "await nothing",
    "get_ipython().run_line_magic('time', '')",  # what a converter writes
]
TOPS = [
    "import engine\nfrom engine import *",
    "",  # from a lesson before, or a cell that is not here
    "from anything import *",
]
MODULED = ("class Module: pass\n" + LESSON[2], LESSON[3].replace("MLP:", "MLP(Module):"))
PERCENT = '\nname = ("%d"\n% 3)\nassert name == "3"\nKEPT = True\n'
TIMED = ("%%time", "%%timeit -n 1", "%%capture out", "%%time")
UNKNOWN = "import no_such_plots.pyplot as plt\nfrom no_such_package import thing\nimport random"
RIGHT = {
    **{f"a script with {top!r}": script(top, *LESSON[1:]) for top in TOPS},
    "such packages in a cell": notebook(
        UNKNOWN, LESSON[0], LESSON[1].replace("import random", ""), *LESSON[2:]
    ),
    "cells that are no answer, before": notebook(*IDLE, *LESSON),
    "cells that are no answer, behind": notebook(*LESSON, *IDLE),
    "a percent sign that is no magic": notebook(
        LESSON[0], LESSON[1] + PERCENT, "assert KEPT\n" + LESSON[2], LESSON[3]
    ),
    "cells that are timed or captured": notebook(
        *(f"{magic}\n{cell}" for magic, cell in zip(TIMED, LESSON, strict=True))
    ),
    "a name that is used before its cell": notebook(MODULED[1], *LESSON[:2], MODULED[0]),
    "a cell run again": notebook(
        LESSON[0], WRONG_NEURON + "\nprint(later)\n", "later = 1", *LESSON[1:]
    ),
    "no end in a cell": notebook(*LESSON[:3], "while True:\n    pass", LESSON[3]),
}


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(files, id=name, marks=pytest.mark.slow if "no end" in name else ())
        for name, files in RIGHT.items()
    ],
)
def test_what_is_right_passes_whatever_stands_around_it(files: dict[str, bytes]) -> None:
    found = result(files)

    assert set(verdicts(found)) >= {*REQUIRED}
    assert {*verdicts(found).values()} == {"pass"}
    assert {one.verdict for one in found.exercises if not one.required} <= {"not started", "pass"}


# 2. A fault in one class costs the others nothing.

HOLDING = {
    "a default": "def __init__(self, nin, nout, make=Neuron):\n"
    "        self.neurons = [make(nin) for _ in range(nout)]",
    "a static method": "@staticmethod\n    def made(nin, kind=Neuron):\n        return kind(nin)\n"
    "    def __init__(self, nin, nout):\n"
    "        self.neurons = [self.made(nin) for _ in range(nout)]",
}
LAYER = """
class Layer:
    {start}

    def __call__(self, x):
        out = [n(x) for n in self.neurons]
        return out[0] if len(out) == 1 else out

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]
"""
CLOSURE = f"""
def layers_of(kind):
{indent(LAYER.format(start=HOLDING["a default"].replace("make=Neuron", "make=kind")), "    ")}
    return Layer

Layer = layers_of(Neuron)
"""
DERIVED = """
class Counting(Neuron):
    def __call__(self, x):
        return super().__call__(x)
""" + LAYER.format(start=HOLDING["a default"].replace("make=Neuron", "make=Counting"))
LAYERS = {name: LAYER.format(start=start) for name, start in HOLDING.items()}
LAYERS |= {"a closure": CLOSURE, "a class derived from it": DERIVED}


@pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS)
def test_a_layer_is_judged_over_stand_ins_however_it_holds_on_to_its_neuron(layer: str) -> None:
    found = result(script(LESSON[0], WRONG_NEURON, layer, LESSON[3]))

    assert [*verdicts(found).values()] == ["pass", "not yet", "pass", "pass", "blocked"]
    advice = of(found, "neuron").advice
    assert advice is not None
    assert advice.mistake == "N01"  # no tanh


MISTAKES = [one for one in bank.mistakes() if one.exercise in PARTS[1:]][::40]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.id)
def test_a_mistake_in_one_file_is_recognised_as_in_its_own(mistake: bank.Mistake) -> None:
    parts = {**ALONE, mistake.exercise: cut(bank.source(mistake.path))}
    found = result(notebook(*parts.values()))
    advice = of(found, mistake.exercise).advice

    passed = {"neuron", "layer", "mlp"} - {mistake.exercise}
    assert {verdicts(found)[name] for name in passed} == {"pass"}
    assert advice is not None
    assert advice.mistake == mistake.id


UNREAD = LESSON[2] + "\n    x = = 3\n"
STUBBED = [(STUBS / f"{part}.py").read_text(encoding="utf-8") for part in PARTS[1:]]
UNSTARTED = ("not started", "not started", "not started", "blocked")
ONE_FAULT = {  # the verdicts of the engine, if one is there, neuron, layer, MLP and network
    "a wrong engine": (
        notebook(cut(WRONG_ENGINE), *LESSON[1:]),
        ("not yet", "pass", "pass", "pass", "pass"),
        "",
    ),
    "a wrong engine beside the file, whose helper is used": (
        {
            **script("from engine import same\n" + APART[1], *APART[2:]),
            "engine.py": f"{WRONG_ENGINE}\n\ndef same(x): return x\n".encode(),
        },
        ("not yet", "pass", "pass", "pass", "pass"),
        "",
    ),
    "classes that are not there": (
        script(APART[1]),
        ("pass", "crashed", "crashed", "blocked"),
        "`anna.py` has no `Layer`",
    ),
    "a misspelt import": (
        script("from engine import Vlaue", APART[1].replace("[Value(", "[Vlaue("), *LESSON[2:]),
        ("crashed", "pass", "pass", "blocked"),
        "Vlaue",
    ),
    "stubs in a script": (script(*STUBBED), UNSTARTED, ""),
    "stubs in a notebook": (notebook(*STUBBED), UNSTARTED, ""),
    "a wrong last definition": (
        notebook(*LESSON, WRONG_NEURON),
        ("pass", "not yet", "pass", "pass", "blocked"),
        "",
    ),
    "a cell that cannot be read": (
        notebook(*LESSON[:2], UNREAD, LESSON[3]),
        ("pass", "pass", "crashed", "pass", "blocked"),
        "Python cannot read the file",
    ),
    "no end in a script's class": (
        script(*LESSON[:2], ENDLESS_LAYER, LESSON[3]),
        ("pass", "pass", "timed out", "pass", "blocked"),
        "does not end in time: what begins in line",
    ),
    "no end in a cell's class": (
        notebook("while True: pass", *LESSON[:2], ENDLESS_LAYER, LESSON[3]),
        ("pass", "pass", "timed out", "pass", "blocked"),
        "does not end",
    ),
}


@pytest.mark.parametrize(
    ("files", "expected", "words"),
    [
        pytest.param(*case, id=name, marks=pytest.mark.slow if "no end" in name else ())
        for name, case in ONE_FAULT.items()
    ],
)
def test_a_fault_is_told_where_it_is_and_costs_the_others_nothing(
    files: dict[str, bytes], expected: tuple[str, ...], words: str
) -> None:
    found = result(files)

    assert (*verdicts(found).values(),) == expected
    assert words in "\n".join(map(messages, found.exercises))


def test_a_stretch_goal_may_be_in_the_file_or_beside_it() -> None:
    inside = result(script(*LESSON, COUNT))
    beside = result({**notebook(*LESSON), "count.py": COUNT.encode()})

    for found in (inside, beside):
        assert of(found, "count").verdict == "pass"
        assert of(found, "gradients").verdict == "not started"


def test_a_line_of_a_cell_is_named_by_its_cell_and_shown() -> None:
    stops = LESSON[1].replace("return", "return None +", 1)
    unread = of(result(notebook(*LESSON[:2], UNREAD, LESSON[3])), "layer").worst
    stopped = of(result(notebook(LESSON[0], stops, *LESSON[2:])), "neuron").worst
    assert unread is not None
    assert stopped is not None
    place, text = stopped.trace[0].splitlines()

    assert unread.where == f"anna.ipynb, code cell 3, line {UNREAD.count(chr(10))}"
    assert re.fullmatch(r"anna\.ipynb, code cell 2, line \d+", stopped.where)
    assert place == f"{stopped.where} in Neuron.__call__"
    assert "return None +" in text


# 3. Hostile.


HOSTILE = {
    "exits at once": "import os; os._exit(0)",
    "empties the modules around it": "import sys\nfor name, m in list(sys.modules.items()):\n"
    "    if name.startswith('inside'): vars(m).clear()",
    "cannot be interrupted": "import signal as s\n"
    "for one in (s.SIGPROF, s.SIGALRM): s.signal(one, s.SIG_IGN)\nwhile True: pass",
    "numbers for classes": "Neuron = Layer = MLP = Value = 3",
}


@pytest.mark.usefixtures("short_limits")
@pytest.mark.parametrize("cell", HOSTILE.values(), ids=HOSTILE)
def test_hostile_cells_are_never_a_pass_and_always_a_result(cell: str) -> None:
    found = graded("anna.ipynb", notebook(*LESSON, cell), None, published())
    assert found.result is not None

    assert found.result.verdict != "pass"
    assert of(found.result, "network").verdict != "pass"
