"""Your layers can be used only once, because you keep them as a generator.

A generator can be gone through once, and then nothing is left in it. The first call uses it up, the
second one returns the input as it came, and parameters() finds nothing.

Call your network twice with the same input, and print len(model.parameters()).
"""

from layer import Layer

ID = "M09-generator"

HINTS = (
    "What does your network return when you call it a second time?",
    "Round brackets around a comprehension make a generator; square ones make a list.",
    "Keep the layers in a real list, made once in __init__.",
)

SEEN = "own analysis"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = (Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts)))

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
