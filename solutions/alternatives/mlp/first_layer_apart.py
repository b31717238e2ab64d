"""The first layer is made on its own, so the loop rightly makes one layer fewer than nouts has
numbers.
"""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        self.layers = [Layer(nin, nouts[0])]
        for i in range(len(nouts) - 1):
            self.layers.append(Layer(nouts[i], nouts[i + 1]))

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
