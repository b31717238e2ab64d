"""Your call walks through the layers from the last to the first.

The layers stand in the right order, but the input meets the output layer first. The sizes then fit
only by chance, and most networks stop with an error. Going backwards is the work of backward().

Call an MLP(3, [3, 3]) and then its two layers one by one by hand: are the outputs the same?
"""

from layer import Layer

ID = "M08-call"

HINTS = (
    "Which layer is the first to read x in your call?",
    "The forward pass goes through the layers in the order in which they are stored.",
    "Take reversed away from the loop, and walk over self.layers as it is.",
)

SEEN = "own analysis"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in reversed(self.layers):
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
