"""You favour the lowest weight, and -0.95 is lower than 0.15 but not smaller.

Smaller means closer to 0 here. A weight of -0.95 acts as strongly as one of 0.95, only in the other
direction: the sign is the direction, the size is the strength.

Which weight does your function find in [-0.95, 0.15, -0.5, 0.7]?
"""

import math

ID = "G47"

HINTS = (
    "Which weight does your function find in [-0.95, 0.15, -0.5, 0.7]?",
    "Compare the sizes without their signs.",
    "Give min a key: abs.",
)

SEEN = "own analysis; the same mix-up in ranking is G07"


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = 1 - out * out
    return [slope * xi for xi in x], slope


def silence_one(w, b, i):
    return [0.0 if k == i else 1.0 for k in range(len(w))]


def silence_all(w, x):
    return 20.0 - sum(wi * xi for wi, xi in zip(w, x))


def favour_smallest(w, b):
    smallest = min(w)
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
