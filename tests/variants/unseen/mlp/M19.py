"""The final output goes through tanh once more."""
from layer import Layer

class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for l in self.layers:
            x = l(x)
        if type(x) is list:
            final = []
            for v in x:
                final.append(v.tanh())
            return final
        return x.tanh()

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
