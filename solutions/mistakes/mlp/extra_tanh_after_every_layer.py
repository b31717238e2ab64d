"""You squash after every layer, and your neurons have done that already.

The tanh belongs to the neuron. A second one on top keeps every value below 0.7616, and the
gradients shrink with each layer on their way back.

Call the layers one by one by hand, and compare the result with what your network says.
"""

from layer import Layer

ID = "M11-every"

HINTS = (
    "What has happened to a value by the time it leaves a layer?",
    "Each neuron ends with its own tanh. The network only passes the values on.",
    "Store what the layer returns in x as it is, and take out the line with tanh.",
)

SEEN = "own analysis"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            out = layer(x)
            x = [o.tanh() for o in out] if isinstance(out, list) else out.tanh()
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
