"""M04-more: You add an output layer of your own, and nouts has that one already.

The last number in nouts is the width of the output layer. With one more behind it, MLP(3, [4, 4,
1]) has 43 parameters instead of 41. The added layer gets one Value, and it expects a list.

Print len(model.layers) of an MLP(3, [4, 4, 1]): it should be 3.

1. How many layers should MLP(3, [4, 4, 1]) have, and how many has yours?
2. Each number in nouts is one layer, the output layer too.
3. Stop when all of nouts is used up, and take away the line that adds one more layer.
"""


def __init__(self, nin, nouts):
    sizes = [nin, *nouts]
    self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]
    self.layers.append(Layer(nouts[-1], 1))
