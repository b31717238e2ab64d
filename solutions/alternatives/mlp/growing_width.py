"""A name holds the width so far: each layer reads as much as the one before gave."""


def __init__(self, nin, nouts):
    self.layers = []
    width = nin
    for nout in nouts:
        self.layers.append(Layer(width, nout))
        width = nout
