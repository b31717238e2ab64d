"""N26-method: You return the method tanh itself, and not what it gives.

Without brackets you only name a method, and it does not run. Your neuron then returns a piece of
code, and not a Value.

Print neuron(x): you will see the words bound method.

1. Is what comes out of your neuron a Value?
2. A method runs only with brackets after its name, also when it needs no arguments.
3. Add an empty pair of brackets after tanh.
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return pre_activation.tanh
