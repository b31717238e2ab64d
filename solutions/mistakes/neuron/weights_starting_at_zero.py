"""N41: Your maths is right, but all your weights start at 0.

Neurons that start alike get the same gradients and stay alike, so a whole layer would learn one
thing only. Small random weights make each neuron different from the first step on.

Print the outputs of a new neuron for a few inputs: with weights of 0 they are all the same.

1. What are the weights of a brand new neuron?
2. Each weight starts from a random number of its own, drawn between -1 and 1.
3. In the list, fill each new Value with a number from random, with the limits -1 and 1.
"""


def __init__(self, nin):
    self.w = [Value(0.0) for _ in range(nin)]
    self.b = Value(0.0)
