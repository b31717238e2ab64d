"""M09-map: Your layers can be used only once, because you keep them as a map.

map makes each layer when it is asked for, hands it out and keeps nothing. The first call uses them
all up, the second one returns the input as it came, and parameters() finds nothing.

Call your network twice with the same input, and print model.layers.

1. What does your network return when you call it a second time?
2. A map can be gone through once. A list keeps its items for as long as you need them.
3. Put list and brackets around the map in __init__.
"""


def __init__(self, nin, nouts):
    sizes = [nin, *nouts]
    self.layers = map(Layer, sizes, nouts)
