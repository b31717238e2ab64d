"""L36: All your layers keep their neurons in one shared list.

A default argument, or a list in the class body, is made once, when Python reads the class. So each
new layer adds its neurons to those of the layers before it, and all layers have them all.

Make two of Layer(3, 2) and print len(layer.neurons) of both.

1. Make a second layer: what has happened to the neurons of the first?
2. What stands in the def line or the class body exists once. What a layer owns is made in __init__.
3. Let the body of __init__ make the list, new for each layer, and store it as self.neurons.
"""


def __init__(self, nin, nout, neurons=[]):
    for _ in range(nout):
        neurons.append(Neuron(nin))
    self.neurons = neurons
