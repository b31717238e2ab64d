"""C18: You renew the number of inputs before you have counted with it.

You then count each layer as if it read its own outputs, and you never use the number of inputs of
the network.

What does your function say for nin = 3 and nouts = [4]? It should be 16.

1. How many inputs has the first layer in your sum?
2. A layer reads what the layer before gives. Its own width is for the next one.
3. First add the layer to the total, and then store its width for the next turn.
"""


def count_parameters(nin, nouts):
    total = 0
    for nout in nouts:
        nin = nout
        total += nout * (nin + 1)
    return total
