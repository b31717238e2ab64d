"""Only your first layer is used: you return before the second one has its turn.

A return leaves the method on the spot, and a loop with it. The other layers never run and get no
gradient.

Count the outputs of an MLP(3, [4, 4, 1]): there should be one.
"""

from layer import Layer

ID = "M02"

HINTS = (
    "How many layers have run when your method ends?",
    "The loop takes x through all layers; the return comes once, after it.",
    "Loop over self.layers, and indent the return as far as the for: it comes after the loop.",
)

SEEN = "Nightshade14/my_micrograd, later fixed"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
            return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
