"""M09-generator: Your layers can be used only once, because you keep them as a generator.

A generator can be gone through once, and then nothing is left in it. The first call uses it up, the
second one returns the input as it came, and parameters() finds nothing.

Call your network twice with the same input, and print len(model.parameters()).

1. What does your network return when you call it a second time?
2. Round brackets around a comprehension make a generator. Square ones make a list.
3. Keep the layers in a real list, made once in __init__.
"""


def __init__(self, nin, nouts):
    sizes = [nin, *nouts]
    self.layers = (Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts)))
