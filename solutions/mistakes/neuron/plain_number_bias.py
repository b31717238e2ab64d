"""N11-bias: Your bias is a plain number, so it cannot receive a gradient.

The output is right, because a number and a Value add up well. But only a Value has a grad: your
weights can learn, and the bias stays where it is for ever.

Call backward() on the output, and then ask neuron.b for its grad.

1. What is the type of neuron.b?
2. The bias learns just as the weights do, so it has to be a Value like them.
3. Wrap the number that the bias starts from in Value, in __init__.
"""


def __init__(self, nin):
    self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
    self.b = 0.0
