"""You take the weight's own gradient for upstream, and that is the product of all three.

The gradient of the weight has gone through the slope and the input already. Upstream is what
arrives at the neuron's output, before both. With your number the product counts slope and input
twice.

Multiply your three numbers and compare with the gradient of the weight.
"""

import math

ID = "G64"

HINTS = (
    "Multiply your three numbers. Is the product the gradient of the weight?",
    "Upstream belongs to the neuron's output, not to one of its weights.",
    "Read .grad of the Value that the neuron gave you.",
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
    p = model.layers[0].neurons[j].w[i]
    p.grad = 0.0
    outputs = model.layers[0](x)
    end = outputs
    for layer in model.layers[1:]:
        end = layer(end)
    end.backward()
    return p.grad, 1 - outputs[j].data ** 2, x[i]


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
