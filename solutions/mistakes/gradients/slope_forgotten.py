"""You leave out the slope: the gradient of a weight is not its input alone.

The input says how far the sum moves. tanh passes on only a part of that: nearly all where the curve
is steep, next to nothing where it is flat. Your prediction is right only where the output is 0.

Take a neuron with a large bias, so that its output is 0.99. Does a nudge of a weight still move it
by its input?
"""

ID = "G04"

HINTS = (
    "Your prediction is right when the output is near 0. What happens when it is near 1?",
    "tanh passes on only a fraction of what moves the sum: 1 - out * out.",
    "Compute out, then that fraction. Times each input it is a weight's, alone the bias's.",
)

SEEN = "own analysis; nearby mix-ups of derivatives in karpathy/nn-zero-to-hero #52"


def predict_gradients(w, x, b):
    return list(x), 1.0


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
