"""G17: You compute the output without the bias, so you read the slope at the wrong place.

The bias shifts the sum, and with it the point of the curve at which the neuron works. A large bias
can make every gradient nearly 0; in your prediction it changes nothing.

Predict the same neuron with b = 0 and with b = 3: do the gradients differ?

1. Does your prediction change when the bias does?
2. The slope belongs to the whole sum: all the products and the bias.
3. Add b to the sum before tanh.
"""


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)))
    slope = 1 - out * out
    return [slope * xi for xi in x], slope
