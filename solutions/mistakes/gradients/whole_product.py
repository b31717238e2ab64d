"""G16: You multiply the slope with weight times input, and only the input belongs there.

weight * input is what this weight adds to the sum now. The gradient asks another question: how far
does the sum move when the weight does? By the input, whatever the weight is. A weight of 0 can have
a large gradient.

What do you predict for a weight of 0? Nudge it by 0.1 and compute the output again.

1. What do you predict for a weight of 0? Does the output stay when you nudge it?
2. How large it is, and how fast it changes, are two questions: w * x moves with w at rate x.
3. Leave the weight out of the product: slope and input are the two factors.
"""


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = 1 - out * out
    return [slope * wi * xi for wi, xi in zip(w, x)], slope
