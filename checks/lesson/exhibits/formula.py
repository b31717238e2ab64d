"""How does a person write down what a value was computed from?"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from checks.check.graph import close
from checks.lesson.exhibits.forms import Forms, Product

LONGEST = 34
DEEPEST = 6  # brackets within brackets, before three dots

Text: TypeAlias = tuple[str, int]  # a formula, and how tightly it holds: 1 sum, 2 product, 3 name
ADDED, MULTIPLIED, NAMED = 1, 2, 3


class Formula:
    """Writes values as formulas: w[0]·x[0], tanh(w[0]·x[0]) + b.

    Attributes:
        inputs: what x is; a plain number beside a weight is the input that it is equal to.
        names: what some rows are called, beyond those that `forms` knows.
    """

    def __init__(
        self, forms: Forms, inputs: Sequence[float], names: Mapping[int, str] | None = None
    ) -> None:
        self.forms, self.inputs = forms, inputs
        self.is_opened = not names  # with a name for the sum, its parts need no writing out
        self.names = {**forms.given, **(names or {})}

    def of(self, row: int) -> str:
        """Write a value."""
        return _cut(self._text(row, 0)[0])

    def product(self, product: Product, times: float) -> str:
        """Write one product of a sum."""
        for row in product:
            times *= self.forms.data(row) if self._is_number(row, product) else 1.0
        names = "·".join(self.factors(product))
        sign = {1.0: "", -1.0: "-"}.get(times, f"{times:.4g}·")
        return _cut(sign + names) if names else f"{times:.4g}"

    def factors(self, product: Product) -> tuple[str, ...]:
        """Name what is multiplied in a product, but for plain numbers."""
        rows = [row for row in product if not self._is_number(row, product)]
        named = [self._input(row, product) or _bound(self._text(row, 1), 2) for row in rows]
        return tuple(sorted(named, key=lambda name: ("wbx".find(name[0]) % 4, name)))

    def _is_number(self, row: int, product: Product) -> bool:
        return row in self.forms.constant and not self._input(row, product)

    def _input(self, row: int, product: Product) -> str:
        """Return which input a plain number beside one weight is: its own, if that fits."""
        weights = {self.names.get(one, "") for one in product if one not in self.forms.constant}
        weights = {name for name in weights if name.startswith("w[")}
        if row not in self.forms.constant or len(weights) != 1:
            return ""
        own = int(weights.pop()[2:-1])
        nearest = sorted(range(len(self.inputs)), key=lambda n: n != own)
        same = [n for n in nearest if close(self.forms.data(row), self.inputs[n])]
        return f"x[{same[0]}]" if same else ""

    def _text(self, row: int, depth: int) -> Text:
        if row in self.names:
            return self.names[row], NAMED
        if row in self.forms.constant:
            return f"{self.forms.data(row):.4g}", NAMED
        if depth > DEEPEST:
            return "...", NAMED
        if self.is_opened and set(self.forms[row]) != {(row,)}:
            products = [self.product(*entry) for entry in self.forms[row].items()]
            return _plus(products), ADDED if len(products) > 1 else MULTIPLIED
        thing = self.forms.things[row]
        return _written(thing.op, [self._text(part, depth + 1) for part in thing.parts])


def _written(op: str, parts: list[Text]) -> Text:
    """Write an operation as people do; some engines negate by multiplying with -1."""
    words = [text for text, _ in parts]
    match op, parts:
        case "+", [_, _]:
            return _plus(words), ADDED
        case "-", [_, b]:
            return f"{words[0]} - {_bound(b, MULTIPLIED)}", ADDED
        case "*", [a, b] if {"1", "-1"} & {*words}:
            one, other = (a, b) if words[0] in ("1", "-1") else (b, a)
            return f"{one[0][:-1]}{_bound(other, MULTIPLIED)}", MULTIPLIED
        case "*", [a, b]:
            return f"{_bound(a, MULTIPLIED)}·{_bound(b, MULTIPLIED)}", MULTIPLIED
        case "/", [a, b]:
            return f"{_bound(a, MULTIPLIED)} / {_bound(b, NAMED)}", MULTIPLIED
        case "neg", [a]:
            return f"-{_bound(a, MULTIPLIED)}", MULTIPLIED
        case "**-1", [a]:
            return f"1 / {_bound(a, NAMED)}", MULTIPLIED
        case _, [a] if op.startswith("**"):
            return f"{_bound(a, NAMED)}{op}", MULTIPLIED
    return f"{op}({', '.join(words)})", NAMED


def _plus(words: list[str]) -> str:
    return " + ".join(words).replace("+ -", "- ")


def _bound(part: Text, tightly: int) -> str:
    text, holds = part
    return text if holds >= tightly else f"({text})"


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 3]}..."
