"""You mix up j and i: j says which neuron, and i which of its weights.

With both the other way round you look at another neuron and another input, and all three numbers
belong to another weight. Where the layer has more neurons than inputs, or fewer, the list ends too
early.

What is model.layers[0].neurons[j].w[i] in your call?
"""

import math

ID = "G69"

HINTS = (
    "Which of the two letters counts neurons, and which counts inputs?",
    "j goes with the outputs of the layer, i goes with x.",
    "outputs[j], and x[i].",
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
    end = outputs
    for layer in model.layers[1:]:
        end = layer(end)
    end.backward()
    return outputs[i].grad, 1 - outputs[i].data ** 2, x[j]


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
