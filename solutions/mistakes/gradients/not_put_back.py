"""You leave the parameter where you moved it.

A nudge is a question, not a step: the model is somebody else's, and it goes on with your changed
weight. Whoever nudges all parameters in a row would measure each at another place.

Print the parameter before and after your call.
"""

import math

ID = "G76"

HINTS = (
    "Is the parameter what it was before, when your function is done?",
    "You know the old value: keep it in a name before you change it.",
    "After the second forward pass, assign the kept number to p.data.",
)

SEEN = "own analysis; every check of gradients by nudging has to take care of it"


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
    p.data += h
    return p.grad * h, model(x).data - before.data
