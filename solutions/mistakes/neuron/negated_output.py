"""N49: There is a minus in front of your tanh, so the output has the wrong sign.

Where the neuron should say yes, yours says no, just as loudly. The gradients are turned around with
it: a step that should lower the output raises it.

Set all weights to 0 and the bias to 0.5: tanh(0.5) is 0.4621. Which sign do you get?

1. If the sum is positive, which sign should the output have?
2. The output is tanh of the sum, with nothing done to it afterwards.
3. Take the minus after return away, and leave the rest of that line as it is.
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return -pre_activation.tanh()
