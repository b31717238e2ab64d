"""N60-last: Your bias is the last weight under a second name, and a bias is a Value of its own.

A step of training that moves the bias then moves a weight, too. The neuron can no longer shift its
sum without counting its last input differently.

Set the data of b to 5.0 in a new neuron, and print w.

1. How many different Values does a neuron with 3 inputs need, and how many does yours have?
2. An equals sign makes no copy: it gives a second name to the same object.
3. Make a new Value for the bias, which starts at 0.
"""


def __init__(self, nin):
    self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
    self.b = self.w[-1]
