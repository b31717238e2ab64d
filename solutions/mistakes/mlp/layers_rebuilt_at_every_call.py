"""M29: You build new layers at every call, so your network remembers nothing.

New layers have new random weights. So the same x gets another answer each time. The layers that
parameters() lists never take part.

Call your network twice with the same x and compare the outputs.

1. Which layers answer when you call your network?
2. Layers are made once, in __init__. A call uses those.
3. In the call, walk over self.layers and make no new ones.
"""


def __init__(self, nin, nouts):
    self.sizes = [nin, *nouts]
    self.layers = [Layer(n, m) for n, m in zip(self.sizes, nouts)]


def __call__(self, x):
    for n, m in zip(self.sizes, self.sizes[1:]):
        x = Layer(n, m)(x)
    return x
