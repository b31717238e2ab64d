"""The last layer is made and called on its own, after the hidden ones, with the same result."""


def __init__(self, nin, nouts):
    *hidden, width = [nin, *nouts]
    self.hidden = [Layer(hidden[i], hidden[i + 1]) for i in range(len(hidden) - 1)]
    self.last = Layer(hidden[-1], width)
    self.layers = [*self.hidden, self.last]


def __call__(self, x):
    for layer in self.hidden:
        x = layer(x)
    return self.last(x)
