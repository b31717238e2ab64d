"""Your slope, out * (1 - out), is that of the sigmoid, and this neuron squashes with tanh.

Each squash has a slope of its own. That of the sigmoid is written with its output, which lies
between 0 and 1. tanh goes from -1 to 1, and for half of its outputs your slope is below 0, as if
tanh fell.

Compute your slope for an output of -0.5.
"""

import math

ID = "G15"

HINTS = (
    "Which squash has the slope that you use?",
    "Compute your slope for a negative output. tanh never falls, so its slope is never below 0.",
    "For tanh it is 1 minus the square of the output.",
)

SEEN = "own analysis; both rules stand side by side in most courses"


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = out * (1 - out)
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
