"""G25: You make Values, and the task is to predict by hand, with plain numbers.

The numbers are right. The point is that you know the chain rule as well as backward() does. Then
you can say what it will find, and notice when it cannot be true.

Which three numbers does the engine multiply for one weight?

1. Your numbers are right. Could you have said them with the engine switched off?
2. For one neuron the chain rule is short: the slope of tanh at the sum, times the input.
3. math.tanh gives out, 1 - out * out the slope; a list has slope times each input. No Value.
"""

from engine import Value


def predict_gradients(w, x, b):
    weights, bias = [Value(wi) for wi in w], Value(b)
    sum((wi * xi for wi, xi in zip(weights, x)), bias).tanh().backward()
    return [wi.grad for wi in weights], bias.grad
