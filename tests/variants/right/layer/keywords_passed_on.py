"""Keywords are taken and passed on to the neurons, and the answer is put together by a helper."""

from itertools import chain, repeat
from typing import Any

import neuron as nn


class Layer:
    def __init__(self, nin: int, nout: int, **keywords: Any) -> None:
        self.neurons = [nn.Neuron(n, **keywords) for n in repeat(nin, nout)]

    @staticmethod
    def unwrap(values: list) -> Any:
        return values[0] if values[1:] == [] else values

    def __call__(self, x) -> Any:
        return self.unwrap([n(x) for n in self.neurons])

    def parameters(self) -> list:
        return [*chain.from_iterable(n.parameters() for n in self.neurons)]
