"""The stretch goals are judged by what holds of any answer, each function by itself."""

import ast
import math
import runpy
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from checks import catalog, submission
from checks.check import key, session
from checks.check.result import ExerciseResult, Result
from checks.lesson import chosen, scenarios, traits
from checks.run.observation import Observation, Thing

ROOT = Path(__file__).resolve().parents[1]
SOLUTIONS, STUBS = ROOT / "solutions", ROOT / "checks" / "lesson" / "stubs"
PROGRAMS = catalog.PROGRAMS
REFERENCE = submission.at(SOLUTIONS)
STRETCH = [one.id for one in catalog.exercises() if not one.required]
NAMES = ("out", "values", "gradients", "arguments", "made", "operands", "root", "drawing", "nodes")
FUNCTIONS = list(catalog.exercise("gradients").stubbed)
Submit = Callable[..., Result]
Command = Callable[..., CompletedProcess[str]]


def of(result: Result, exercise: str) -> ExerciseResult:
    return next(one for one in result.exercises if one.id == exercise)


def with_functions(**sources: str) -> str:
    """Return the reference's gradients.py with some functions replaced: the last one counts."""
    text = (SOLUTIONS / "gradients.py").read_text(encoding="utf-8")
    return "\n\n\n".join([text, *sources.values()])


def judged(source: str, tmp_path: Path, exercise: str = "gradients") -> ExerciseResult:
    path = tmp_path / f"{exercise}.py"
    path.write_text(source, encoding="utf-8")
    return of(session.check(REFERENCE.having(exercise, path), (exercise,)).result, exercise)


def verdicts(one: ExerciseResult) -> dict[str, str]:
    """Return the verdict of each check, by its name."""
    return {check.id.partition(".")[2]: check.verdict for check in one.checks}


def about(function: str, names: dict[str, str]) -> dict[str, str]:
    """Return those checks that are about a function: their names begin with a word of its own."""
    first = {
        "predict_gradients": "predict",
        "gradient_factors": "factors",
        "rank_parameters": "rank",
    }
    return {n: v for n, v in names.items() if n.startswith(first.get(function, function))}


def gradients(scenario: str) -> list[float]:
    """Return the gradients of all parameters, as the reference leaves them."""
    shown = key.read().reference[scenario]
    return [shown[f"gradients[{place}]"] for place in range(int(shown["len(gradients)"]))]


# 1. The networks that are handed out.


@pytest.mark.parametrize(
    "given", [s.given for s in scenarios.GRADIENTS if "model" in s.given], ids=lambda _: ""
)
def test_the_networks_that_are_handed_out_are_what_their_numbers_say(
    given: dict[str, Any],
) -> None:
    """The parts join to the whole; the gradient of each parameter is what a nudge of it shows."""
    value = runpy.run_path(str(SOLUTIONS / "engine.py"))["Value"]
    network = runpy.run_path(str(PROGRAMS / "models.py"))["network"]
    model, x = network(value, given["model"]), given["arguments"][0]
    out = model(x)
    out.backward()
    signal = x
    for layer in model.layers:
        alone = [
            math.tanh(sum(w.data * one for w, one in zip(n.w, signal, strict=True)) + n.b.data)
            for n in layer.neurons
        ]
        found = layer(signal)
        signal = [one.data for one in (found if isinstance(found, list) else [found])]
        assert signal == pytest.approx(alone, rel=1e-12)
    assert signal == pytest.approx([out.data], rel=1e-12)
    for parameter in model.parameters():
        kept, step = parameter.data, 1e-6
        parameter.data = kept + step
        up = model(x).data
        parameter.data = kept - step
        assert (up - model(x).data) / (2 * step) == pytest.approx(parameter.grad, abs=1e-8)
        parameter.data = kept


def test_the_scenarios_differ_where_mistakes_have_to_show() -> None:
    """Gradients of both signs, no two of one size, none that rounding could swap."""
    for name in ("gradients.rank", "gradients.rank_deep"):
        found = gradients(name)
        sizes = sorted(abs(g) for g in found if abs(g) > 1e-12)
        assert min(found) < 0 < max(found)
        assert all(b > a * 1.001 for a, b in pairwise(sizes))


