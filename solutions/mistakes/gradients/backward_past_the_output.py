"""Your upstream is 0: backward() has not reached the Value that you look at.

Either backward() was not called yet, or it ran on another graph: each call of the model, of a layer
or of a neuron makes new Values. The one in your hands gets a gradient only if the end was computed
from it.

Trace the way from the Value that you hold to the one on which backward() is called.
"""

import math

ID = "G70"

HINTS = (
    "Was the end, on which you call backward(), computed from the Value that you look at?",
    "Every call makes new Values. Calling the model again starts a second graph beside the first.",
    "Hand what the first layer gave to the second, and so on; backward() on the end, then read.",
)

SEEN = "own analysis; G01 in rank_parameters"


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
    model(x).backward()
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
