"""A base class, stored inputs and outputs, prints, a length and an index."""

from neuron import Neuron


class Module:
    def parameters(self):
        return []

    def zero_grad(self):
        for p in self.parameters():
            p.grad = 0.0

    def __call__(self, *args):
        return self.forward(*args)


class Layer(Module):
    def __init__(self, nin, nout):
        self.nin, self.nout = nin, nout
        self.neurons = [Neuron(nin) for _ in range(nout)]
        self.seen = []
        self.out = None

    def __len__(self):
        return self.nout

    def __getitem__(self, index):
        return self.neurons[index]

    def __repr__(self):
        return f"Layer({self.nin}, {self.nout})"

    def forward(self, x):
        self.seen.append(x)
        self.out = [neuron(x) for neuron in self.neurons]
        print(f"{self!r} says {self.out}")
        return self.out[0] if self.nout == 1 else list(self.out)

    def parameters(self):
        params = []
        for neuron in self:
            params.extend(neuron.parameters())
        return params
