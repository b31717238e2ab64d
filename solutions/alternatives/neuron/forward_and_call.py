"""The maths is in forward, as in PyTorch, and __call__ is a second name for it."""


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def forward(self, x):
        return sum((wi * xi for wi, xi in zip(self.w, x)), self.b).tanh()

    __call__ = forward

    def parameters(self):
        return [*self.w, self.b]
