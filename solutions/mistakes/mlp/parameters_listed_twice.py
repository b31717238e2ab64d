"""M13-twice: Your parameters() lists every parameter two times.

A layer's own parameters() lists those of its neurons already. Each step of training moves a Value
twice if your list has it twice. Your 41 parameters become 82.

Compare len(model.parameters()) with the number of different ids in the list.

1. How many different Values are in your list, and how long is it?
2. A layer's own list is complete; nothing from its neurons has to be added.
3. Extend your list by what each layer gives, and by nothing else.
Seen: one public version, with a habit that is right for outputs
"""


def parameters(self):
    params = []
    for layer in self.layers:
        params.extend(layer.parameters())
        for neuron in layer.neurons:
            params.extend(neuron.parameters())
    return params
