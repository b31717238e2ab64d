"""You rank the weights and forget the biases, which are parameters, too.

A bias moves the output like every weight, and often more than most: its input factor is 1, whatever
x is. parameters() lists both.

How many parameters does the model have, and how long is your list?
"""

import math

ID = "G53"

HINTS = (
    "How long is your list, and how many parameters has the model?",
    "What else can a neuron learn besides its weights?",
    "Start from model.parameters(): there they all are.",
)

SEEN = "own analysis; the same slip in parameters() is N27"


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
    weights = [w for layer in model.layers for neuron in layer.neurons for w in neuron.w]
    for w in weights:
        w.grad = 0.0
    model(x).backward()
    return sorted(weights, key=lambda w: -abs(w.grad))


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
