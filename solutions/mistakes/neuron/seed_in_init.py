"""N42: Your maths is right, but you reset the random seed for every neuron.

The same seed gives the same numbers, so all your neurons start with the same weights. A layer of
such neurons gives one number several times, and says no more than one of them does.

Make two neurons with three inputs each and print the weights of both.

1. How do the weights of two new neurons differ?
2. A seed is set at most once, at the start of a program, and not by each neuron.
3. Take the seed out of __init__; a script that wants repeatable numbers can set it.
"""


def __init__(self, nin):
    random.seed(42)
    self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
    self.b = Value(0.0)
