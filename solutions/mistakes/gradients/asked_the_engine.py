"""You let backward() compute the gradients, and here they are to be predicted by hand.

The numbers are right: the engine knows the chain rule. The point is that you know it as well, so
that you can say beforehand what backward() will find, and notice when it cannot be true.

Which three numbers does the engine multiply for one weight?
"""

from engine import Value

ID = "G25"

HINTS = (
    "Your numbers are right. Could you have said them with the engine switched off?",
    "For one neuron the chain rule is short: the slope of tanh at the sum, times the input.",
    "math.tanh gives out, 1 - out * out the slope; a list has slope times each input. No Value.",
)

SEEN = "own analysis"


def predict_gradients(w, x, b):
    weights, bias = [Value(wi) for wi in w], Value(b)
    sum((wi * xi for wi, xi in zip(weights, x)), bias).tanh().backward()
    return [wi.grad for wi in weights], bias.grad


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
