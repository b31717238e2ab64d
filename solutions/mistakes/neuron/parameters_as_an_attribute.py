"""N31-attribute: Your list of parameters is right, but you keep it as an attribute.

The lesson, like PyTorch, calls parameters() with brackets. An attribute cannot be called: Python
says that a list is not callable.

Write neuron.parameters() and read the error; then write it without brackets.

1. Is parameters in your class a list, or something that can be called?
2. Brackets after a name need a method: a def inside the class that returns the list.
3. Move the list out of __init__ into a method with this name, after the word return.
Seen: BobertoBobkinsIII/unfinished-micrograd, in Layer and MLP, and two more public versions
"""


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)
        self.parameters = [*self.w, self.b]

    def __call__(self, x):
        pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return pre_activation.tanh()
