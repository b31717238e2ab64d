"""The number is worked out from the sizes, and no list is made."""

import layer as nn


class MLP:
    def __init__(self, nin, nouts):
        self.sizes = [nin, *nouts]
        self.layers = [nn.Layer(a, b) for a, b in zip(self.sizes, nouts)]

    def __call__(self, x):
        for one in self.layers:
            x = one(x)
        return x

    def parameters(self) -> int:
        return sum((a + 1) * b for a, b in zip(self.sizes, self.sizes[1:]))
