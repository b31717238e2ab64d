"""The stretch goals are judged by what holds of any answer, each function by itself."""

import ast
import runpy
from collections.abc import Callable
from textwrap import indent

import pytest

from checks import catalog, cli
from checks.check.result import ExerciseResult
from checks.lesson import scenarios
from checks.run import worker
from tests.conftest import ROOT, SOLUTIONS, SOURCE, STUB, messages, of, tables
from tests.test_engine_exercise import OWN

SOLVED = SOURCE["gradients"]
STRETCH = [one.id for one in catalog.exercises() if not one.required]
FUNCTIONS = {  # and the word with which the names of its checks begin
    name: name.partition("_")[0] if name in ("predict_gradients", "rank_parameters") else name
    for name in catalog.exercise("gradients").stubbed
} | {"gradient_factors": "factors"}
Judged = Callable[..., ExerciseResult]


@pytest.fixture
def judged(submit) -> Judged:
    """Judge gradients.py with some functions behind it: of two with one name, the last counts."""

    def judge(*functions: str, base: str = SOLVED) -> ExerciseResult:
        source = "\n\n\n".join([base, *functions])
        return of(submit("gradients", gradients=source), "gradients")

    return judge


def verdicts(one: ExerciseResult, function: str = "") -> dict[str, str]:
    """Return the verdict of each check by its name; only of those about a function, if given."""
    found = {check.id.partition(".")[2]: check.verdict for check in one.checks}
    return {n: v for n, v in found.items() if n.startswith(FUNCTIONS.get(function, function))}


# The networks that are handed out, and what is asked about them.


def test_the_networks_that_are_handed_out_have_the_gradients_that_a_nudge_shows(monkeypatch):
    for folder in (ROOT / "checks", catalog.PROGRAMS.parent):  # as a worker has them
        monkeypatch.syspath_prepend(folder)
    value = runpy.run_path(str(SOLUTIONS / "engine.py"))["Value"]
    network = runpy.run_path(str(catalog.PROGRAMS / "functions.py"))["network"]
    for given in (one.given for one in scenarios.GRADIENTS if "model" in one.given):
        model, x = network(value, given["model"]), given["arguments"][0]
        model(x).backward()
        for parameter in model.parameters():
            kept, moved = parameter.data, []
            for step in (1e-6, -1e-6):
                parameter.data = kept + step
                moved.append(model(x).data)
            parameter.data = kept
            assert (moved[0] - moved[1]) / 2e-6 == pytest.approx(parameter.grad, abs=1e-8)


# Each function by itself.


@pytest.mark.parametrize("done", ["gradient_factors", "rank_parameters", "silence_one"])
def test_one_function_passes_while_the_others_are_not_started(done, judged):
    functions = (node for node in ast.parse(SOLVED).body if isinstance(node, ast.FunctionDef))
    one = judged(
        *(ast.unparse(node) for node in functions if node.name == done), base=STUB["gradients"]
    )
    passing = verdicts(one, done)

    assert passing
    assert set(passing.values()) == {"pass"}
    assert {v for n, v in verdicts(one).items() if n not in passing} == {"not started"}
    assert one.verdict == "not yet"
    assert one.advice is None


def test_a_function_that_raises_or_is_missing_costs_the_others_nothing(judged):
    for change in ("def gradient_factors(*_):\n    return 1 / 0\n", "del gradient_factors\n"):
        one = judged(change)
        broken = verdicts(one, "gradient_factors")
        assert set(broken.values()) == {"crashed"}
        assert {v for n, v in verdicts(one).items() if n not in broken} == {"pass"}


WEIGHT_FOR_INPUT = (
    "def predict_gradients(w, x, b):\n"
    "    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)\n"
    "    return [(1 - out**2) * wi for wi in w], 1 - out**2\n"
)
RANKED = (
    "def rank_parameters(model, x):\n"
    "    for p in model.parameters():\n        p.grad = 0\n"
    "    model(x).backward()\n"
    "    ps = sorted(model.parameters(), key=lambda p: {key})\n"
    "    return {answer}\n"
)
SIGNED = RANKED.format(key="-p.grad", answer="ps")
UNKNOWN = "def silence_one(w, b, i):\n    return 'nothing'\n"


