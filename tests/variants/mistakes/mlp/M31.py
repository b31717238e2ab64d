"""The list of parameters belongs to the network and is never emptied."""

from layer import Layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + list(nouts)
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]
        self.all = []

    def __call__(self, x):
        out = x
        for layer in self.layers:
            out = layer(out)
        return out

    def parameters(self):
        for layer in self.layers:
            for p in layer.parameters():
                self.all.append(p)
        return self.all
