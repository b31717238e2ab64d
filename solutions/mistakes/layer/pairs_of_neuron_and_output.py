"""L23: You return pairs of a neuron and its output, and only the outputs are asked for.

The next layer multiplies what it gets by its weights, and it cannot multiply a pair. Which neuron
said what can be told from the order alone.

Print the type of the first item of your output: it should be Value.

1. What is the first thing in your output: a Value, or something with a Value in it?
2. The outputs stand in the order of the neurons, so the neurons need not come with them.
3. Build a list with what each neuron returns for x, and leave the neuron itself out.
"""


def __call__(self, x):
    outputs = tuple((neuron, neuron(x)) for neuron in self.neurons)
    return outputs[0] if len(outputs) == 1 else outputs
