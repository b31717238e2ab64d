"""map is stored as it is, and it gives each layer only once."""

import layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = map(layer.Layer, sizes[:-1], sizes[1:])

    def __call__(self, x):
        for one in self.layers:
            x = one(x)
        return x

    def parameters(self):
        return [p for one in self.layers for p in one.parameters()]
