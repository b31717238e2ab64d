"""L11: Your outputs can be read only once, because they come as a generator.

A generator can be gone through once, and then nothing is left in it. In a network, one neuron of
the next layer takes all of it, and the others get no inputs, without an error.

Make a list of your layer's output, and then a second one from the same output.

1. What do you get when you go through your output a second time?
2. Round brackets around a comprehension make a generator. Square ones make a list.
3. Collect the answers in a real list before you return them.
"""


def __call__(self, x):
    if len(self.neurons) == 1:
        return self.neurons[0](x)
    return (neuron(x) for neuron in self.neurons)
