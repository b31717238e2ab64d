"""nouts is called with an index."""

import layer


class MLP:
    def __init__(self, nin, nouts):
        width = nin
        self.layers = []
        for i in range(len(nouts)):
            self.layers.append(layer.Layer(width, nouts(i)))
            width = nouts[i]

    def __call__(self, x):
        for one in self.layers:
            x = one(x)
        return x

    def parameters(self):
        return [p for one in self.layers for p in one.parameters()]
