"""M04-first: You make one layer too few: your first one is missing.

The neighbours inside nouts give every layer but the first, the one that reads the nin inputs. So
the layer that should come second reads the raw input, with a weight too many or too few.

Print len(model.layers) of an MLP(3, [4, 4, 1]): it should be 3.

1. Which of your layers reads the nin inputs?
2. The sizes begin with nin: that many values go into the first layer.
3. Make a list that starts with nin and goes on with nouts, and pair its neighbours.
"""


def __init__(self, nin, nouts):
    self.layers = [Layer(n, m) for n, m in zip(nouts, nouts[1:])]
