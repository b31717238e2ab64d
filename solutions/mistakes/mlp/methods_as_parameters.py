"""Your list holds the method parameters of each layer, and not what it returns.

Without brackets a method is only named, and does not run. So your list holds pieces of code, and no
Values.

Print model.parameters(): you will see the words bound method.
"""

from layer import Layer

ID = "M14-methods"

HINTS = (
    "What do the items of your list look like when you print them?",
    "A method runs only with brackets after its name, and here it gives a list.",
    "Add the brackets, and pour out each list into your own with a second for.",
)

SEEN = "own analysis"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [layer.parameters for layer in self.layers]
