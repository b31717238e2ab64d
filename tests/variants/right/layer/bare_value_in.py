"""A single Value or number is accepted as x as well, and wrong widths are refused."""

from collections.abc import Iterable

from neuron import Neuron


class Layer:
    def __init__(self, nin: int, nout: int):
        self.nin = nin
        self.neurons: list[Neuron] = []
        for _ in range(nout):
            self.neurons += [Neuron(nin)]

    def __call__(self, x):
        inputs = list(x) if isinstance(x, Iterable) else [x]
        if len(inputs) != self.nin:
            raise ValueError(f"Layer for {self.nin} inputs was given {len(inputs)}")
        first, *others = (n(inputs) for n in self.neurons)
        return [first, *others] if others else first

    def parameters(self):
        def walk():
            for n in self.neurons:
                yield from n.parameters()

        return list(walk())
