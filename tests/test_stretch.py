"""Are the stretch goals judged by what holds of any answer, each function by itself?"""

import ast
import json
import math
import random
import runpy
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from checks import catalog, submission
from checks.check import session
from checks.check.result import ExerciseResult, Result
from checks.lesson import calculus, scenarios, traits
from checks.run.observation import Observation, Thing

ROOT = Path(__file__).resolve().parents[1]
SOLUTIONS, STUBS = ROOT / "solutions", ROOT / "checks" / "lesson" / "stubs"
REFERENCE = submission.at(SOLUTIONS)
STRETCH = [one.id for one in catalog.exercises() if not one.required]
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


# 1. The calculus, beside the engine and beside nudges.


def networks() -> list[tuple[list[Any], list[float]]]:
    chance = random.Random(4)
    found = []
    for sizes in ([1, 1], [3, 1], [2, 3, 1], [3, 4, 4, 1], [4, 2, 3, 2, 1]):
        layers = [
            [[chance.uniform(-1.5, 1.5) for _ in range(n + 1)] for _ in range(m)]
            for n, m in pairwise(sizes)
        ]
        found.append((layers, [chance.uniform(-2, 2) for _ in range(sizes[0])]))
    return found


def output(layers: list[Any], x: list[float]) -> float:
    for layer in layers:
        x = [math.tanh(sum(map(float.__mul__, w, x)) + b) for *w, b in layer]
    return x[0]


@pytest.mark.parametrize(("layers", "x"), networks())
def test_the_calculus_agrees_with_a_nudge_of_every_parameter(
    layers: list[Any], x: list[float]
) -> None:
    found, step = iter(calculus.network(layers, x).gradients), 1e-6
    for layer in layers:
        for neuron in layer:
            for k, kept in enumerate(neuron):
                neuron[k] = kept + step
                up = output(layers, x)
                neuron[k] = kept - step
                down = output(layers, x)
                neuron[k] = kept
                assert math.isclose(next(found), (up - down) / (2 * step), abs_tol=1e-8)
    assert next(found, None) is None


@pytest.mark.parametrize(("layers", "x"), networks())
def test_the_three_factors_of_the_calculus_multiply_to_its_gradients(
    layers: list[Any], x: list[float]
) -> None:
    found = calculus.network(layers, x)
    gradients = iter(found.gradients)
    for j in range(len(layers[0])):
        for one in (*x, 1.0):
            product = found.upstream[0][j] * found.slopes[0][j] * one
            assert math.isclose(product, next(gradients), rel_tol=1e-12)
    assert found.upstream[-1] == (1.0,)


def test_one_neuron_is_a_network_of_one() -> None:
    w, b, x = [0.7, 0.1, -0.5], 0.5, [-0.9, -1.4, 0.4]
    alone, within = calculus.neuron(w, b, x), calculus.network([[[*w, b]]], x)
    assert (*alone.weights, alone.slope) == within.gradients


@pytest.mark.parametrize(
    "given", [s.given for s in scenarios.GRADIENTS if "model" in s.given], ids=lambda _: ""
)
def test_the_networks_that_are_handed_out_are_what_their_numbers_say(
    given: dict[str, Any],
) -> None:
    """Forward and backward over the engine, beside the calculus; the parts join to the whole."""
    value = runpy.run_path(str(SOLUTIONS / "engine.py"))["Value"]
    network = runpy.run_path(str(ROOT / "checks" / "inside" / "models.py"))["network"]
    model, x = network(value, given["model"]), given["arguments"][0]
    out = model(x)
    out.backward()
    signal = x
    for layer in model.layers:
        alone = [neuron(signal).data for neuron in layer.neurons]
        signal = layer(signal)
        values = signal if isinstance(signal, list) else [signal]
        assert [value.data for value in values] == pytest.approx(alone, rel=1e-12)

    assert signal.data == pytest.approx(out.data, rel=1e-12)
    assert [p.grad for p in model.parameters()] == pytest.approx(
        traits.network(given).gradients, rel=1e-9, abs=1e-15
    )
    assert [p for layer in model.layers for p in layer.parameters()] == model.parameters()
    assert all(n.parameters() == [*n.w, n.b] for layer in model.layers for n in layer.neurons)


def test_the_scenarios_differ_where_mistakes_have_to_show() -> None:
    """Gradients of both signs, no two of one size, none that rounding could swap."""
    for scenario in scenarios.GRADIENTS:
        if scenario.id in ("gradients.rank", "gradients.rank_deep"):
            found = traits.network(scenario.given)
            sizes = sorted(abs(g) for g in found.gradients if abs(g) > 1e-12)
            assert min(found.gradients) < 0 < max(found.gradients)
            assert all(b > a * 1.001 for a, b in pairwise(sizes))


# 2. The statement of what a network is, without the code of one.


def test_a_worker_sees_no_solution_of_the_functions_nor_of_the_classes() -> None:
    """Nothing in checks/inside spells out a line that a learner is to write."""
    inside = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "checks" / "inside").glob("*.py")
    )
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


@pytest.mark.parametrize("broken", FUNCTIONS)
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


def test_with_two_mistakes_the_advice_is_about_the_first_and_the_next_check_is_its(
    tmp_path: Path,
) -> None:
    one = judged(with_functions(a=WEIGHT_FOR_INPUT, b=SIGNED), tmp_path)
    assert one.advice is not None
    assert one.advice.mistake == "G05"
    assert one.worst is not None
    assert one.worst.id == "gradients.predict_weights"


def test_no_advice_is_given_for_a_later_function_beside_an_unknown_mistake(tmp_path: Path) -> None:
    one = judged(with_functions(a=UNKNOWN, b=SIGNED), tmp_path)
    assert one.advice is None
    assert one.worst is not None
    assert one.worst.id == "gradients.silence_one"


