"""What an earlier backward() left is still in your gradients.

backward() adds to what it finds: p.grad += ... That is right within one graph, where a Value can be
used twice. Between two runs somebody has to set the gradients back to 0. Clearing too late does not
help, nor does a name in a loop: `p = 0` changes the name, and `p.grad == 0` only compares.

Print p.grad of one parameter before your backward(): is it 0?
"""

import math

ID = "G03"

HINTS = (
    "Print the gradient of one parameter just before your backward(). Is it 0?",
    "Gradients add up until somebody sets them back. The gradient is p.grad, not the name p.",
    "Before backward(), go through all parameters and assign 0.0 to the grad of each.",
)

SEEN = "own analysis; asked again and again at karpathy/micrograd (#53, #54, #63)"


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
    model(x).backward()
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
