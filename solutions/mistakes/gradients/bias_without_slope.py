"""G19: Your weights are right; you leave the slope out of the gradient of the bias.

The sum moves exactly as far as the bias does: that is the 1. But the sum still has to get through
tanh, and there the slope waits for the bias as for every weight.

Give the neuron a bias of 20 and nudge it by 1: how far does the output move?

1. How far does the output move when a bias of 20 is nudged?
2. A bias moves the sum at the rate 1. From there on, the way is the same for all.
3. The gradient of the bias is 1 * slope.
"""


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = 1 - out * out
    return [slope * xi for xi in x], 1.0
