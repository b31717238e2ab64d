"""You silence the weight before the one that was named: positions count from 0.

Weight 0 is the first, in w as in every list of Python. With i - 1 you reach the one before it, and
for i = 0 the last of all, because Python counts -1 from the end.

Call it with i = 0: which place of your list holds the 0?
"""

import math

ID = "G35"

HINTS = (
    "Call your function with i = 0. Which weight is silent?",
    "i is a position as Python counts it, so no 1 has to be taken off.",
    "Use i as it is.",
)

SEEN = "own analysis"


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = 1 - out * out
    return [slope * xi for xi in x], slope


def silence_one(w, b, i):
    x = [1.0] * len(w)
    x[i - 1] = 0.0
    return x


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
