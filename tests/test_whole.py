"""One file that holds all classes, a script or a notebook, is judged as if each had its own."""

import json
import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from textwrap import indent

import pytest

from checks.check.key import published
from checks.check.result import ExerciseResult, Result
from checks.instructor import bank
from checks.instructor.gradebook import Outcome
from checks.instructor.grading import graded
from checks.submission import STUBS

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("engine", "neuron", "layer", "mlp")
SOURCE = {part: (ROOT / "solutions" / f"{part}.py").read_text(encoding="utf-8") for part in PARTS}
REQUIRED = ("neuron", "layer", "mlp", "network")


def cut(source: str) -> str:
    """Return a source without its imports of the other parts, which stand above it now."""
    return re.sub(r"^from (engine|neuron|layer) import .*\n", "", source, flags=re.M)


WITHOUT_IMPORTS = {part: cut(source) for part, source in SOURCE.items()}
LESSON = tuple(WITHOUT_IMPORTS.values())


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


def of(found: Result, name: str) -> ExerciseResult:
    return next(one for one in found.exercises if one.id == name)


def verdicts(found: Result) -> dict[str, str]:
    return {one.id: one.verdict for one in found.exercises if one.required}


def messages(one: ExerciseResult) -> str:
    return "\n".join(check.message for check in one.checks)


# 1. The lesson's own form.


@pytest.mark.parametrize("form", [script, notebook])
def test_the_whole_lesson_in_one_file_passes_with_its_engine(form: object) -> None:
    found = result(form(*WITHOUT_IMPORTS.values()))  # type: ignore[operator]

    assert verdicts(found) == dict.fromkeys(("engine", *REQUIRED), "pass")
    assert {one.verdict for one in found.exercises if not one.required} == {"not started"}


@pytest.mark.parametrize(
    "top",
    [
        "from engine import Value",
        "from exercises.engine import Value",
        "from micrograd.engine import Value",
        "import engine\nfrom engine import *",
        "",  # from a lesson before, or a cell that is not here
    ],
)
def test_without_an_engine_the_given_one_is_there(top: str) -> None:
    found = result(script(top, *(WITHOUT_IMPORTS[part] for part in PARTS[1:])))

    assert verdicts(found) == dict.fromkeys(REQUIRED, "pass")


@pytest.mark.parametrize("form", [script, notebook])
def test_files_may_import_each_other_as_if_they_were_apart(form: object) -> None:
    assert verdicts(result(form(*SOURCE.values())))["network"] == "pass"  # type: ignore[operator]


def test_an_engine_beside_the_file_costs_only_itself_and_lends_its_helpers() -> None:
    engine = SOURCE["engine"].replace("1.0 - t * t", "1.0 - t") + "\n\ndef same(x): return x\n"
    neuron = "from engine import same\n" + SOURCE["neuron"]
    files = script(neuron, *(SOURCE[part] for part in PARTS[2:]))
    found = result({**files, "engine.py": engine.encode()})

    assert [*verdicts(found).values()] == ["not yet", "pass", "pass", "pass", "pass"]


def test_a_stretch_goal_may_be_in_the_file_or_beside_it() -> None:
    count = (ROOT / "solutions" / "count.py").read_text(encoding="utf-8")
    inside = result(script(*WITHOUT_IMPORTS.values(), count))
    beside = result({**notebook(*WITHOUT_IMPORTS.values()), "count.py": count.encode()})

    for found in (inside, beside):
        assert of(found, "count").verdict == "pass"
        assert of(found, "gradients").verdict == "not started"


# 2. Right answers in any style.


def other_answers() -> Iterable[tuple[str, str, str]]:
    paths = [*bank.alternatives(), *sorted((ROOT / "tests" / "variants" / "right").glob("*/*.py"))]
    for path in paths:
        if path.parent.name in PARTS:
            yield path.stem, path.parent.name, bank.source(path)


