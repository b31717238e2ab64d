"""numpy arrays come back wherever a list may, and argsort gives the positions."""

import numpy as np


def predict_gradients(w, x, b):
    x = np.asarray(x, dtype=float)
    slope = 1 - np.tanh(np.dot(w, x) + b) ** 2
    return slope * x, slope


def silence_one(w, b, i):
    x = np.full(len(w), 0.5)
    x[i] = 0
    return x


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
