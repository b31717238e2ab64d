"""N59: Your parameters() lists the inputs of the last call, too, and a neuron cannot learn those.

A parameter is what training may change. The inputs are the question. To move them changes the
question, and not the neuron.

Print len(neuron.parameters()) before a call and after it: it should be the same.

1. How many parameters does your neuron have before its first call, and how many after it?
2. The weights and the bias belong to the neuron. The inputs belong to the call.
3. In parameters(), list the weights and the bias, and nothing that a call has kept.
"""


def __call__(self, x):
    self.x = [xi if isinstance(xi, Value) else Value(xi) for xi in x]
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, self.x)), self.b)
    return pre_activation.tanh()


def parameters(self):
    return [*self.w, self.b, *getattr(self, "x", [])]
