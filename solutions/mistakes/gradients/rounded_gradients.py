"""You round the gradients, and small ones are what matters here.

A gradient of 0.004 becomes 0, and you can no longer tell a weight that hardly moves the output from
one that cannot move it at all. Round when you print, not when you compute.

What is left of a slope of 0.001?
"""

import math

ID = "G27"

HINTS = (
    "What becomes of a gradient of 0.004 in your function?",
    "Rounding throws away exactly the small gradients that this exercise is about.",
    "Return the numbers as they come; format them only where you print them.",
)

SEEN = "own analysis; rounding in the neuron's output is N36"


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = 1 - out * out
    return [round(slope * xi, 2) for xi in x], round(slope, 2)


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
