"""A bias near 0 leaves the sum where it is, and so the gradients.

How large the bias is says nothing about how large its gradient is: the bias is no factor of it.
What it can do is move the sum, and with it the place on the curve. A bias near 0 does not.

How steep is tanh at the sum of the products alone?
"""

import math

ID = "G39"

HINTS = (
    "What does your bias change about the sum?",
    "All gradients share one factor, the slope. A bias can take the neuron to where it is small.",
    "Move the sum far away from 0, by a bias that is large enough to outweigh the products.",
)

SEEN = "own analysis"


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = 1 - out * out
    return [slope * xi for xi in x], slope


def silence_one(w, b, i):
    return [0.0 if k == i else 1.0 for k in range(len(w))]


def silence_all(w, x):
    return 0.0


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
    return outputs[j].grad, 1 - outputs[j].data ** 2, x[i]


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