@pytest.mark.parametrize(
    ("functions", "advised"),
    [
        ((SIGNED,), "G07"),
        ((WEIGHT_FOR_INPUT, SIGNED), "G05"),
        ((UNKNOWN, SIGNED), ""),  # none beside an earlier mistake that nobody knows
    ],
)
def test_a_known_mistake_is_recognised_and_of_several_the_first(functions, advised, judged):
    advice = judged(*functions).advice
    assert (advice.mistake if advice else "") == advised


# Any example will do, and any order of what is equally large.


def example(name: str, answer: str) -> str:
    arguments = {"silence_one": "w, b, i", "silence_all": "w, x", "favour_smallest": "w, b"}[name]
    return f"def {name}({arguments}):\n    return {answer}\n"


def test_an_example_that_does_not_is_told_why(judged):
    for name, answer, said in (
        ("silence_one", "[float('nan')] * len(w)", "nan"),
        ("silence_one", "[w.__setitem__(i, 0), w][1]", "changes a list"),
        ("silence_all", "'large'", "not a number"),
        ("silence_all", "1000", "With this bias z is 0,"),
    ):
        worst = judged(example(name, answer)).worst
        assert (worst.id, worst.verdict) == (f"gradients.{name}", "not yet")
        assert said in worst.message


def test_what_is_no_order_of_all_parameters_is_not_taken_for_one(judged):
    for answer in ("iter(ps)", "[10**400] * len(ps)"):
        one = judged(RANKED.format(key="-abs(p.grad)", answer=answer))
        found = {"rank_complete": "not yet", "rank_order": "blocked", "rank_leaves": "pass"}
        assert verdicts(one, "rank_parameters") == found


# The computation graph: a trace and a drawing of it are judged by what they show alone. What each
# known mistake is told stands in the ledger.

CASES = tables("graphs.toml")
SOLUTION = SOURCE["graph"]
TRACE, DRAW = SOLUTION[: SOLUTION.index("def draw_dot")], SOLUTION[SOLUTION.index("def draw_dot") :]
OF_TRACE = {
    *("pair", "nodes", "edges", "leaf", "equal", "shared", "fresh", "many_ways"),
    "trace_changes_nothing",
}
OF_DRAWING = {
    *("digraph", "direction", "data", "gradients", "operations", "arrows"),
    *("equal_drawn", "leaf_drawn", "drawing_changes_nothing"),
}


@pytest.fixture
def judge(submit) -> Judged:
    """Judge one graph.py; other files as they are in the solutions, unless they are given."""
    return lambda source, **others: of(submit("graph", graph=source, **others), "graph")


def failing(one: ExerciseResult) -> set[str]:
    return {name for name, verdict in verdicts(one).items() if verdict != "pass"}


def drawing(body: str) -> str:
    right = DRAW.replace("def draw_dot", "def right")
    return f"{TRACE}{right}\n\ndef draw_dot(root):\n{indent(body.strip(), '    ')}\n"


def tracing(body: str, top: str = "") -> str:
    return f"{top}\n\n\ndef trace(root):\n{indent(body, '    ')}\n\n\n{DRAW}"


# The two functions are judged one by one.


def test_a_trace_is_judged_before_there_is_a_drawing(judge):
    stub = STUB["graph"]
    found = verdicts(judge(TRACE + stub[stub.index("def draw_dot") :]))

    assert found == dict.fromkeys(OF_TRACE, "pass") | dict.fromkeys(OF_DRAWING, "not started")


@pytest.mark.parametrize(
    "before", ["", "def trace(root):\n    return {root.data}, {(root.data, 1.0)}\n\n\n"]
)
def test_a_trace_that_is_wrong_or_missing_costs_the_drawing_nothing(judge, before):
    one = judge(before + DRAW)

    assert failing(one)
    assert failing(one) <= OF_TRACE


# The package, and the program that is not part of it.


