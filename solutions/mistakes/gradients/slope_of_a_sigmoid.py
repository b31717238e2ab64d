"""G15: Your slope, out * (1 - out), is that of the sigmoid, and this neuron squashes with tanh.

Each squash has a slope of its own. That of the sigmoid is written with its output, which lies
between 0 and 1. tanh goes from -1 to 1, and for half of its outputs your slope is below 0, as if
tanh fell.

Compute your slope for an output of -0.5.

1. Which squash has the slope that you use?
2. Compute your slope for a negative output. tanh never falls, so its slope is never below 0.
3. For tanh it is 1 minus the square of the output.
"""


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = out * (1 - out)
    return [slope * xi for xi in x], slope
