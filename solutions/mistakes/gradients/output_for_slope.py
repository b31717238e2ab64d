"""G10: You multiply with the output where the slope belongs.

The output says where on the curve the neuron is; the slope says how steep the curve is there. They
behave in opposite ways: where the output is 0 the slope is largest, and where the output is near 1
the slope is nearly 0.

What does your prediction say for a sum of 0, and where is tanh steepest?

1. Where is tanh steepest: where its output is 0, or where it is 1?
2. The slope follows from the output, but it is another number: 1 minus the square of it.
3. One more line before the list: slope is 1 - out * out. Use that name from there on.
"""


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    return [out * xi for xi in x], out
