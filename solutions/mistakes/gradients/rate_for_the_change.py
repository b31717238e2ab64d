"""You divide the real change by h: that measures the gradient, and the change was asked for.

Both are good questions. Change / h compares with the gradient; the change compares with gradient *
h. One of your two numbers answers the one question, one the other.

Which two numbers should be nearly equal?
"""

import math

ID = "G82"

HINTS = (
    "Your two numbers answer two questions. Which two?",
    "If the prediction is a change, what happens is to be a change, too.",
    "Leave out the division by h.",
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
    return outputs[j].grad, 1 - outputs[j].data ** 2, x[i]


def nudge(model, x, k, h):
    p = model.parameters()[k]
    p.grad = 0.0
    before = model(x)
    before.backward()
    kept = p.data
    p.data = kept + h
    real = (model(x).data - before.data) / h
    p.data = kept
    return p.grad * h, real
