"""The hidden outputs are copied into new Values, which do not know where they came from."""

from engine import Value
from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(a, b) for a, b in zip(sizes, sizes[1:])]

    def __call__(self, x):
        *hidden, last = self.layers
        for layer in hidden:
            outs = layer(x)
            x = []
            for out in outs:
                x.append(Value(out.data))
        return last(x)

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
