"""Every parameter is listed twice."""
from layer import Layer

class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for l in self.layers:
            x = l(x)
        return x

    def parameters(self):
        ps = []
        for l in self.layers:
            ps += l.parameters()
            for n in l.neurons:
                ps += n.parameters()
        return ps
