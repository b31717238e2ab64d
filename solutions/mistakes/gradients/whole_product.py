"""You multiply the slope with weight times input, and only the input belongs there.

weight * input is what this weight adds to the sum now. The gradient asks another question: how far
does the sum move when the weight does? By the input, whatever the weight is. A weight of 0 can have
a large gradient.

What do you predict for a weight of 0? Nudge it by 0.1 and compute the output again.
"""

import math

ID = "G16"

HINTS = (
    "What do you predict for a weight of 0? Does the output stay when you nudge it?",
    "How large it is, and how fast it changes, are two questions: w * x moves with w at rate x.",
    "Leave the weight out of the product: slope and input are the two factors.",
)

SEEN = "own analysis"


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = 1 - out * out
    return [slope * wi * xi for wi, xi in zip(w, x)], slope


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
