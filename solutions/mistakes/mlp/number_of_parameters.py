"""Your parameters() returns how many there are, and not the parameters themselves.

The count is right. But training needs the Values, and whoever has the list can count it with len.

Print model.parameters(): it should show a list of Values.
"""

from layer import Layer

ID = "M15-count"

HINTS = (
    "Can you go through the result of your parameters() in a for loop?",
    "parameters() answers which Values can be learned; the count follows from that.",
    "Gather the lists of all layers in one list, and return the list instead of its length.",
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
        return sum(len(layer.parameters()) for layer in self.layers)
