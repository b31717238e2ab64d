"""A base class brings __call__ and zero_grad, as PyTorch's Module does, and the network has
forward.
"""

from layer import Layer


class Module:
    def __call__(self, x):
        return self.forward(x)

    def zero_grad(self):
        for p in self.parameters():
            p.grad = 0.0


class MLP(Module):
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
