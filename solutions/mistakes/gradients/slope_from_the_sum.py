"""You put the sum into 1 - z * z, and the output of tanh belongs there.

The rule is the slope of tanh written with tanh's own output. The sum may be 5 or -20; then 1 - z *
z is far below 0, and tanh never falls. With the output in its place the slope stays between 0 and
1.

Compute your slope for a sum of 3.
"""

ID = "G12"

HINTS = (
    "Compute your slope for a sum of 3. Does tanh go down there?",
    "The rule 1 - t * t is written with t = tanh(z), not with z.",
    "Squash the sum first, keep the result as out, and use out in the rule.",
)

SEEN = "own analysis"


def predict_gradients(w, x, b):
    z = sum(wi * xi for wi, xi in zip(w, x)) + b
    slope = 1 - z * z
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
