"""M04-last: You make one layer too few: your last one is missing.

Each number in nouts stands for a layer. Without the last one your network gives what was meant to
be a hidden layer's output, with the wrong number of values.

Print len(model.layers) of an MLP(3, [4, 4, 1]): it should be 3.

1. How many layers should MLP(3, [4, 4, 1]) have, and how many has yours?
2. With nin in front there is one number more than in nouts; two neighbours make a layer.
3. Count up to the length of nouts, and take nothing away.
"""


def __init__(self, nin, nouts):
    sizes = [nin, *nouts]
    self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts) - 1)]
