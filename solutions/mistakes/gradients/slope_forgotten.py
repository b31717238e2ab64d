"""G04: You leave out the slope: the gradient of a weight is not its input alone.

The input says how far the sum moves. tanh passes on only a part of that: nearly all where the curve
is steep, next to nothing where it is flat. Your prediction is right only where the output is 0.

Take a neuron with a large bias, so that its output is 0.99. Does a nudge of a weight still move it
by its input?

1. Your prediction is right when the output is near 0. What happens when it is near 1?
2. tanh passes on only a fraction of what moves the sum: 1 - out * out.
3. Compute out, then that fraction. Times each input it is a weight's, alone the bias's.
Seen: nearby mix-ups of derivatives in karpathy/nn-zero-to-hero #52
"""


def predict_gradients(w, x, b):
    return list(x), 1.0
