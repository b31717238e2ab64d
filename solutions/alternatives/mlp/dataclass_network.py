"""A dataclass writes the constructor; it makes the network unhashable, and nothing in the lesson
needs a hash.
"""

from dataclasses import dataclass, field

from layer import Layer


@dataclass
class MLP:
    nin: int
    nouts: list
    layers: list = field(init=False)

    def __post_init__(self):
        self.layers = []
        for nout in self.nouts:
            nin = len(self.layers[-1].neurons) if self.layers else self.nin
            self.layers.append(Layer(nin, nout))

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
