"""G05: You multiply the slope with the weight, and that is the gradient of the input.

It is a real gradient, of something else. When an input moves, the weight decides how far the sum
goes. When a weight moves, its input does. A weight whose input is 0 moves nothing, however large it
is.

Set one input to 0 and look at your prediction for its weight.

1. You found a real gradient, of something else. Of what?
2. Nudging w moves the sum by x. Nudging x moves it by w.
3. For the gradient of a weight, multiply the slope with what that weight is multiplied with.
"""


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = 1 - out * out
    return [slope * wi for wi in w], slope
