"""G87: Your slope is out * (1 - out), and that is the slope of another squash, the sigmoid.

Every squash has a slope of its own. The one of tanh is 1 - out ** 2: 1 in the middle, where out is
0, and near 0 at both ends.

Compare both where out is 0: tanh is at its steepest there.

1. What is your slope where the output is 0, and what should it be?
2. The slope of tanh has the square of the output in it.
3. Take 1 - out * out for the slope.
"""


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = out * (1 - out)
    return [slope * xi for xi in x], slope
