"""You bring the sum to 0, where the output is 0 and the gradients are at their largest.

An output of 0 does not mean a gradient of 0. At a sum of 0 tanh is steepest, and the slope is 1.
Far from 0, on either side, the curve is flat: there a nudge moves next to nothing, and the slope is
nearly 0.

Draw tanh, and put a finger on the place where your bias brings the neuron.
"""

import math

ID = "G08"

HINTS = (
    "Push the bias to 6 and look at the gradients again. Larger or smaller?",
    "Near +1 or -1 the curve is flat, so a nudge does nothing. In the middle it is steepest.",
    "Choose the bias so that the sum with it is far from 0: 20 or -20, whatever the products give.",
)

SEEN = "own analysis; stackoverflow 61392480 asks why a saturated tanh learns nothing"


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = 1 - out * out
    return [slope * xi for xi in x], slope


def silence_one(w, b, i):
    return [0.0 if k == i else 1.0 for k in range(len(w))]


def silence_all(w, x):
    return -sum(wi * xi for wi, xi in zip(w, x))


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
