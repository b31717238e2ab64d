"""M29-self: Your network puts new layers in the place of its old ones at every call.

What a network has learned is in the weights of its layers. Layers that are made in a call start
from new random numbers, and the ones that were trained are gone.

Call the network twice with the same input and compare the two answers.

1. Which of your methods makes layers, and how often does it run?
2. Layers are made once, in __init__. A call only asks those that are there.
3. Leave self.layers alone in your call: go over it, and give each layer what the last one said.
"""


def __init__(self, nin, nouts):
    self.sizes = [nin, *nouts]
    self.layers = [Layer(n, m) for n, m in zip(self.sizes, nouts)]


def __call__(self, x):
    self.layers = [Layer(n, m) for n, m in zip(self.sizes, self.sizes[1:])]
    for layer in self.layers:
        x = layer(x)
    return x
