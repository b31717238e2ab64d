"""Your parameters() returns in the first turn of its loop, so it lists one layer.

A return leaves the method on the spot, and the loop with it. The other layers would never learn:
MLP(3, [4, 4, 1]) lists 16 parameters instead of 41.

Print len(model.parameters()) of an MLP(3, [4, 4, 1]), and which layer they belong to.
"""

from layer import Layer

ID = "M12-first"

HINTS = (
    "How many turns does your loop make before the method ends?",
    "The loop gathers from all layers; the return comes once, after it.",
    "Indent the return as far as the for, and not as far as the line inside it.",
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
        params = []
        for layer in self.layers:
            params.extend(layer.parameters())
            return params
