"""You add a layer's input to its output, and here the output goes on alone.

That is a skip connection. Deep networks use it with success, but it makes another function, and the
values leave (-1, 1). It happens only where two widths are the same, so it is easy to overlook.

Set all parameters of an MLP(2, [2]) to 0 and call it: the output should be 0 and 0.
"""

from layer import Layer

ID = "M21"

HINTS = (
    "What does your next layer read: the output of the layer before it, or a sum?",
    "Each layer reads the output of the one before it, and nothing else.",
    "Store what the layer returns in x, and leave out the condition and the plus.",
)

SEEN = "own analysis"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            out = layer(x)
            if isinstance(out, list) and len(out) == len(x):
                out = [o + xi for o, xi in zip(out, x)]
            x = out
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
