"""Your real change is 0: you read the old output, and that does not follow a moved parameter.

A Value's data is computed once, when the operation runs. Moving a parameter afterwards changes no
result that is there already. To see the effect, the network has to run again.

How often do you call the model?
"""

import math

ID = "G77"

HINTS = (
    "How often do you call the model, and when?",
    "Results do not follow by themselves: they were computed with the old number.",
    "Call the model a second time after the move, and subtract the first output.",
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
    out = model(x)
    before = out.data
    out.backward()
    kept = p.data
    p.data = kept + h
    real = out.data - before
    p.data = kept
    return p.grad * h, real