# 4. Any example will do.


def example(name: str, answer: str) -> str:
    arguments = {"silence_one": "w, b, i", "silence_all": "w, x", "favour_smallest": "w, b"}[name]
    return f"def {name}({arguments}):\n    {answer}\n"


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("silence_one", "return [0 if k == i else -1 for k in range(len(w))]"),
        ("silence_one", "return tuple(0.0 if k == i else 0.01 * wi for k, wi in enumerate(w))"),
        ("silence_one", "return [1e-15 if k == i else 1.0 for k in range(len(w))]"),
        ("silence_all", "return -1000"),
        ("silence_all", "return 1e300"),
        ("silence_all", "return 7.7 - sum(a * c for a, c in zip(w, x))"),
        ("favour_smallest", "return [1 / wi for wi in w]"),
        ("favour_smallest", "return [float(wi == min(w, key=abs)) for wi in w]"),
        ("favour_smallest", "return [-1.001 if wi == min(w, key=abs) else 1 for wi in w]"),
    ],
)
def test_an_example_that_does_what_is_asked_is_right(
    name: str, answer: str, tmp_path: Path
) -> None:
    assert judged(with_functions(one=example(name, answer)), tmp_path).verdict == "pass"


@pytest.mark.parametrize(
    ("name", "answer", "said"),
    [
        ("silence_one", "return [1e200] * len(w)", "silence"),
        ("silence_one", "return [0.0009 if k != i else 0 for k in range(len(w))]", "silence"),
        ("silence_one", "return [float('nan')] * len(w)", "nan"),
        ("silence_one", "return 0.0", "not a list"),
        ("silence_one", "return None", "return"),
        ("silence_one", "return [True] * len(w)", "bool"),
        ("silence_all", "return 'large'", "not a number"),
        ("silence_all", "return float('inf')", "inf"),
        ("silence_all", "return None", "return"),
        ("favour_smallest", "return [1e308] * len(w)", "not the largest"),
        ("favour_smallest", "return w + [1.0]", "items"),
        ("favour_smallest", "return [w] * len(w)", "not a number"),
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


@pytest.mark.parametrize("tie", ["0", "p.data", "-p.data"])
@pytest.mark.parametrize("answer", ["ps", "tuple(ps)", PLACES])
def test_equal_gradients_may_come_in_any_order_as_parameters_or_as_places(
    tie: str, answer: str, tmp_path: Path
) -> None:
    source = RANKED.format(tie=tie, answer=answer)
    assert judged(with_functions(one=source), tmp_path).verdict == "pass"


@pytest.mark.parametrize(
    "answer",
    [
        "ps[:-1]",
        "ps + ps[:1]",
        "[ps[0]] * len(ps)",
        f"[float(k) for k in {PLACES}]",
        f"[bool(k) for k in {PLACES}]",
        f"[k - 1 for k in {PLACES}]",
        "[p.data for p in ps]",
        "[[p] for p in ps]",
        "iter(ps)",
        "{p: 1 for p in ps}",
        "10**400",
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


def test_traits_of_an_observation_that_no_worker_of_ours_wrote_are_none() -> None:
    for scenario in (*scenarios.GRADIENTS, *scenarios.COUNT):
        assert traits.of(scenario.given, Observation(scenario=scenario.id, status="ok")) == {}
        strange = (Thing("none", "NoneType", None, None, "", ()),)
        for names in ({"out": 0}, dict.fromkeys(("out", "values", "arguments", "made"), 0)):
            seen = Observation(scenario=scenario.id, status="ok", things=strange, names=names)
            assert "fits" not in json.dumps(traits.of(scenario.given, seen))


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


@pytest.mark.parametrize("answer", ["True", "41.0", "'41'", "[41]", "41j"])
def test_a_count_is_an_int(answer: str, tmp_path: Path) -> None:
    source = f"def count_parameters(nin, nouts):\n    return {answer}\n"
    assert verdicts(judged(source, tmp_path, "count"))["whole"] == "not yet"


# 8. Required exercises decide; stretch goals are reported alike.


@pytest.mark.parametrize("name", STRETCH)
def test_a_stretch_goal_changes_neither_verdict_nor_points(submit: Submit, name: str) -> None:
    wrong, missing = submit(**{name: "x = ["}), submit(**{name: None})
    for result in (wrong, missing):
        assert of(result, name).verdict == "crashed"
        assert result.verdict == "pass"
        assert result.points == result.out_of
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


def test_a_stretch_goal_that_is_wrong_is_the_next_thing(kit: Path, command: Command) -> None:
    for name in ("neuron", "layer", "mlp"):
        (kit / "exercises" / f"{name}.py").write_bytes((SOLUTIONS / f"{name}.py").read_bytes())
    (kit / "exercises" / "gradients.py").write_text(with_functions(a=SIGNED), encoding="utf-8")
    done = command("--plain")

    assert done.returncode == 0
    assert "Next: Gradients, and why" in done.stdout
    assert "You rank with the sign" in done.stdout


# 9. The text that teaches.


def test_the_numbers_in_the_text_are_what_the_functions_give() -> None:
    gradients = runpy.run_path(str(SOLUTIONS / "gradients.py"))
    count = runpy.run_path(str(SOLUTIONS / "count.py"))["count_parameters"]
    weights, bias = gradients["predict_gradients"]([0.5, -1.0], [2.0, 1.0], 0.25)

    for number in (*weights, bias, math.tanh(0.25)):
        assert f"{number:.4f}" in gradients["__doc__"]
    assert count(2, [3, 1]) == 13
    assert count(3, [4, 4, 1]) == 41