def test_the_factors_of_the_reference_multiply_to_its_gradients() -> None:
    for scenario in scenarios.GRADIENTS:
        if scenario.given["function"] == "gradient_factors":
            shown, by_parameter = key.read().reference[scenario.id], gradients(scenario.id)
            found = chosen.factors(scenario.given, by_parameter)
            _, j, i = scenario.given["arguments"]
            width = len(scenario.given["arguments"][0]) + 1
            out = [shown[f"out[{place}]"] for place in range(3)]
            assert found == pytest.approx(out, rel=1e-9, abs=1e-9)
            assert math.prod(found) == pytest.approx(by_parameter[j * width + i], abs=1e-9)


# 2. The statement of what a network is, without the code of one.


def test_a_worker_sees_no_solution_of_the_functions_nor_of_the_classes() -> None:
    """Nothing that a worker loads spells out a line that a learner is to write."""
    seen = [
        path for folder in (ROOT / "checks" / "inside", PROGRAMS) for path in folder.rglob("*.py")
    ]
    inside = "\n".join(path.read_text(encoding="utf-8") for path in seen)
    for name in ("count", "gradients"):
        tree = ast.parse((SOLUTIONS / f"{name}.py").read_text(encoding="utf-8"))
        for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
            for statement in function.body[1:]:
                if len(ast.unparse(statement)) > 20:  # shorter ones say nothing by themselves
                    assert ast.unparse(statement) not in inside


# 3. Each function by itself.


@pytest.mark.parametrize("done", FUNCTIONS)
def test_one_function_passes_while_the_others_are_not_started(done: str, tmp_path: Path) -> None:
    stub = (STUBS / "gradients.py").read_text(encoding="utf-8")
    tree = ast.parse((SOLUTIONS / "gradients.py").read_text(encoding="utf-8"))
    own = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == done)
    one = judged(f"{stub}\n\n{ast.unparse(own)}\n", tmp_path)
    found = verdicts(one)
    passing = about(done, found)

    assert passing
    assert set(passing.values()) == {"pass"}
    assert {v for name, v in found.items() if name not in passing} == {"not started"}
    assert one.verdict == "not yet"
    assert one.advice is None


@pytest.mark.parametrize("broken", FUNCTIONS[::3])
def test_a_function_that_raises_or_is_missing_costs_the_others_nothing(
    broken: str, tmp_path: Path
) -> None:
    for change in (f"def {broken}(*_):\n    return 1 / 0\n", f"del {broken}\n", f"{broken} = 3\n"):
        found = verdicts(judged(with_functions(one=change), tmp_path))
        assert set(about(broken, found).values()) == {"crashed"}
        assert {v for n, v in found.items() if n not in about(broken, found)} == {"pass"}


WEIGHT_FOR_INPUT = (
    "def predict_gradients(w, x, b):\n"
    "    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)\n"
    "    return [(1 - out**2) * wi for wi in w], 1 - out**2\n"
)
SIGNED = (
    "def rank_parameters(model, x):\n"
    "    for p in model.parameters():\n        p.grad = 0\n"
    "    model(x).backward()\n"
    "    return sorted(model.parameters(), key=lambda p: -p.grad)\n"
)
UNKNOWN = "def silence_one(w, b, i):\n    return 'nothing'\n"


def test_a_known_mistake_is_recognised_whatever_the_other_functions_do(tmp_path: Path) -> None:
    stub = (STUBS / "gradients.py").read_text(encoding="utf-8")
    for source in (with_functions(a=SIGNED), f"{stub}\n\n{SIGNED}"):
        one = judged(source, tmp_path)
        assert one.advice is not None
        assert one.advice.mistake == "G07"


def test_with_two_mistakes_the_advice_is_about_the_first(tmp_path: Path) -> None:
    """None is given for a later function beside a mistake that nobody knows."""
    for first, advised, check in (
        (WEIGHT_FOR_INPUT, "G05", "gradients.predict_weights"),
        (UNKNOWN, "", "gradients.silence_one"),
    ):
        one = judged(with_functions(a=first, b=SIGNED), tmp_path)
        assert (one.advice.mistake if one.advice else "") == advised
        assert one.worst is not None
        assert one.worst.id == check


