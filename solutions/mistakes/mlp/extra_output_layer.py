"""You add an output layer of your own, and nouts has that one already.

The last number in nouts is the width of the output layer. With one more behind it,
MLP(3, [4, 4, 1]) has 43 parameters instead of 41, and the added layer gets one Value where it
expects a list.

Print len(model.layers) of an MLP(3, [4, 4, 1]): it should be 3.
"""

from layer import Layer

ID = "M04-more"

HINTS = (
    "How many layers should MLP(3, [4, 4, 1]) have, and how many has yours?",
    "Each number in nouts is one layer, the output layer too.",
    "Stop when all of nouts is used up, and take away the line that adds one more layer.",
)

SEEN = "own analysis"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]
        self.layers.append(Layer(nouts[-1], 1))

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
