"""You squash the final output once more, and your last neurons have done that.

The tanh belongs to the neuron, also in the last layer. After a second one the output can never pass
0.7616, and less gradient comes back.

Call the layers one by one by hand, and compare the result with what your network says.
"""

from layer import Layer

ID = "M19"

HINTS = (
    "What has happened to the output by the time it leaves the last layer?",
    "Each neuron ends with its own tanh. The network only passes the values on.",
    "After the loop, return x as it is, with nothing applied to it.",
)

SEEN = "own analysis"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return [out.tanh() for out in x] if isinstance(x, list) else x.tanh()

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
