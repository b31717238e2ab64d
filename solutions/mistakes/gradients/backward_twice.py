"""You call backward() twice on the same graph, so the gradients are too large, and unevenly.

Gradients add up, those of the Values in between as well. The second run passes on what the first
one left there, once more: a weight far from the output gets several times too much, one near it
twice. So even the order changes.

How often is backward() called in your function?
"""

import math

ID = "G02"

HINTS = (
    "Your gradients are larger than they should be. By the same factor everywhere?",
    "Gradients add up (+=) until somebody sets them back to 0; those of the inner Values, too.",
    "One forward pass, one backward().",
)

SEEN = "karpathy/micrograd #53, #54, #63, #102"


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
    out = model(x)
    out.backward()
    out.backward()
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
