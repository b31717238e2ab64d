"""You return the weight itself where its input belongs.

When the weight moves, the sum moves at the rate of the input. The weight is the rate at which it
moves with the input. So a weight whose input is 0 moves nothing, however large it is.

What does your third number say about the weight with the dead input?
"""

import math

ID = "G68"

HINTS = (
    "What is the weight multiplied with? Is that your third number?",
    "Nudging a weight moves the sum by its input.",
    "It stands in x, at the place of this weight.",
)

SEEN = "own analysis; G05 in predict_gradients"


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
    return outputs[j].grad, 1 - outputs[j].data ** 2, model.layers[0].neurons[j].w[i].data


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