# 4. Any example will do.


def example(name: str, answer: str) -> str:
    arguments = {"silence_one": "w, b, i", "silence_all": "w, x", "favour_smallest": "w, b"}[name]
    return f"def {name}({arguments}):\n    {answer}\n"


def test_examples_that_do_what_is_asked_are_right(tmp_path: Path) -> None:
    ones = (
        "[0 if k == i else -1 for k in range(len(w))]",
        "[1e-15 if k == i else 1 for k in range(len(w))]",
    )
    alls = "-1000", "1e300"
    favours = "[1 / wi for wi in w]", "[-1.001 if wi == min(w, key=abs) else 1 for wi in w]"
    for one, other, third in zip(ones, alls, favours, strict=True):
        answers = {"silence_one": one, "silence_all": other, "favour_smallest": third}
        sources = {name: example(name, f"return {answer}") for name, answer in answers.items()}
        assert judged(with_functions(**sources), tmp_path).verdict == "pass"


@pytest.mark.parametrize(
    ("name", "answer", "said"),
    [
        ("silence_one", "return [1e200] * len(w)", "silence"),
        ("silence_one", "return [0.0009 if k != i else 0 for k in range(len(w))]", "silence"),
        ("silence_one", "return [float('nan')] * len(w)", "nan"),
        ("silence_one", "return [True] * len(w)", "bool"),
        ("silence_all", "return 'large'", "not a number"),
        ("silence_all", "return float('inf')", "inf"),
        ("favour_smallest", "return [1e308] * len(w)", "not the largest"),
    ],
)
def test_an_example_that_does_not_is_told_why(
    name: str, answer: str, said: str, tmp_path: Path
) -> None:
    one = judged(with_functions(one=example(name, answer)), tmp_path)
    assert one.worst is not None
    assert one.worst.id == f"gradients.{name}"
    assert one.worst.verdict == "not yet"
    assert said in one.worst.message


def test_a_large_bias_and_one_near_the_middle_are_told_what_the_slope_is(tmp_path: Path) -> None:
    answer = "return -sum(a * c for a, c in zip(w, x))"
    one = judged(with_functions(one=example("silence_all", answer)), tmp_path)
    assert one.worst is not None
    assert "z is 0, and the slope there 1: nowhere is it larger" in one.worst.message
    assert one.advice is not None
    assert one.advice.mistake == "G08"


# 5. Orders.

RANKED = """\
def rank_parameters(model, x):
    for p in model.parameters():
        p.grad = 0
    model(x).backward()
    ps = sorted(model.parameters(), key=lambda p: (-abs(p.grad), {tie}))
    return {answer}
"""
PLACES = "[model.parameters().index(p) for p in ps]"


@pytest.mark.parametrize(("tie", "answer"), [("p.data", "ps"), ("-p.data", PLACES)])
def test_equal_gradients_may_come_in_any_order_as_parameters_or_as_places(
    tie: str, answer: str, tmp_path: Path
) -> None:
    source = RANKED.format(tie=tie, answer=answer)
    assert judged(with_functions(one=source), tmp_path).verdict == "pass"


@pytest.mark.parametrize(
    "answer",
    [
        "ps[:-1]",
        f"[float(k) for k in {PLACES}]",
        f"[k - 1 for k in {PLACES}]",
        "[p.data for p in ps]",
        "iter(ps)",
        "[10**400] * len(ps)",
    ],
)
def test_what_is_no_order_of_all_parameters_is_not_taken_for_one(
    answer: str, tmp_path: Path
) -> None:
    one = judged(with_functions(one=RANKED.format(tie="0", answer=answer)), tmp_path)
    assert about("rank_parameters", verdicts(one)) == {
        "rank_complete": "not yet",
        "rank_order": "not yet",
        "rank_leaves": "pass",
    }


# 6. Whatever a process claims to have seen.


