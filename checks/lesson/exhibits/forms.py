"""What is a value, written as a sum of products of what it came from?

So it does not matter in which order a learner adds, where their sum starts, or how many nodes it
takes: w[0]·x[0] is found where it is. Whatever is neither a sum nor a product stands for itself.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from checks.check.graph import ancestors, close
from checks.run.observation import Thing

Product: TypeAlias = tuple[int, ...]  # the rows that are multiplied, in order
Form: TypeAlias = dict[Product, float]  # how often each product is added

MOST_PRODUCTS = 64  # in one sum; beyond it nobody reads them
MOST_FACTORS = 6


class Forms:
    """The values that one value came from, each as a sum of products.

    Attributes:
        given: the names of the rows that are known: weights, bias, inputs.
        order: the rows, parents first.
        constant: the rows that come from plain numbers alone.
    """

    def __init__(
        self, things: Sequence[Thing], order: Iterable[int], root: int, given: Mapping[int, str]
    ) -> None:
        self.things, self.root, self.given = things, root, given
        inside = self.ancestors(root)
        self.order = [row for row in order if row in inside]
        self.constant: set[int] = set()
        self._forms: dict[int, Form] = {}
        for row in self.order:
            parts = things[row].parts
            if row not in given and all(part in self.constant for part in parts):
                self.constant.add(row)
            self._forms[row] = self._form(row)

    def __getitem__(self, row: int) -> Form:
        return self._forms[row]

    def data(self, row: int) -> float:
        number = self.things[row].number
        return number if isinstance(number, float) else math.nan

    def number(self, product: Product, times: float) -> float:
        return times * math.prod(self.data(row) for row in product)

    def numbers(self, row: int) -> list[float]:
        return [self.number(product, times) for product, times in self._forms[row].items()]

    def ancestors(self, root: int, without: int | None = None) -> set[int]:
        return ancestors(self.things, [root], without)

    def is_plain(self, row: int) -> bool:
        """Tell whether a value is a sum of products of known values and plain numbers."""
        return all(
            factor in self.given or factor in self.constant
            for product in self._forms[row]
            for factor in product
        )

    def holder(self, product: Product, times: float) -> int:
        """Return the row that holds just this product; a factor of it where there is none."""
        rows = [row for row in self.order if self._forms[row] == {product: times}]
        return rows[-1] if rows else product[0]

    def _form(self, row: int) -> Form:
        thing = self.things[row]
        itself: Form = {(row,): 1.0}
        if row in self.constant or row in self.given:
            return itself
        found = self._combined(thing, [self._forms[part] for part in thing.parts])
        is_readable = (
            found and len(found) <= MOST_PRODUCTS and len(max(found, key=len)) <= MOST_FACTORS
        )
        return found if found and is_readable else itself

    def _combined(self, thing: Thing, parts: list[Form]) -> Form | None:
        """Return what an operation makes of its parents' forms; None if that is no sum."""
        match thing.op, parts:
            case "neg", [a]:
                return _scaled(a, -1.0)
            case "+", [a]:  # an engine that keeps parents in a set has one for a + a
                return _scaled(a, 2.0)
            case "+", [a, b]:
                return _added(a, b)
            case "-", [a, b]:  # in a set, neither of the two is first
                found = _added(a, _scaled(b, -1.0))
                value = sum(self.number(product, times) for product, times in found.items())
                return found if close(value, thing.number) else _scaled(found, -1.0)
            case "*", [a]:
                return _multiplied(a, a)
            case "*", [a, b]:
                return _multiplied(a, b)
            case "/", [a, _] if thing.parts[1] in self.constant:
                return _scaled(a, 1.0 / self.data(thing.parts[1]))
        return None


def _scaled(form: Form, times: float) -> Form:
    return {product: times * count for product, count in form.items()}


def _added(one: Form, other: Form) -> Form:
    found = dict(one)
    for product, times in other.items():
        found[product] = found.get(product, 0.0) + times
    return {product: times for product, times in found.items() if times}


def _multiplied(one: Form, other: Form) -> Form | None:
    """Return a product; None if two sums are multiplied: that is no term of a neuron's sum."""
    if min(len(one), len(other)) > 1:
        return None
    found: Form = {}
    for a, n in one.items():
        for b, m in other.items():
            product = tuple(sorted((*a, *b)))
            found[product] = found.get(product, 0.0) + n * m
    return found
