"""You put round brackets after your list, and Python takes that for a call.

Round brackets call, square brackets look something up. A list cannot be called, so Python stops
with a TypeError, and no network is made.

Look at the brackets after the name of your list, both times that you use it.
"""

from layer import Layer

ID = "M16-call"

HINTS = (
    "Which kind of brackets looks up an item of a list?",
    "An index goes in square brackets; round ones are for calling a function.",
    "Change the round brackets around the second index into square ones.",
)

SEEN = "AnthonyLawn"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes(i + 1)) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
