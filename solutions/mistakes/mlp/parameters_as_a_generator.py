"""Your maths is right, but your parameters() is a generator.

A generator makes its items only when somebody asks, so it has no length and no positions. PyTorch
does it that way; this lesson counts its parameters with len, and so it asks for a list.

Write len(model.parameters()) and read the error.
"""

from layer import Layer

ID = "M15-generator"

HINTS = (
    "How would you count what your parameters() gives?",
    "A method with yield gives a generator. One with return can give a list.",
    "Collect the parameters of all layers in one list, and return that.",
)

SEEN = "own analysis; parameters() of PyTorch is a generator, too"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        for layer in self.layers:
            yield from layer.parameters()
