"""itertools.pairwise names the neighbours in the list of sizes, one pair for each layer."""

import itertools


def __init__(self, nin, nouts):
    self.layers = [Layer(n, m) for n, m in itertools.pairwise([nin, *nouts])]
