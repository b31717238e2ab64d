"""Gradients by a step into the complex numbers, which is exact; positions for parameters."""

import cmath

TINY = 1e-30


def out(w, x, b):
    return cmath.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)


def predict_gradients(w, x, b):
    moved = [[wk + TINY * 1j * (k == i) for k, wk in enumerate(w)] for i in range(len(w))]
    return [out(one, x, b).imag / TINY for one in moved], out(w, x, b + TINY * 1j).imag / TINY


def rank_parameters(model, x):
    parameters = model.parameters()
    before = [p.grad for p in parameters]
    model(x).backward()
    sizes = [abs(p.grad - old) for p, old in zip(parameters, before)]
    return sorted(range(len(sizes)), key=sizes.__getitem__, reverse=True)
