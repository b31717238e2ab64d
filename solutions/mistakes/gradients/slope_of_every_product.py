"""You give each weight a slope of its own, and a neuron has one tanh and so one slope.

Everything is added up first, and then squashed once. So all weights and the bias share the slope at
that one sum. Only their inputs make their gradients differ.

Divide each of your gradients by its input: is the result the same number for all?
"""

import math

ID = "G18"

HINTS = (
    "How often does a neuron use tanh, and on what?",
    "First the whole sum with its bias, then one tanh of it, then one slope for everyone.",
    "Compute the slope once, before the list; in the list only the input changes.",
)

SEEN = "own analysis; the mirror image of tanh on every product (N04)"


def predict_gradients(w, x, b):
    slopes = [1 - math.tanh(wi * xi) ** 2 for wi, xi in zip(w, x)]
    return [slope * xi for slope, xi in zip(slopes, x)], 1 - math.tanh(b) ** 2


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
