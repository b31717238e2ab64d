"""L07: You feed each neuron with what the one before it said.

Neurons in a layer do not know of each other: every one reads the x that came into the layer.
Passing results on is what layers do among themselves, one level up.

Call the second neuron of your layer yourself with x, and compare it with the second output.

1. What does the second neuron of your layer read?
2. All neurons of a layer read the same inputs, and none reads another's output.
3. Leave x alone inside the loop: call each neuron with it, and collect the answers.
"""


def __call__(self, x):
    outputs = []
    for neuron in self.neurons:
        out = neuron(x)
        outputs.append(out)
        x = [out] * len(x)
    return outputs[0] if len(outputs) == 1 else outputs
