"""Your maths is right, but you return the parameters as a set.

A set holds each Value once, which is good, but it has no order: you cannot ask for the first one,
and the order changes from run to run. The lesson asks for a flat list.

Write model.parameters()[0] and read the error.
"""

from layer import Layer

ID = "M13-set"

HINTS = (
    "Can you ask your result for its first item?",
    "A list keeps its order and its positions; a set has neither.",
    "Build the same thing with square brackets, so that it is a list from the start.",
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
        return {p for layer in self.layers for p in layer.parameters()}
