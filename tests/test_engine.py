"""The engine is right: closed forms, complex-step derivatives and its own promises say so."""

import cmath
import math
import operator
import runpy
from collections.abc import Callable
from functools import reduce
from typing import Any

import pytest

from tests.conftest import SOLUTIONS, python

Value: Any = runpy.run_path(str(SOLUTIONS / "engine.py"))["Value"]


def near(expected: float) -> Any:
    """Equal but for a few roundings; the absolute part is for slopes that round to 0."""
    return pytest.approx(expected, rel=1e-12, abs=1e-15)


# 1. Functions and expressions against the complex step, f(x + ih).imag / h.
#
# It subtracts nothing, so h can be as small as 1e-30, and the derivative is right to the last
# digits: W. Squire and G. Trapp, SIAM Review 40 (1998), 110-112.


H = 1e-30


def exp(x: Any) -> Any:
    return x.exp() if isinstance(x, Value) else cmath.exp(x)


def tanh(x: Any) -> Any:
    return x.tanh() if isinstance(x, Value) else cmath.tanh(x)


def relu(x: Any) -> Any:
    return x.relu() if isinstance(x, Value) else x if x.real > 0 else 0j


def grown_in_place(x: Any, y: Any) -> Any:
    total = x
    total *= y
    total += x
    total -= 3
    total /= y
    total **= 2
    return total


EXPRESSIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "logistic": lambda x, y: 1 / (1 + exp(-(x + y))),
    "length": lambda x, y: (x**2 + y**2) ** 0.5,
    "negative powers": lambda x, y: (x**2 + 1) ** -3 * y**-0.5,
    "numbers on the left": lambda x, y: (2 - x) * (3 / y) + (4 * x + (1 + y)),
    "numbers on the right": lambda x, y: (x - 2) * (y / 3) + (x * 4 + (y + 1)),
    "a difference with itself": lambda x, y: (x - x) * y + x / x,
    "relu, on and off": lambda x, y: relu(x * y) * 3 + relu(-x * y) * y + relu(x - 9),
    "neuron on neurons": lambda x, y: tanh(2 * tanh(x - y) - 0.5 * tanh(x * y) + x),
    "nested": lambda x, y: tanh(exp(tanh(x) - y) * x) ** 3,
    "built-in sum": lambda x, y: sum([x * y, tanh(x), exp(-y), x]),
    "sum of a start": lambda x, y: sum((w * x for w in (0.5, -2, y)), y),
    "in place": grown_in_place,
    "in a loop": lambda x, y: reduce(lambda state, _: tanh(state * y + x), range(20), x),
}


POWERS = {
    2: (3.0, -2.0, 0.0),
    -3: (-2, 0.5),
    0.5: (4.0,),
    -0.5: (4,),
    1: (0.0,),  # where the slope has 0**0 in it
    0: (5.0, 0.0),  # where n * 0**(n - 1) would divide by 0
}
FUNCTIONS = [
    # it is flat far from 0: at 1e4, a formula made of exp or cosh would overflow
    (tanh, (0, 1e-9, 0.25, -0.5, 1, -2, 17.0, 40.0, -40.0, 1e4, -1e4, math.inf, -math.inf)),
    (exp, (0, 1, -1, 2.5, -30.0, 700.0, -1e4)),
    (relu, (3.0, 5, 1e-300, -2.0, 0, -0.0)),  # at 0 the slope is 0, by convention
    (operator.neg, (0.0, 2.5, -3)),
    *((lambda x, n=n: x**n, bases) for n, bases in POWERS.items()),
]


@pytest.mark.parametrize(("function", "points"), FUNCTIONS)
def test_a_function_has_the_value_and_the_slope_of_the_complex_step(function, points):
    for x in points:
        a = Value(x)
        out = function(a)
        out.backward()

        assert out.data == near(function(complex(x)).real)
        assert a.grad == near(function(complex(x, H)).imag / H)


@pytest.mark.parametrize("expression", EXPRESSIONS.values(), ids=EXPRESSIONS)
def test_gradients_agree_with_the_complex_step(expression):
    for x, y in ((0.5, 2.0), (-1.25, 0.75), (2, 3), (-0.01, 1e-3)):
        a, b = Value(x), Value(y)
        out = expression(a, b)
        out.backward()

        assert out.data == near(expression(complex(x), complex(y)).real)
        assert a.grad == near(expression(complex(x, H), complex(y)).imag / H)
        assert b.grad == near(expression(complex(x), complex(y, H)).imag / H)


# 2. The graph and the way back through it.


