"""numpy arrays come back wherever a list may, and argsort gives the positions."""

import math

import numpy as np


def predict_gradients(w, x, b):
    x = np.asarray(x, dtype=float)
    slope = 1 - np.tanh(np.dot(w, x) + b) ** 2
    return slope * x, slope


def silence_one(w, b, i):
    x = np.full(len(w), 0.5)
    x[i] = 0
    return x


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
    return np.argsort([-abs(p.grad) for p in parameters])


def gradient_factors(model, x, j, i):
    hidden = model.layers[0](x)
    end = hidden
    for layer in model.layers[1:]:
        end = layer(end)
    end.backward()
    return np.array([hidden[j].grad, 1 - np.square(hidden[j].data), x[i]])


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
