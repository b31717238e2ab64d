"""Your slope is small enough for most inputs, and with a large one the product is not.

A gradient is slope * input. Your slope does for most inputs, but with an input of 35 a slope of
0.0002 makes a gradient of 0.006. The slope has to be small enough for the largest of the inputs.

Look for the largest input in the call that is shown.
"""

import math

ID = "G41-further"

HINTS = (
    "Which input is the largest in the call that is shown, and what is slope times that?",
    "Every gradient has to be small, so think of the weight with the largest input.",
    "Go further out on the curve: z of 20 leaves room for any input here.",
)

SEEN = "own analysis"


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = 1 - out * out
    return [slope * xi for xi in x], slope


def silence_one(w, b, i):
    return [0.0 if k == i else 1.0 for k in range(len(w))]


def silence_all(w, x):
    return 5.0 - sum(wi * xi for wi, xi in zip(w, x))


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
