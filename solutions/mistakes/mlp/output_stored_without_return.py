"""You store the output in the network, but do not return it.

An attribute is one way to keep a result, but whoever calls the network wants it back at once. A
function that ends without return gives None.

Print model(x), and then model.out.
"""

from layer import Layer

ID = "M26"

HINTS = (
    "What does print(model(x)) show?",
    "A call hands back what stands after return; without return that is None.",
    "Add a last line after the loop that returns x; the attribute can stay or go.",
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
