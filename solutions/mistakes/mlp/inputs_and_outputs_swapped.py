"""M05: You have the two numbers the wrong way round where you make your layers.

Layer takes first how many values come in and then how many go out. The other way round,
MLP(3, [4, 4, 1]) gives four outputs and has 43 parameters, and no layer fits the one before it.

Print len(model.layers[0].neurons) of an MLP(3, [4, 4, 1]): it should be 4.

1. What is the width of your first layer, and what was it meant to be?
2. First what comes in, then what goes out: the first layer reads nin values.
3. Exchange the two arguments in the brackets after Layer.
Seen: one public version, with the other order on purpose at first
"""


def __init__(self, nin, nouts):
    sizes = [nin, *nouts]
    self.layers = [Layer(sizes[i + 1], sizes[i]) for i in range(len(nouts))]
