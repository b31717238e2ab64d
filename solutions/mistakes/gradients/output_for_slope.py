"""You multiply with the output where the slope belongs.

The output says where on the curve the neuron is; the slope says how steep the curve is there. They
behave in opposite ways: where the output is 0 the slope is largest, and where the output is near 1
the slope is nearly 0.

What does your prediction say for a sum of 0, and where is tanh steepest?
"""

import math

ID = "G10"

HINTS = (
    "Where is tanh steepest: where its output is 0, or where it is 1?",
    "The slope follows from the output, but it is another number: 1 minus the square of it.",
    "One more line before the list: slope is 1 - out * out. Use that name from there on.",
)

SEEN = "own analysis"


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    return [out * xi for xi in x], out


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
