"""N39: You add each weight to its input, and a weight multiplies its input.

A weight says how much an input counts, so a weight of 0 must silence it. If you add it, it only
moves the total, as the bias does, and every input counts the same.

Set one weight to 0 and change its input: the output should not move.

1. Which operation stands between weight and input in your code?
2. To weigh is to multiply. The sum comes after that, over all products and the bias.
3. Change the sign between the weight and its input from plus to times.
"""


def __call__(self, x):
    pre_activation = sum((wi + xi for wi, xi in zip(self.w, x)), self.b)
    return pre_activation.tanh()
