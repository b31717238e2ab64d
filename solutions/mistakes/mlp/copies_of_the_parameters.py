"""Your parameters() hands out copies, and not the Values that your network uses.

A new Value with the same data is another object: backward() never reaches it, so its grad stays 0,
and changing it changes nothing in the network.

Change the data of every item in model.parameters(): does the network's output move?
"""

from engine import Value
from layer import Layer

ID = "M15-copies"

HINTS = (
    "Is an item of your list the very same object as a weight in the network?",
    "parameters() gives access to the Values that the network works with, so it makes no new ones.",
    "Put each Value that a layer lists into your own list as it is.",
)

SEEN = "own analysis"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [Value(p.data) for layer in self.layers for p in layer.parameters()]
