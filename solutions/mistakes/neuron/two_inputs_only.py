"""N21: Your neuron is written for two inputs, and it should read any number of them.

With two inputs it is right. With three or more it skips the others, and with one input it stops
with an error.

Make a Neuron(1) and a Neuron(5), and call both.

1. What does your neuron do with a third input?
2. How many inputs there are is known only when a neuron is made: the code must fit any number.
3. Replace the terms that you wrote out by a sum over the weights and inputs, taken in pairs.
"""


def __call__(self, x):
    pre_activation = self.w[0] * x[0] + self.w[1] * x[1] + self.b
    return pre_activation.tanh()