def test_every_use_of_a_value_counts_and_it_is_visited_once():
    """There are 2**60 ways through this graph: walking each of them would take for ever."""
    a = out = Value(1.0)
    for _ in range(60):
        out = out + out
    out.backward()

    assert a.grad == 2.0**60

    # from `middle` one way is a single step and the other 100: the last to come must count
    a = Value(5.0)
    middle = long = a * 3.0
    for _ in range(100):
        long = long + 1.0
    (middle * long).backward()
    assert (middle.grad, a.grad) == (15.0 + 115.0, 3.0 * 130.0)


def test_50_000_operations_work_forward_and_backward_in_a_chain_and_side_by_side():
    """Fifty times the depth at which Python's own recursion ends."""
    x = y = Value(0.5)
    for _ in range(25_000):
        y = -y + x  # two operations: y goes 0.5, 0.0, 0.5, ...
    y.backward()
    assert (y.data, x.grad) == (0.5, 1.0)

    xs = [Value(1.0) for _ in range(50_000)]
    total = sum(xs)
    total.backward()
    assert total.data == 50_000.0
    assert all(x.grad == 1.0 for x in xs)


def test_backward_touches_only_what_the_output_was_made_from_and_adds_to_what_is_there():
    """As in micrograd: inner values are not set back either, so twice is not a factor of 2."""
    a, b = Value(2.0), Value(3.0)
    inner, aside = a * b, a * 7.0
    out = inner * 1.0
    after = out + 1.0
    assert (a.grad, out.grad) == (0.0, 0.0)
    out.backward()
    assert (a.grad, b.grad, inner.grad, out.grad) == (3.0, 2.0, 1.0, 1.0)
    assert (aside.grad, after.grad) == (0.0, 0.0)

    out.backward()
    assert (inner.grad, a.grad) == (2.0, 3.0 + 6.0)
    a.grad = 0.0
    (a * 3.0).backward()
    assert a.grad == 3.0


def test_parents_are_a_tuple_in_the_order_of_use():
    a, b = Value(2.0), Value(3.0)
    for out, parents, op in (
        (a + b, (a, b), "+"),
        (b * a, (b, a), "*"),
        (a + a, (a, a), "+"),
        (a.tanh(), (a,), "tanh"),
        (a.relu(), (a,), "relu"),
        (a**-0.5, (a,), "**-0.5"),
        (a, (), ""),
    ):
        assert type(out._prev) is tuple
        assert [*map(id, out._prev)] == [*map(id, parents)]
        assert out._op == op


def test_a_value_is_an_object_of_its_own_without_other_attributes_and_prints_itself():
    """Two weights of 0.5 must not become one, nor `p.gard = 0.0` set nothing back unnoticed."""
    a, b = Value(0.5, label="b"), Value(0.5)
    assert len({a, b}) == 2
    total = a * 3.0 + b
    total.backward()
    assert repr(a) == str(a) == "Value(data=0.5, grad=3.0, label='b')"
    assert repr(total) == "Value(data=2.0, grad=1.0)"
    with pytest.raises(AttributeError, match="gard"):
        a.gard = 0.0


def test_what_is_not_a_number_or_0_below_is_an_error_and_a_power_says_so():
    for other in ("2", None, [2.0]):
        for apply in (operator.add, operator.sub, operator.mul, operator.truediv):
            for pair in ((Value(3.0), other), (other, Value(3.0))):
                with pytest.raises(TypeError):
                    apply(*pair)
    for a, b in ((Value(1.0), Value(0.0)), (Value(1.0), 0), (1, Value(0))):
        with pytest.raises(ZeroDivisionError):
            a / b
    for power in (Value(2.0), "2", None, 2j, [2]):
        with pytest.raises(TypeError, match="raised to an int or a float, not to"):
            Value(3.0) ** power


PROGRAM = """
import random, sys
sys.path.insert(0, sys.argv[1])
from engine import Value
from mlp import MLP
random.seed(int(sys.argv[2]))
litter = [Value(0.0) for _ in range(1_000)]
random.shuffle(litter)
del litter[500:]  # leaves holes, so that the addresses of what is made next are in no order
random.seed(4)
model = MLP(3, [4, 4, 1])
out = model([2.0, 3.0, -1.0])
out.backward()
print(out.data.hex(), *(p.grad.hex() for p in model.parameters()))
"""


def test_one_program_gives_the_same_bits_in_every_interpreter():
    """Sums of floats depend on their order, so no order may depend on hashes or addresses."""
    (one,) = {
        python("-B", "-c", PROGRAM, SOLUTIONS, shuffle, PYTHONHASHSEED=seed).stdout
        for shuffle, seed in enumerate(["0", "42", "random"])
    }
    assert len(one.split()) == 1 + 41
