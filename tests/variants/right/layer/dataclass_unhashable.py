"""A dataclass whose neurons are made in __post_init__; two layers compare by value."""

from dataclasses import dataclass, field

from neuron import Neuron


@dataclass
class Layer:
    nin: int
    nout: int
    neurons: list = field(default_factory=list, init=False)

    def __post_init__(self):
        for _ in range(self.nout):
            self.neurons.append(Neuron(self.nin))

    def __call__(self, x):
        outs = list(map(lambda n: n(x), self.neurons))
        try:
            (only,) = outs
        except ValueError:
            return outs
        return only

    def parameters(self):
        return sum((list(n.parameters()) for n in self.neurons), [])
