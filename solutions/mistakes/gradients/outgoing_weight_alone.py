"""You take the outgoing weight for upstream, and the rest of the way to the end is missing.

The weight says how far the next neuron's sum moves. Then come that neuron's own tanh, with a slope
of its own, the other neurons that listen as well, and the layers behind them. All of it belongs to
upstream.

Is your upstream still right when the last neuron is saturated?
"""

import math

ID = "G63"

HINTS = (
    "What comes behind the outgoing weight on the way to the end?",
    "All that follows is in one number: the gradient of this neuron's output.",
    "Let backward() do it: run on to the end, call backward() there, and read outputs[j].grad.",
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
    outputs = model.layers[0](x)
    upstream = model.layers[1].neurons[0].w[j].data
    return upstream, 1 - outputs[j].data ** 2, x[i]


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
