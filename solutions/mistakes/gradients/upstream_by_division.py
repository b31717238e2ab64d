"""You get upstream by dividing the gradient, and that fails as soon as a factor is 0.

Where the input is 0 the gradient is 0 as well, and 0 / 0 tells nothing. A product can be computed
from its factors, but a factor not always from the product: the information is gone.

Look for upstream where it arises, in the output of the neuron.
"""

import math

ID = "G73"

HINTS = (
    "What happens in your function when the input is 0?",
    "A factor cannot be had back from a product that is 0.",
    "Keep what the first layer returns; after backward() on the end, read .grad of place j.",
)

SEEN = "own analysis"


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
    p = model.layers[0].neurons[j].w[i]
    p.grad = 0.0
    model(x).backward()
    slope = 1 - model.layers[0].neurons[j](x).data ** 2
    return p.grad / slope / x[i], slope, x[i]


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
