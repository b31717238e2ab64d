"""A base class, stored activations, prints, a length and an iterator; neurons listed by hand."""

from layer import Layer


class Module:
    def zero_grad(self):
        for p in self.parameters():
            p.grad = 0.0

    def parameters(self):
        return []

    def __call__(self, x):
        return self.forward(x)


class MLP(Module):
    def __init__(self, nin, nouts, verbose=True):
        sizes = [nin] + list(nouts)
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]
        self.activations = []
        self.verbose = verbose

    def __len__(self):
        return 0  # counts finished trainings; a new network has none

    def __iter__(self):
        return iter(self.layers)

    def forward(self, x):
        self.activations = [x]
        for number, layer in enumerate(self, start=1):
            self.activations.append(layer(self.activations[-1]))
            if self.verbose:
                print(f"layer {number}: {self.activations[-1]}")
        return self.activations[-1]

    def parameters(self):
        params = []
        for layer in self:
            for neuron in layer.neurons:
                params.append(neuron.b)
                params.extend(neuron.w)
        return params
