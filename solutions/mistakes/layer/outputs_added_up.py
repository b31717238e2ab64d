"""L42: Each of your outputs has those before it added in.

Each neuron gives an answer of its own, and the next layer weighs them one by one. Here the second
output is the sum of two.

Call the second neuron of your layer yourself, and compare it with the second output.

1. What is added to what in your loop?
2. One output for each neuron: what that neuron says about x, and nothing else.
3. In each turn, put what the neuron gives into the list, and add nothing to it.
"""


def __call__(self, x):
    outputs, total = [], 0.0
    for neuron in self.neurons:
        total = total + neuron(x)
        outputs.append(total)
    return outputs[0] if len(outputs) == 1 else outputs
