"""Your maths is right, but you put a single output back into a list.

Layer takes the list away on purpose, so that a network with one output gives a Value, and you can
call backward() on it straight away.

Print the output of an MLP(3, [4, 4, 1]) and look for square brackets.
"""

from layer import Layer

ID = "M17-list"

HINTS = (
    "What does your MLP(3, [4, 4, 1]) return, and does it have a backward()?",
    "The network returns what its last layer returns, in the form in which it comes.",
    "After the loop, return x as it is, without asking for its type.",
)

SEEN = "own analysis"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x if isinstance(x, list) else [x]

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
