"""G11: You take 1 - out for the slope, and the output has to be squared.

tanh is as steep at -0.9 as at 0.9: the slope knows no sign. Without the square, a negative output
would make the slope larger than 1, and tanh is nowhere steeper than that.

Compute your slope for an output of -0.9 and for one of 0.9.

1. Compute your slope for an output of -0.9. Can tanh be that steep?
2. The curve is the same on both sides of 0, so the sign of the output must not matter.
3. Square the output before you take it from 1.
"""


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = 1 - out
    return [slope * xi for xi in x], slope
