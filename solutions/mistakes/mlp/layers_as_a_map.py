"""Your layers can be used only once, because you keep them as a map.

map makes each layer when it is asked for, hands it out and keeps nothing. The first call uses them
all up, the second one returns the input as it came, and parameters() finds nothing.

Call your network twice with the same input, and print model.layers.
"""

from layer import Layer

ID = "M09-map"

HINTS = (
    "What does your network return when you call it a second time?",
    "A map can be gone through once. A list keeps its items for as long as you need them.",
    "Put list and brackets around the map in __init__.",
)

SEEN = "own analysis"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = map(Layer, sizes, nouts)

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
