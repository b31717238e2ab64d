"""Plain inputs become Values once for all neurons, and Values are left as they are."""

from engine import Value


def __call__(self, x):
    x = [xi if isinstance(xi, Value) else Value(xi) for xi in x]
    outputs = [neuron(x) for neuron in self.neurons]
    return outputs[0] if len(outputs) == 1 else outputs
