"""match decides between one output and several, and while loops do the rest."""

import neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = []
        while len(self.neurons) != nout:
            self.neurons.append(neuron.Neuron(nin))

    def __call__(self, x):
        outs = []
        i = 0
        while i < len(self.neurons):
            outs.append(self.neurons[i](x))
            i += 1
        match outs:
            case [only]:
                return only
            case _:
                return outs

    def parameters(self):
        todo = self.neurons[::-1]
        params = []
        while todo:
            params = params + list(todo.pop().parameters())
        return params
