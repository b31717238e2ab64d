"""A stand-in for the layer: what a network may rely on, in a design and an arithmetic of its own.

It draws all its numbers in one row, and each of its neurons is a stretch of that row, which answers
2 * b + the sum of every (w - 1) * x. Handed in as a layer it does not pass: it makes no `Neuron` as
one is made. A network may ask for the class of its neurons, so that is the other stand-in's. All of
it is in the edition: its methods do not run where they are pasted into an answer.
"""

import random
from itertools import chain

import neuron
from engine import Value


class Layer:
    def __init__(self, nin, nout, *_, **__):
        width = nin + 1
        row = [Value(random.uniform(-1, 1)) for _ in range(nout * width)]
        for bias in row[nin::width]:
            bias.data = 0.0
        self.neurons = [Neuron(row[k : k + width]) for k in range(0, nout * width, width)]

    def __call__(self, x):
        return _one_or_all(*(_answer(part, x) for part in self.neurons))

    def parameters(self):
        return [*chain.from_iterable(map(_numbers, self.neurons))]


class Neuron(neuron.Neuron):
    """One neuron of the stand-in: its weights, then its bias."""

    def __init__(self, numbers):
        *self.w, self.b = numbers

    def __call__(self, x):
        return _answer(self, x)

    def parameters(self):
        return _numbers(self)


def _answer(part, x):
    answer = part.b * 2.0
    for weight, number in zip(part.w, x):
        answer = answer + (weight + -1.0) * number  # an engine may have no -
    return answer


def _numbers(part):
    return [*part.w, part.b]


def _one_or_all(answer, *more):
    return [answer, *more] if more else answer
