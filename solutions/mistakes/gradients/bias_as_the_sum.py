"""Your weights are right; you add up their gradients for the bias, which has one of its own.

The bias stands beside the weights, not above them. It moves the sum at the rate 1, whatever the
inputs are, so the inputs have no part in its gradient.

What do you predict for the bias when all inputs are 0?
"""

import math

ID = "G22"

HINTS = (
    "Set all inputs to 0. What do you predict for the bias, and does it still move the output?",
    "Think of the bias as a weight on an input that is always 1.",
    "Its gradient is the slope, alone.",
)

SEEN = "own analysis"


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = 1 - out * out
    return [slope * xi for xi in x], sum(slope * xi for xi in x)


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
