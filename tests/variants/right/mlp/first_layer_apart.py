"""The first layer is made on its own, and a loop over range(len(nouts) - 1) makes the others."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        self.layers = [Layer(nin, nouts[0])]
        for i in range(len(nouts) - 1):
            self.layers.append(Layer(nouts[i], nouts[i + 1]))

    def __call__(self, x):
        out = self.layers[0](x)
        for layer in self.layers[1:]:
            out = layer(out)
        return out

    def parameters(self):
        params = []
        for i in range(len(self.layers)):
            params += list(self.layers[i].parameters())
        return params
