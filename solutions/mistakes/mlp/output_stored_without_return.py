"""A call of your network gives None: it returns nothing.

Whoever calls the network wants the output back. A function that ends without return gives None,
whatever a variable or an attribute holds by then.

Print model(x), and the last x inside the call.
"""

from layer import Layer

ID = "M26"

HINTS = (
    "What does print(model(x)) show?",
    "A call hands back what stands after return; without return that is None.",
    "Add a last line after the loop that returns what the last layer gave.",
)

SEEN = "own analysis"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        self.out = x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
