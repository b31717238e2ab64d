"""You read the gradients before backward() has filled them in.

The forward pass only records what was computed from what. backward() walks that record and puts a
gradient into each Value. Until then grad holds 0, or what an earlier run left there, as here.

What does out.grad say at the place where you sort?
"""

import math

ID = "G01"

HINTS = (
    "Where do the gradients come from that you sort by? What does out.grad say there?",
    "The forward pass only records. backward() walks the record and fills the gradients in.",
    "One more line between the call of the model and the sorting.",
)

SEEN = "karpathy/nn-zero-to-hero #40 and PR #80 (a graph drawn before backward)"


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
    model(x)
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