@pytest.mark.parametrize("step", [45, pytest.param(1, marks=pytest.mark.slow)])
def test_every_other_right_answer_passes_in_one_file(step: int) -> None:
    """As a script with its engine, with the imports it has when apart, and as a notebook."""
    cases = {}
    for name, part, source in list(other_answers())[::step]:
        parts = {**SOURCE, part: source}
        alone = [cut(source) for source in parts.values()]
        cases[f"{part}/{name}, script"] = script(*alone)
        cases[f"{part}/{name}, imports"] = script(*(parts[one] for one in PARTS[1:]))
        cases[f"{part}/{name}, notebook"] = notebook(*alone)
    with ThreadPoolExecutor(2) as pool:
        found = dict(zip(cases, pool.map(result, cases.values()), strict=True))
    failed = {name: verdicts(one) for name, one in found.items() if one.verdict != "pass"}

    assert len(found) > 150 // step
    assert failed == {}


# 3. A fault in one class costs the others nothing.

HOLDING = {
    "a default": "def __init__(self, nin, nout, make=Neuron):\n"
    "        self.neurons = [make(nin) for _ in range(nout)]",
    "a table": "kinds = {'plain': Neuron}\n    def __init__(self, nin, nout):\n"
    "        self.neurons = [self.kinds['plain'](nin) for _ in range(nout)]",
    "an attribute of the class": "kind = Neuron\n    def __init__(self, nin, nout):\n"
    "        self.neurons = [self.kind(nin) for _ in range(nout)]",
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
WRONG_NEURON = WITHOUT_IMPORTS["neuron"].replace(".tanh()", "")


@pytest.mark.parametrize("how", HOLDING)
def test_a_layer_is_judged_over_stand_ins_however_it_holds_on_to_its_neuron(how: str) -> None:
    layer = LAYER.format(start=HOLDING[how])
    found = result(script(WITHOUT_IMPORTS["engine"], WRONG_NEURON, layer, WITHOUT_IMPORTS["mlp"]))

    assert [*verdicts(found).values()] == ["pass", "not yet", "pass", "pass", "blocked"]
    advice = of(found, "neuron").advice
    assert advice is not None
    assert advice.mistake == "N01"  # no tanh


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


@pytest.mark.parametrize("layer", [CLOSURE, DERIVED], ids=["a closure", "a class derived from it"])
def test_a_class_that_comes_from_another_is_judged_over_stand_ins_too(layer: str) -> None:
    found = result(notebook(WRONG_NEURON, layer, WITHOUT_IMPORTS["mlp"]))

    assert verdicts(found)["layer"] == "pass"
    assert verdicts(found)["neuron"] == "not yet"


def test_an_engine_that_is_wrong_costs_only_itself() -> None:
    engine = WITHOUT_IMPORTS["engine"].replace("1.0 - t * t", "1.0 - t")
    found = result(notebook(engine, *LESSON[1:]))

    assert [*verdicts(found).values()] == ["not yet", "pass", "pass", "pass", "pass"]


def test_a_class_that_is_not_there_is_named_with_the_file() -> None:
    found = result(script(SOURCE["neuron"]))

    assert [*verdicts(found).values()] == ["pass", "crashed", "crashed", "blocked"]
    assert "`anna.py` has no `Layer`" in messages(of(found, "layer"))


def test_an_untouched_stub_in_one_file_is_not_started() -> None:
    stubs = [(STUBS / f"{part}.py").read_text(encoding="utf-8") for part in PARTS[1:]]

    assert {*verdicts(result(script(*stubs))).values()} == {"not started", "blocked"}
    assert {*verdicts(result(notebook(*stubs))).values()} == {"not started", "blocked"}


MISTAKES = [one for one in bank.mistakes() if one.exercise in PARTS[1:]][::25]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.id)
def test_a_mistake_in_one_file_is_recognised_as_in_its_own(mistake: bank.Mistake) -> None:
    parts = {**WITHOUT_IMPORTS, mistake.exercise: cut(bank.source(mistake.path))}
    found = result(notebook(*parts.values()))
    others = [name for name in ("neuron", "layer", "mlp") if name != mistake.exercise]
    advice = of(found, mistake.exercise).advice

    assert [verdicts(found)[name] for name in others] == ["pass", "pass"]
    assert advice is not None
    assert advice.mistake == mistake.id


