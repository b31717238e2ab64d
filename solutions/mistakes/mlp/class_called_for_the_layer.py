"""You call the class Layer, where you want one of your own layers.

With a capital letter, the name makes a new layer and asks for its sizes, so Python stops with a
TypeError. Your layers wait in self.layers, and the loop hands them to you one by one.

Look at the name after for, and at the name that you call in the line below it.
"""

from layer import Layer

ID = "M07"

HINTS = (
    "Is it layer or Layer that you call in the loop?",
    "The class makes new layers. The loop variable is one that you have made.",
    "Call the loop variable, with its small first letter, with x in the brackets.",
)

SEEN = "zvonimirkonjevic/micrograd, in three versions"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = Layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
