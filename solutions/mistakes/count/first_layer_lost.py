"""Your count begins with the second layer: the first one, which reads the inputs, is missing.

nouts names the widths of all layers, the first one included. Pairs of neighbours in nouts describe
only the layers that read other layers. What the first one reads is nin.

What does your function say for one layer, nouts = [4]?
"""

ID = "C02"

HINTS = (
    "What does your function say for a single layer?",
    "The list of sizes begins with nin, and only then come the widths.",
    "Pair each width with the one before it, and the first with nin.",
)

SEEN = "own analysis; an MLP without its first layer is M04"


def count_parameters(nin, nouts):
    return sum(m * (n + 1) for n, m in zip(nouts, nouts[1:]))
