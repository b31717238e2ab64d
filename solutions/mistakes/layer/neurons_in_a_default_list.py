"""L36: All your layers keep their neurons in one shared list.

Python makes a default argument, or a list in the class body, only once. So each new layer adds its
neurons to the same list, and every layer holds the neurons of all.

Make two of Layer(3, 2) and print len(layer.neurons) of both.

1. Make a second layer: what has happened to the neurons of the first?
2. Python runs the def line and the class body once. Make what a layer owns in __init__.
3. Let the body of __init__ make the list, new for each layer, and store it as self.neurons.
"""


def __init__(self, nin, nout, neurons=[]):
    for _ in range(nout):
        neurons.append(Neuron(nin))
    self.neurons = neurons
