"""Your parameters() is a list of lists, one for each layer.

Whoever trains goes through the list once and expects a Value each time, but each item of yours is a
list. MLP(3, [4, 4, 1]) counts 3 things instead of 41.

Print len(model.parameters()) of an MLP(3, [4, 4, 1]), and the type of its first item.
"""

from layer import Layer

ID = "M15-nested"

HINTS = (
    "What do you find at position 0 of your list?",
    "What is wanted has one level only: Values, with no lists among them.",
    "Two for clauses do it: each layer, then each Value that this layer lists, all in one list.",
)

SEEN = "the most common fault met: 8 authors, BobertoBobkins among them"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [layer.parameters() for layer in self.layers]
