"""L01: Your layer has one neuron, listed several times.

Neuron(nin) makes a neuron each time that it runs, and yours runs once. To append that one in a
loop, or to multiply a list, makes nothing new: every place holds the same neuron. All outputs are
then equal, and the layer can learn one thing only.

Print the outputs of a Layer(3, 4): are they all the same?

1. How many different neurons does your Layer(3, 4) have?
2. Repeating a list repeats the reference. Each place needs a neuron of its own.
3. Build the list in a comprehension over range(nout), so that Neuron is called in every turn.
Seen: a warning in learner notes; cazala/synaptic #202 asks for it on purpose
"""


def __init__(self, nin, nout):
    self.neurons = [Neuron(nin)] * nout
