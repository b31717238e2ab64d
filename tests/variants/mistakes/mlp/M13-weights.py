"""Three loops gather the weights, and no bias is among them."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        self.layers = []
        width = nin
        for nout in nouts:
            self.layers.append(Layer(width, nout))
            width = nout

    def __call__(self, x):
        out = x
        for layer in self.layers:
            out = layer(out)
        return out

    def parameters(self):
        params = []
        for layer in self.layers:
            for neuron in layer.neurons:
                for weight in neuron.w:
                    params.append(weight)
        return params
