"""You set the weight to 0, and its gradient does not depend on its own size.

A weight of 0 has a gradient like any other: slope * input. If it had none, a weight that starts at
0 could never learn. And the weights are not yours to change here: you choose the inputs.

Which inputs do you return, and is one of them 0?
"""

import math

ID = "G38"

HINTS = (
    "Does a weight of 0 have a gradient of 0?",
    "Its gradient is slope * input; the weight itself is no factor of it.",
    "Leave w as it is, and put the 0 into the list of inputs.",
)

SEEN = "own analysis"


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = 1 - out * out
    return [slope * xi for xi in x], slope


def silence_one(w, b, i):
    w[i] = 0.0
    return [1.0 for _ in w]


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
