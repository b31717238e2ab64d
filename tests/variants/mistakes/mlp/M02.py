"""The return is indented into the loop, so the first layer has the last word."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + list(nouts)
        self.layers = []
        for i in range(len(nouts)):
            self.layers.append(Layer(sizes[i], sizes[i + 1]))

    def __call__(self, x):
        activation = x
        for layer in self.layers:
            activation = layer(activation)
            print(activation)
            return activation

    def parameters(self):
        params = []
        for layer in self.layers:
            params += layer.parameters()
        return params
