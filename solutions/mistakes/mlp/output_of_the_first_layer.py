"""You return in the first turn of the loop, so only your first layer is used.

A return leaves the method on the spot, and the loop with it. The other layers never run and get no
gradient.

Count the outputs of an MLP(3, [4, 4, 1]): there should be one.
"""

from layer import Layer

ID = "M02"

HINTS = (
    "How many layers have run when your method ends?",
    "The loop takes x through all layers; the return comes once, after it.",
    "Indent the return as far as the for, and not as far as the line inside it.",
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
