"""The engine agrees with PyTorch: the same program runs in both, in float64."""

import importlib
import random
import sys
from collections.abc import Callable
from typing import Any
from unittest import mock

import pytest

from tests.conftest import SOLUTIONS

torch = pytest.importorskip("torch")


@pytest.fixture(scope="module")
def solutions() -> Any:
    """The reference's `mlp` and `engine`; afterwards these names are free for others again."""
    with mock.patch.dict(sys.modules), mock.patch.object(sys, "path", [str(SOLUTIONS), *sys.path]):
        for name in ("engine", "neuron", "layer", "mlp"):
            sys.modules.pop(name, None)
        return importlib.import_module("mlp"), importlib.import_module("engine")


def tensor(data: Any) -> Any:
    return torch.tensor(data, dtype=torch.float64, requires_grad=True)


def near(expected: Any) -> Any:
    """Equal to 1e-12; the absolute part is for differences of numbers of about 1 that cancel."""
    return pytest.approx(expected, rel=1e-12, abs=1e-14)


# Values and tensors share these spellings, so one program runs on both. Each keeps its result of
# the size of its inputs, or smaller: in a long program numbers would grow past all comparison.
STEPS: list[Callable[[Any, Any, float], Any]] = [
    lambda x, y, n: x + y,
    lambda x, y, n: x - y,
    lambda x, y, n: (x * y).tanh(),
    lambda x, y, n: x / (y * y + 1),
    lambda x, y, n: x.tanh().exp() - y,
    lambda x, y, n: (x - n).relu() * 0.5,
    lambda x, y, n: x.tanh() ** 3 + n,
    lambda x, y, n: (x * x + 0.5) ** -1.5,
    lambda x, y, n: (x * x + y * y + 0.25) ** 0.5,
    lambda x, y, n: n - x,
    lambda x, y, n: n * x,
    lambda x, y, n: n / (2 + y.tanh()),
    lambda x, y, n: -x / 3,
    lambda x, y, n: sum([x, y, x]) * 0.25,
]


def run(leaves: list[Any], seed: int) -> list[Any]:
    """Return what a random program of 25 steps makes; the last one is made from all of them."""
    rng = random.Random(seed)
    made = list(leaves)
    for _ in range(25):
        step, n = rng.choice(STEPS), rng.choice([rng.uniform(-2, 2), rng.randint(-2, 2)])
        made.append(step(rng.choice(made), rng.choice(made), n))
    weights = [rng.uniform(-1, 1) for _ in made]
    made.append(sum(w * x for w, x in zip(weights, made, strict=True)))
    return made


@pytest.mark.parametrize("seed", range(100))
def test_a_random_program_has_the_data_and_gradients_that_pytorch_finds(
    solutions: Any, seed: int
) -> None:
    _, engine = solutions
    rng = random.Random(-seed)
    leaves = [rng.uniform(-2, 2) for _ in range(4)]
    ours = run([engine.Value(leaf) for leaf in leaves], seed)
    theirs = run([tensor(leaf) for leaf in leaves], seed)
    for x in theirs:
        x.retain_grad()
    ours[-1].backward()
    theirs[-1].backward()

    assert [x.data for x in ours] == near([x.item() for x in theirs])
    assert [x.grad for x in ours] == near([x.grad.item() for x in theirs])


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("nin", "nouts"), [(3, [4, 4, 1]), (1, [1]), (2, [1]), (5, [3, 1]), (4, [8, 8, 8, 1])], ids=str
)
def test_a_network_has_the_output_and_gradients_that_pytorch_finds(
    solutions: Any, nin: int, nouts: list[int], seed: int
) -> None:
    """Every weight, bias and input counts; biases of 0 could hide a fault, so they are not 0."""
    mlp, engine = solutions
    random.seed(seed)
    model = mlp.MLP(nin, nouts)
    for p in model.parameters():
        p.data = random.uniform(-1, 1)
    inputs = [random.uniform(-2, 2) for _ in range(nin)]

    xs = [engine.Value(x) for x in inputs]
    out = model(xs)
    out.backward()

    x = first = tensor(inputs)
    parameters = []
    for layer in model.layers:
        w = tensor([[p.data for p in neuron.w] for neuron in layer.neurons])
        b = tensor([neuron.b.data for neuron in layer.neurons])
        parameters.append((w, b))
        x = torch.tanh(w @ x + b)
    x.sum().backward()

    assert out.data == near(x.item())
    assert [x.grad for x in xs] == near(first.grad.tolist())
    for layer, (w, b) in zip(model.layers, parameters, strict=True):
        for neuron, w_grad, b_grad in zip(layer.neurons, w.grad, b.grad, strict=True):
            assert [wi.grad for wi in neuron.w] == near(w_grad.tolist())
            assert neuron.b.grad == near(b_grad.item())
