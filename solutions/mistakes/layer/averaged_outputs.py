"""L05-mean: You take the average of your neurons' outputs, and a layer keeps them apart.

Each neuron has found something of its own, and the next layer decides how much each of them counts.
An average leaves one number, and what the single neurons said cannot be read from it.

Print the output of a Layer(3, 2): there should be two Values in a list.

1. How many numbers should a Layer(3, 2) give?
2. A layer has one output for each neuron, and hands them on side by side.
3. Leave out the sum and the division, and return the list; a single item comes without it.
"""


def __call__(self, x):
    outputs = [neuron(x) for neuron in self.neurons]
    return sum(outputs) / len(outputs)
