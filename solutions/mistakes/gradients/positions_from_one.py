"""Your positions begin with 1, and in a list of Python they begin with 0.

With your numbers model.parameters()[...] gives the neighbour of the one that you mean, and for the
last one nothing at all. The order itself is right.

Use the first of your positions in model.parameters().
"""

import math

ID = "G57"

HINTS = (
    "Use the largest of your positions in model.parameters(). What happens?",
    "The first item of a list has position 0.",
    "Take the 1 off that you add.",
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
    places = sorted(range(len(parameters)), key=lambda k: -abs(parameters[k].grad))
    return [place + 1 for place in places]


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
