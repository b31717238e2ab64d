"""Only the hidden layers are made, and the output layer is forgotten."""

import layer


class MLP:
    def __init__(self, nin, nouts):
        hidden = nouts[:-1]
        self.layers = []
        width = nin
        for n in hidden:
            self.layers.append(layer.Layer(width, n))
            width = n

    def __call__(self, x):
        for one in self.layers:
            x = one(x)
        return x

    def parameters(self):
        return [p for one in self.layers for p in one.parameters()]
