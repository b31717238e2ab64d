"""tanh is applied once more to the output of the last layer."""

import layer


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin] + nouts
        self.layers = [layer.Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for one in self.layers:
            x = one(x)
        if isinstance(x, list):
            return [v.tanh() for v in x]
        return x.tanh()

    def parameters(self):
        return sum([one.parameters() for one in self.layers], [])
