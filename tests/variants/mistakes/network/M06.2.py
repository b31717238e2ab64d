"""A linear output layer: its neurons get the identity as their activation."""

from random import uniform

import engine


def tanh(z):
    return z.tanh()


def identity(z):
    return z


class Neuron:
    def __init__(self, nin, activation=tanh):
        self.w = [engine.Value(uniform(-1, 1)) for _ in range(nin)]
        self.b = engine.Value(0.0)
        self.activation = activation

    def __call__(self, x):
        return self.activation(sum((wi * xi for wi, xi in zip(self.w, x)), self.b))

    def parameters(self):
        return [*self.w, self.b]


class Layer:
    def __init__(self, nin, nout, activation=tanh):
        self.neurons = [Neuron(nin, activation) for _ in range(nout)]

    def __call__(self, x):
        outs = [n(x) for n in self.neurons]
        return outs[0] if len(outs) == 1 else outs

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        activations = [tanh] * (len(nouts) - 1) + [identity]
        self.layers = [Layer(a, b, f) for a, b, f in zip(sizes, nouts, activations)]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
