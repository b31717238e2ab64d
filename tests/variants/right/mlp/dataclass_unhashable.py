"""A dataclass, with the layers made in __post_init__ from the end to the start."""

from dataclasses import dataclass, field

from layer import Layer


@dataclass
class MLP:
    nin: int
    nouts: list
    layers: list = field(init=False)

    def __post_init__(self):
        self.layers = []
        sizes = [self.nin] + list(self.nouts)
        nout = sizes.pop()
        while sizes:
            nin = sizes.pop()
            self.layers.insert(0, Layer(nin, nout))
            nout = nin

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return sum([list(layer.parameters()) for layer in self.layers], [])
