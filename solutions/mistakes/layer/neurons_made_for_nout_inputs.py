"""L02: You make your neurons for nout inputs, and they read nin of them.

How many weights a neuron has depends on what comes in. With a wrong number, some inputs have no
weight, or some weights no input, and Python may say nothing.

Print len(neuron.w) for each neuron of a Layer(3, 2): it should be 3.

1. How many values reach a neuron of a Layer(3, 2), and how many weights has yours?
2. A neuron is as wide as what it reads; a layer gives one output for each neuron it has.
3. Give the first of the two numbers to Neuron, and keep the second for range.
Seen: one public version
"""


def __init__(self, nin, nout):
    self.neurons = [Neuron(nout) for _ in range(nout)]