def test_an_observation_that_no_worker_of_ours_wrote_fits_nothing() -> None:
    for scenario in (*scenarios.GRADIENTS, *scenarios.COUNT, *scenarios.GRAPH):
        assert "fits" not in traits.facts(scenario, Observation(scenario.id, "ok"))[0].values()
        strange = (Thing("none", "NoneType", None, None, "", ()),)
        for names in ({"out": 0}, dict.fromkeys(NAMES, 0)):
            seen = Observation(scenario.id, "ok", things=strange, names=names)
            assert "fits" not in traits.facts(scenario, seen)[0].values()


# 7. Counting.


def test_a_count_over_a_network_of_ones_own_is_recognised_and_ends_at_once(
    submit: Submit,
) -> None:
    source = (
        "from mlp import MLP\n\n\n"
        "def count_parameters(nin, nouts):\n"
        "    return len(MLP(nin, list(nouts)).parameters())\n"
    )
    one = of(submit(count=source), "count")
    assert one.advice is not None
    assert one.advice.mistake == "C15"
    assert verdicts(one) == {
        **dict.fromkeys(verdicts(one), "pass"),
        "arithmetic": "not yet",
    }


@pytest.mark.parametrize("answer", ["True", "41.0", "[41]"])
def test_a_count_is_an_int(answer: str, tmp_path: Path) -> None:
    source = f"def count_parameters(nin, nouts):\n    return {answer}\n"
    assert verdicts(judged(source, tmp_path, "count"))["whole"] == "not yet"


# 8. Required exercises decide; stretch goals are reported alike.


@pytest.mark.parametrize("name", STRETCH)
@pytest.mark.parametrize("source", ["x = [", None])
def test_a_stretch_goal_changes_neither_verdict_nor_points(
    submit: Submit, name: str, source: str | None
) -> None:
    result = submit(**{name: source})

    assert of(result, name).verdict == "crashed"
    assert (result.verdict, result.points) == ("pass", result.out_of)
    assert result.next is not None
    assert result.next.id == name


def test_what_is_required_comes_first_and_then_what_is_begun(submit: Submit) -> None:
    stubs = {name: (STUBS / f"{name}.py").read_bytes() for name in ("mlp", *STRETCH)}
    begun = {**stubs, "gradients": with_functions(one=SIGNED)}

    assert submit(**begun).next.id == "mlp"
    begun.pop("mlp")
    assert submit(**begun).next.id == "gradients"
    stubs.pop("mlp")
    assert submit(**stubs).next.id == STRETCH[0]


def test_a_stretch_goal_by_itself_decides_the_exit_status(kit: Path, command: Command) -> None:
    assert command("count").returncode == 1
    (kit / "exercises" / "count.py").write_bytes((SOLUTIONS / "count.py").read_bytes())
    done = command("count")
    assert done.returncode == 0
    assert "All 5 of 5 checks pass" in done.stdout


@pytest.mark.slow
def test_when_all_that_is_required_passes_it_is_said_and_what_is_next_if_one_likes(
    kit: Path, command: Command
) -> None:
    for name in ("neuron", "layer", "mlp"):
        (kit / "exercises" / f"{name}.py").write_bytes((SOLUTIONS / f"{name}.py").read_bytes())
    done = command("--plain")
    said = " ".join(done.stdout.split())
    assert done.returncode == 0
    assert "47 required checks pass. You have built a network from scratch." in said
    assert "Next, if you like: Counting parameters" in said
    assert "Open exercises/count.py:" in said
    assert "5 checks, if you like" in said

    (kit / "exercises" / "gradients.py").write_text(with_functions(a=SIGNED), encoding="utf-8")
    begun = command("--plain")
    assert begun.returncode == 0
    assert "Next: Gradients, and why" in begun.stdout
    assert "You rank with the sign" in begun.stdout


# 9. The text that teaches.


def test_the_numbers_in_the_text_are_what_the_functions_give() -> None:
    gradients = runpy.run_path(str(SOLUTIONS / "gradients.py"))
    count = runpy.run_path(str(SOLUTIONS / "count.py"))["count_parameters"]
    weights, bias = gradients["predict_gradients"]([0.5, -1.0], [2.0, 1.0], 0.25)

    for number in (*weights, bias, math.tanh(0.25)):
        assert f"{number:.4f}" in gradients["__doc__"]
    assert count(2, [3, 1]) == 13
    assert count(3, [4, 4, 1]) == 41
