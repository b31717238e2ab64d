"""A helper makes one neuron and takes the layer's width for the number of its inputs."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.size = nout
        self.neurons = [self.new_neuron() for _ in range(nout)]

    def new_neuron(self):
        return Neuron(self.size)

    def __call__(self, x):
        answers = []
        for i in range(len(self.neurons)):
            answers.append(self.neurons[i](x))
        return answers[0] if len(answers) == 1 else answers

    def parameters(self):
        return sum([n.parameters() for n in self.neurons], [])
