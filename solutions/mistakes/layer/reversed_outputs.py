"""L08: You return the outputs in reverse order.

Output 0 should come from neuron 0. If each new answer goes to the front of the list, the weights of
the next layer meet other neurons than the ones you read off layer.neurons.

Compare the first output with what layer.neurons[0] says about the same x.

1. Which neuron does your first output come from?
2. The outputs come in the order of the neurons: each new one joins at the end.
3. Use the method of a list that adds at its end, or a comprehension over the neurons.
"""


def __call__(self, x):
    outputs = []
    for neuron in self.neurons:
        outputs.insert(0, neuron(x))
    return outputs[0] if len(outputs) == 1 else outputs