# 4. Scripts.


def test_a_script_is_not_run_as_the_main_program() -> None:
    found = result(script(*WITHOUT_IMPORTS.values(), "if __name__ == '__main__':\n    1 / 0"))

    assert found.verdict == "pass"


def test_a_package_that_is_not_here_is_no_fault() -> None:
    top = "import no_such_plots.pyplot as plt\nfrom no_such_package import thing\nimport random"
    neuron = LESSON[1].replace("import random", "")

    assert result(script(top, *LESSON)).verdict == "pass"
    assert result(notebook(top, LESSON[0], neuron, *LESSON[2:])).verdict == "pass"


def test_a_misspelt_import_is_told_where_it_is_missed() -> None:
    neuron = SOURCE["neuron"].replace("[Value(", "[Vlaue(")
    found = result(script("from engine import Vlaue", neuron))

    assert of(found, "neuron").verdict == "crashed"
    assert "Vlaue" in messages(of(found, "neuron"))


@pytest.mark.parametrize(
    "top",
    [
        "from value import Value",
        "from micrograd import Value",
        "from .engine import Value",
        "from ..engine import Value",
        "from anything.at_all import Value, Neuron, Layer, MLP",
        "from anything import *",
    ],
)
def test_the_lessons_names_are_found_wherever_they_are_imported_from(top: str) -> None:
    found = result(script(top, *(WITHOUT_IMPORTS[part] for part in PARTS[1:])))

    assert verdicts(found) == dict.fromkeys(REQUIRED, "pass")


END = [
    "print(undefined)",
    "import no_such_plots.pyplot as plt\nplt.show()",
    "for one in get_ipython().run_line_magic('time', ''): display(one)",
    "import sys\nsys.exit(int(input('x? ')))",
    pytest.param("while True: pass", marks=pytest.mark.slow),
]


@pytest.mark.parametrize("end", END)
def test_what_stands_around_the_classes_of_a_script_is_passed_over(end: str) -> None:
    assert result(script(*SOURCE.values(), end)).verdict == "pass"
    assert result(script(end, *SOURCE.values())).verdict == "pass"


@pytest.mark.slow
def test_a_class_in_a_script_that_does_not_end_is_timed_out() -> None:
    layer = WITHOUT_IMPORTS["layer"].replace("class Layer:", "class Layer:\n    while True: pass")
    found = result(script(*LESSON[:2], layer, LESSON[3]))

    assert [*verdicts(found).values()] == ["pass", "pass", "timed out", "pass", "blocked"]
    assert "does not end: what begins in line" in messages(of(found, "layer"))


# 5. Notebooks.


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


def test_cells_that_are_no_answer_cost_nothing() -> None:
    assert result(notebook(*IDLE, *LESSON)).verdict == "pass"
    assert result(notebook(*LESSON, *IDLE)).verdict == "pass"


def test_a_percent_sign_that_continues_an_expression_is_no_magic() -> None:
    neuron = WITHOUT_IMPORTS["neuron"] + '\nname = ("%d"\n% 3)\nassert name == "3"\nKEPT = True\n'
    layer = "assert KEPT\n" + WITHOUT_IMPORTS["layer"]
    found = result(notebook(LESSON[0], neuron, layer, LESSON[3]))

    assert found.verdict == "pass"


def test_a_cell_that_is_only_timed_or_captured_is_run() -> None:
    magics = ("%%time", "%%timeit -n 1", "%%capture out", "%%time")
    cells = [f"{magic}\n{cell}" for magic, cell in zip(magics, LESSON, strict=True)]

    assert result(notebook(*cells)).verdict == "pass"


