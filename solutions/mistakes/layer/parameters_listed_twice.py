"""L19-all: Your parameters() lists every parameter two times.

What a neuron's parameters() returns has all of them. If an extend and an inner loop both add
them, each is there twice. Each step of
training moves a Value twice if your list has it twice.

A Layer(3, 2) has 8 parameters: what is the length of your list?

1. How many different Values are in your list, and how long is it?
2. List each parameter once. extend takes a whole list, append a single item.
3. Keep the extend in your loop, and delete the inner for with its append.
"""


def parameters(self):
    params = []
    for neuron in self.neurons:
        params.extend(neuron.parameters())
        for p in neuron.parameters():
            params.append(p)
    return params
