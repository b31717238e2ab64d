"""L43: You cut the last input off before your neurons read x.

A layer gets nothing but inputs: there is no label at the end of x. Here the last weight of each
neuron has no input, or nothing to be multiplied by.

Change the last input only: every output should move.

1. How many inputs do the neurons of your Layer(3, 2) read?
2. Every neuron reads the whole of x, as it came in.
3. Give each neuron x itself, without square brackets behind it.
"""


def __call__(self, x):
    outputs = [neuron(x[:-1]) for neuron in self.neurons]
    return outputs[0] if len(outputs) == 1 else outputs
