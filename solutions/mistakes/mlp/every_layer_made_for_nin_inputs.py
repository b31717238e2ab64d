"""M03: You make every layer for nin inputs, and only your first one reads those.

Each later layer reads the outputs of the one before, and has to be made for as many. So MLP(3, [4,
4, 1]) has 36 parameters instead of 41, and Python may say nothing.

Print len(layer.neurons[0].w) for each layer of an MLP(3, [4, 4, 1]): 3, 4, 4 are right.

1. How many inputs does the second layer of MLP(3, [4, 4, 1]) get?
2. Every layer but the first reads as many values as the layer before it gives.
3. Put nin in front of nouts, and make one layer for each two neighbours in that list.
Seen: OkoroAchraf/MicroGrad nn.py, and one more author
"""


def __init__(self, nin, nouts):
    self.layers = [Layer(nin, nout) for nout in nouts]
