"""softmax over several outputs."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + list(nouts)
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        if len(self.layers[-1].neurons) == 1:
            return x
        total = 0
        for out in x:
            total = total + out.exp()
        return [out.exp() / total for out in x]

    def parameters(self):
        params = []
        for layer in self.layers:
            params += layer.parameters()
        return params
