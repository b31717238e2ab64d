"""You give range a list, and it needs a number from you.

nouts is the list of widths. range counts up to a number, so Python stops with the words that a list
cannot be interpreted as an integer, and no network is made.

Try range([4, 4, 1]), and then range(3), at the prompt.
"""

from layer import Layer

ID = "M16-range"

HINTS = (
    "What is the type of the thing that you give to range?",
    "There are as many layers as there are numbers in nouts.",
    "Ask for the length of nouts with len, and give that number to range.",
)

SEEN = "one public version"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(nouts)]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
