"""N48: You multiply by the bias, and it is added to the sum.

As a term of the sum, the bias moves the point at which the neuron turns. As a factor it is a volume
knob, and it starts at 0. A new neuron then says 0 to every input, and its weights get gradient 0.

Call a new neuron with several different inputs: is the output always 0?

1. What does your neuron say while its bias is 0?
2. The bias is one more term of the sum, next to the products.
3. Put a plus where the times before self.b is, inside the brackets that tanh is called on.
"""


def __call__(self, x):
    total = sum(wi * xi for wi, xi in zip(self.w, x))
    return (total * self.b).tanh()
