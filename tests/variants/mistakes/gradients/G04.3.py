"""tanh is left out of the way."""
import numpy as np
from engine import Value

def predict_gradients(w, x, b):
    return x, 1.0

def silence_one(w, b, i):
    return [0.25 if n != i else 0. for n, _ in enumerate(w)]

def silence_all(w, x):
    return float(np.sign(np.dot(w, x)) * 50)

def favour_smallest(w, b):
    i = int(np.argmin(np.abs(w)))
    return [0.6 if n == i else 0.2 for n in range(len(w))]

def rank_parameters(model, x):
    for p in model.parameters(): p.grad = 0
    y = model(x)
    y.backward()
    g = [p.grad for p in model.parameters()]
    return list(np.argsort(-np.abs(g)))

def gradient_factors(model, x, j, i):
    hs = model.layers[0](x)
    y = hs
    for l in model.layers[1:]: y = l(y)
    y.backward()
    return hs[j].grad, 1 - hs[j].data ** 2, x[i]

def nudge(model, x, k, h):
    p = model.parameters()[k]
    p.grad = 0
    y0 = model(x)
    y0.backward()
    p.data = p.data + h
    y1 = model(x)
    p.data = p.data - h
    return p.grad * h, y1.data - y0.data
