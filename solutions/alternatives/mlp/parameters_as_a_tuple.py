"""A tuple of parameters has a length and positions, and its Values can change all the same."""


def parameters(self):
    return tuple(p for layer in self.layers for p in layer.parameters())
