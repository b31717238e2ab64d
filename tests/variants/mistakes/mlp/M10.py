"""Plain numbers are handed from one layer to the next."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        self.layers = []
        width = nin
        for nout in nouts:
            self.layers.append(Layer(width, nout))
            width = nout

    def __call__(self, x):
        for i in range(len(self.layers)):
            if i > 0:
                x = [v.data for v in x]
            x = self.layers[i](x)
        return x

    def parameters(self):
        params = []
        for layer in self.layers:
            params += layer.parameters()
        return params
