"""M04-last-extra: Your last width is in the list two times, so there is one layer too many.

nouts ends with the width of the output layer. Listed once more, it makes a second layer of that
width. If the width is 1, that layer gets one Value where it expects a list, and stops with an
error.

Print len(model.layers) of an MLP(3, [4, 4, 2]): it should be 3.

1. How many layers should MLP(3, [4, 4, 2]) have, and how many has yours?
2. Each number in nouts is one layer. Only nin comes on top of them, at the front.
3. End your list of sizes with the numbers of nouts, and add nothing behind them.
"""


def __init__(self, nin, nouts):
    sizes = [nin, *nouts, nouts[-1]]
    self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(sizes) - 1)]
