"""M06: You leave the last layer without tanh, and in this lesson every layer has it.

Many people build networks in this way, and for many tasks that is right. An output without a squash
can be any number. Here the output has to stay in (-1, 1), so the last layer is like the others.

Set the bias of your last neuron to 6.0 and call the network: is the output still below 1?

1. Which of your layers can let a number larger than 1 through?
2. In this lesson every neuron squashes, wherever it sits.
3. Make the last layer in the same way as all the others, without a special keyword.
Seen: karpathy/micrograd nn.py and 29 of 64 public rewrites
"""

import random

from engine import Value


class Neuron:
    def __init__(self, nin, nonlin=True):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh() if self.nonlin else pre_activation

    def parameters(self):
        return [*self.w, self.b]


class Layer:
    def __init__(self, nin, nout, **kwargs):
        self.neurons = [Neuron(nin, **kwargs) for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        last = len(nouts) - 1
        self.layers = [Layer(sizes[i], sizes[i + 1], nonlin=i != last) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
