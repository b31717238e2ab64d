"""Your parameters() gives None: it returns nothing.

A function that ends without return gives None, and None has no length and no items: a list
that is made in it is lost.

Print model.parameters().
"""

from layer import Layer

ID = "M15-none"

HINTS = (
    "What does print(model.parameters()) show?",
    "extend changes the list in place and gives nothing back, so the list itself must be returned.",
    "One list takes in all parameters; the last line, level with the for, returns that list.",
)

SEEN = "BobertoBobkins"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        params = []
        for layer in self.layers:
            params.extend(layer.parameters())