def test_a_cell_that_writes_a_file_is_read_as_that_file() -> None:
    cells = [f"%%writefile {part}.py\n{SOURCE[part]}" for part in PARTS]

    assert result(notebook(*cells, "%%writefile data.csv\n1, 2, (")).verdict == "pass"


def test_a_cell_that_uses_a_name_before_its_cell_is_run_again() -> None:
    layer = "class Module: pass\n" + LESSON[2]
    mlp = LESSON[3].replace("class MLP:", "class MLP(Module):")

    assert result(notebook(mlp, LESSON[0], LESSON[1], layer)).verdict == "pass"


def test_a_cell_that_is_run_again_changes_nothing_that_came_after_it() -> None:
    early = WRONG_NEURON + "\nprint(later)\n"
    found = result(notebook(LESSON[0], early, "later = 1", *LESSON[1:]))

    assert found.verdict == "pass"


def test_the_last_definition_counts() -> None:
    assert result(notebook(LESSON[0], WRONG_NEURON, *LESSON[1:])).verdict == "pass"
    assert verdicts(result(notebook(*LESSON, WRONG_NEURON)))["neuron"] == "not yet"


@pytest.mark.slow
def test_a_cell_that_does_not_end_is_interrupted_and_the_others_count() -> None:
    found = result(notebook(*LESSON[:3], "while True:\n    pass", LESSON[3]))

    assert found.verdict == "pass"


@pytest.mark.slow
def test_a_class_in_a_cell_that_does_not_end_is_timed_out() -> None:
    layer = LESSON[2].replace("class Layer:", "class Layer:\n    while True: pass")
    found = result(notebook("while True: pass\n" + LESSON[0], LESSON[1], layer, LESSON[3]))

    assert verdicts(found)["neuron"] == verdicts(found)["mlp"] == "pass"
    assert verdicts(found)["layer"] == "timed out"


def test_a_cell_that_cannot_be_read_is_told_at_its_class_alone() -> None:
    cells = (*LESSON[:2], LESSON[2] + "\n    x = = 3\n", LESSON[3])
    found = result(notebook(*cells))
    check = of(found, "layer").worst
    assert check is not None

    assert verdicts(found)["neuron"] == verdicts(found)["mlp"] == "pass"
    assert check.verdict == "crashed"
    assert "Python cannot read the file" in check.message
    assert check.where == f"anna.ipynb, cell 3:{cells[2].count(chr(10))}"


def test_a_line_of_a_cell_is_shown_with_its_text() -> None:
    cells = (LESSON[0], LESSON[1].replace("return", "return None +", 1), *LESSON[2:])
    check = of(result(notebook(*cells)), "neuron").worst
    assert check is not None
    place, text = check.trace[0].splitlines()

    assert place == f"{check.where} in Neuron.__call__"
    assert re.fullmatch(r"anna\.ipynb, cell 2:\d+", check.where)
    assert "return None +" in text


# 6. Hostile.


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("import os; os._exit(0)", id="exits at once", marks=pytest.mark.slow),
        pytest.param(
            "import sys\nfor name, m in list(sys.modules.items()):\n"
            "    if name.startswith('inside'): vars(m).clear()",
            id="empties the modules around it",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            "import signal as s\nfor one in (s.SIGPROF, s.SIGALRM): s.signal(one, s.SIG_IGN)\n"
            "while True: pass",
            id="cannot be interrupted",
            marks=pytest.mark.slow,
        ),
        pytest.param("Neuron = Layer = MLP = Value = 3", id="numbers for classes"),
    ],
)
def test_hostile_cells_are_never_a_pass_and_always_a_result(cell: str) -> None:
    found = outcome(notebook(*LESSON, cell))
    assert found.result is not None

    assert found.result.verdict != "pass"
    assert of(found.result, "network").verdict != "pass"
