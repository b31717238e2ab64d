"""map asks the neurons, and list collects the answers so that they can be read more than once."""


def __call__(self, x):
    def ask(neuron):
        return neuron(x)

    outputs = list(map(ask, self.neurons))
    return outputs if len(outputs) > 1 else outputs[0]
