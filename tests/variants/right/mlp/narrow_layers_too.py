"""Hidden layers of width 1 work too: a single Value is put into a list on the way in."""

from collections.abc import Sequence

from engine import Value
from layer import Layer


class MLP:
    def __init__(self, nin: int, nouts: int | Sequence[int]) -> None:
        if isinstance(nouts, int):
            nouts = [nouts]
        self.layers: list[Layer] = []
        previous: int = nin
        for width in nouts:
            self.layers.append(Layer(previous, width))
            previous = width

    def __call__(self, x):
        for layer in self.layers:
            x = layer([x] if isinstance(x, Value) else x)
        return x

    def parameters(self) -> list[Value]:
        params: list[Value] = []
        for layer in self.layers:
            params.extend(layer.parameters())
        return params
