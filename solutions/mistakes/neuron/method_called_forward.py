"""N25-call: Your maths is right, but your method has another name than __call__.

Python runs neuron(x) through the method with the name __call__, with two underscores on each side.
Under any other name, the layer cannot use your neuron.

Make a neuron and write neuron(x): the error says that the object is not callable.

1. What makes an object callable with brackets, like a function?
2. Brackets after an object run its method __call__. The name has two underscores on each side.
3. Keep the body as it is and change only the name in the def line.
Seen: GrigoriiMoroz/MicroGrad has call(); several public projects have forward() only
"""


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def forward(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()

    def parameters(self):
        return [*self.w, self.b]
