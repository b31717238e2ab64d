"""The network keeps what every layer said last, and prints it; no later call uses it."""


def __call__(self, x):
    self.activations = [x]
    for layer in self.layers:
        self.activations.append(layer(self.activations[-1]))
        print(self.activations[-1])
    return self.activations[-1]
