"""The three factors are right, and in another order than asked for: upstream, slope, input.

A product does not mind the order, so your numbers pass as a product. But they are to name the
reason, and whoever reads them takes the first for upstream.

Compare your last line with the docstring's `Returns`.
"""

import math

ID = "G61"

HINTS = (
    "Which of the three comes first in your last line?",
    "Follow the gradient backwards: from what listens, through the tanh, to the input.",
    "Sort the three names in the last line: upstream, slope, input.",
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
    outputs = model.layers[0](x)
    end = outputs
    for layer in model.layers[1:]:
        end = layer(end)
    end.backward()
    return x[i], 1 - outputs[j].data ** 2, outputs[j].grad


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