def test_without_the_package_it_is_told_how_to_get_it_in_one_line(judge, monkeypatch):
    monkeypatch.setattr(worker, "PACKAGES", [])
    one = judge(f"import graphviz\n\n\n{SOLUTION}")

    assert failing(one) == OF_DRAWING
    assert messages(one) == (
        "ModuleNotFoundError: No module named 'graphviz'. The package graphviz draws the graph, "
        "and it is not here yet. Type: python -m pip install graphviz"
    )


# What is drawn is what node(), edge(), edges() and subgraph() were asked for.


@pytest.mark.parametrize("one", CASES["right"].values(), ids=CASES["right"])
def test_a_drawing_may_be_made_in_any_way(judge, one):
    """Eleven more ways are in solutions/alternatives."""
    assert messages(judge(drawing(**one))) == ""


def test_any_engine_will_do(judge):
    """This one keeps operands in a set, and composes tanh of other operations."""
    exp = "e = (self * 2.0).exp()\n        return (e - 1.0) / (e + 1.0)\n        t = 0.0"

    assert messages(judge(SOLUTION, engine=OWN.replace("t = math.tanh(self.data)", exp))) == ""


@pytest.mark.parametrize("one", CASES["drawings"].values(), ids=CASES["drawings"])
def test_what_is_no_right_drawing_is_told_so_and_leaves_nothing_behind(
    judge, tmp_path, monkeypatch, one
):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    found = judge(drawing(one["body"]))

    assert failing(found) <= OF_DRAWING
    assert OF_DRAWING - failing(found) <= {*one.get("may_pass", OF_DRAWING)}
    assert "kit error" not in verdicts(found).values()
    assert one["words"] in messages(found)
    assert all(len(check.message) < 300 for check in found.checks)
    assert list((tmp_path / "here").iterdir()) == []


@pytest.mark.parametrize(
    ("form", "is_right"),
    [
        ("x7 | DATA: {v.data:+.3e} | GRADIENT: {v.grad:+.3e}", True),
        ("<<b>{v.data:6.3f}</b> &lt; {v.grad:6.3f}>", True),
        ("data {v.data:.1f} grad {v.grad:.4f}", False),
        ("data 1{v.data:.4f} grad {v.grad:.4f}", False),
    ],
)
def test_numbers_may_be_written_in_any_form_with_two_decimals(judge, form, is_right):
    draw = DRAW.replace('"{ " + " | ".join(shown) + " }"', f'"{form}".format(v=value)')
    assert form in draw

    assert (failing(judge(TRACE + draw)) == set()) == is_right


# What comes back in a trace's place.


@pytest.mark.usefixtures("short_limits")
@pytest.mark.parametrize("one", CASES["traces"].values(), ids=CASES["traces"])
def test_what_is_no_right_trace_is_told_so(judge, one):
    found = judge(tracing(one["body"], one.get("top", "")))

    assert {"nodes", "edges"} <= failing(found)
    assert "kit error" not in verdicts(found).values()
    assert one["words"] in messages(found)


# Required exercises decide; stretch goals are reported alike.


@pytest.mark.parametrize(("source", "verdict"), [("x = [", "crashed"), (None, "not started")])
def test_a_stretch_goal_changes_neither_verdict_nor_points(submit, source, verdict):
    result = submit(**dict.fromkeys(STRETCH, source))

    assert {of(result, name).verdict for name in STRETCH} == {verdict}
    assert (result.verdict, result.points) == ("pass", result.out_of)
    assert result.next.id == STRETCH[0]


def test_what_is_required_comes_first_and_then_what_is_begun(submit):
    stubs = {name: STUB[name] for name in ("mlp", *STRETCH)}
    begun = {**stubs, "gradients": f"{SOLVED}\n\n\n{SIGNED}"}

    assert submit(**begun).next.id == "mlp"
    begun.pop("mlp")
    assert submit(**begun).next.id == "gradients"


def test_a_stretch_goal_by_itself_decides_the_exit_status(desk):
    path = desk.file.with_name("count.py")
    assert cli.main(["count"]) == 1
    path.write_text(SOURCE["count"], encoding="utf-8")
    assert cli.main(["count"]) == 0
