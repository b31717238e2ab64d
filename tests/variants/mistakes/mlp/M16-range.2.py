"""A comprehension runs over range of a list."""

import layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [layer.Layer(sizes[k], nouts[k]) for k in range(nouts)]

    def __call__(self, x):
        for one in self.layers:
            x = one(x)
        return x

    def parameters(self):
        return [p for one in self.layers for p in one.parameters()]
