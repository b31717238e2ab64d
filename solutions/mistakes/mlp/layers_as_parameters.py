"""Your parameters() lists the layers, and not their Values.

Training changes the data of each parameter by its grad, and a layer has neither of them. The Values
are further down, and each layer can list its own.

Print model.parameters()[0].data: it should be a number.
"""

from layer import Layer

ID = "M14-layers"

HINTS = (
    "Can training change the data of an item in your list?",
    "Each layer has parameters of its own; the network lists all of those.",
    "Use two for clauses: one takes each layer, the other each Value that this layer lists.",
)

SEEN = "own analysis"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return self.layers
