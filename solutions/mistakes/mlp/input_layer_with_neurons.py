"""M18: You make a layer of neurons for the input, and your input needs none.

Pictures of networks draw the inputs as a first column of circles. These circles are only the
numbers of x, with no weights and no tanh. With neurons there, MLP(3, [4, 4, 1]) has 53 parameters
instead of 41.

Print len(model.layers) of an MLP(3, [4, 4, 1]): it should be 3.

1. How many layers should MLP(3, [4, 4, 1]) have, and how many has yours?
2. Each number in nouts is one layer. nin only says how much the first of them reads.
3. Let nin stand in front of nouts one time only, and pair the neighbours.
"""


def __init__(self, nin, nouts):
    sizes = [nin, nin, *nouts]
    self.layers = [Layer(n, m) for n, m in zip(sizes, sizes[1:])]
