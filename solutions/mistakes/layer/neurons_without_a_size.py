"""L35-nin: You make your neurons without saying how many inputs they have.

A neuron makes one weight for each input, so it must know how many there are. Without that number
Python stops, and no layer is made.

Read the last line of the error: it names the missing argument.

1. What does a Neuron need to know when it is made?
2. Every neuron of a layer reads all nin inputs.
3. Pass nin on: it belongs in the brackets after Neuron.
"""


def __init__(self, nin, nout):
    self.neurons = [Neuron() for _ in range(nout)]
