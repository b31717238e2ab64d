"""You return the neuron's output where its slope belongs.

The output says where on the curve the neuron is, the slope how steep the curve is there. A
saturated neuron has an output near 1 and a slope near 0: with the output you would call it the
strongest of all.

What does your second number say about the saturated neuron?
"""

import math

ID = "G67"

HINTS = (
    "How large is your second number for a neuron that is saturated?",
    "Where the output is near 1 or -1, the slope is near 0.",
    "1 minus the square of the output.",
)

SEEN = "own analysis; a form of G08: a large output is taken for a large gradient"


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = 1 - out * out
    return [slope * xi for xi in x], slope


def silence_one(w, b, i):
    return [0.0 if k == i else 1.0 for k in range(len(w))]


def silence_all(w, x):
    return 20.0 - sum(wi * xi for wi, xi in zip(w, x))


def favour_smallest(w, b):
    smallest = min(w, key=abs)
    return [1.0 if wi == smallest else 0.5 for wi in w]


def rank_parameters(model, x):
    parameters = model.parameters()
    for p in parameters:
        p.grad = 0.0
    model(x).backward()
    return sorted(parameters, key=lambda p: -abs(p.grad))


def gradient_factors(model, x, j, i):
    outputs = model.layers[0](x)
    end = outputs
    for layer in model.layers[1:]:
        end = layer(end)
    end.backward()
    return outputs[j].grad, outputs[j].data, x[i]


def nudge(model, x, k, h):
    p = model.parameters()[k]
    p.grad = 0.0
    before = model(x)
    before.backward()
    kept = p.data
    p.data = kept + h
    real = model(x).data - before.data
    p.data = kept
    return p.grad * h, real
