"""M15-copies: Your parameters() hands out copies, and not the Values that your network uses.

A new Value with the same data is another object. backward() never reaches it, so its grad stays 0.
If you change it, nothing changes in the network.

Change the data of every item in model.parameters(): does the network's output move?

1. Is an item of your list the very same object as a weight in the network?
2. parameters() hands out the Values that the network works with. It makes no new ones.
3. Put each Value that a layer lists into your own list as it is.
"""

from engine import Value


def parameters(self):
    return [Value(p.data) for layer in self.layers for p in layer.parameters()]
