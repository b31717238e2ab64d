"""Your call stops before the last layer.

The last layer gives the answer. Without it you return what the hidden layers found, often with the
wrong number of values, and the parameters of the last layer get no gradient.

Print the output of an MLP(3, [4, 4, 1]): it should be one Value, and not four.
"""

from layer import Layer

ID = "M23"

HINTS = (
    "How many values does your MLP(3, [4, 4, 1]) give?",
    "The output of the network is the output of its last layer.",
    "Walk over all of self.layers, and leave out the slice in square brackets.",
)

SEEN = "own analysis"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers[:-1]:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
