"""You put nin into the caller's own list, and whoever calls you a second time finds it there.

nouts is not a copy: it is the very list that the caller holds. Changed here, it describes another
network there. With a tuple the call fails at once, because a tuple cannot be changed.

Call your function twice with the same list.
"""

ID = "C14"

HINTS = (
    "Call your function twice with the same list. Are both answers the same?",
    "A list that comes in as an argument is still the caller's.",
    "Make a list of your own that begins with nin and goes on with the widths.",
)

SEEN = "own analysis"


def count_parameters(nin, nouts):
    nouts.insert(0, nin)
    return sum(m * (n + 1) for n, m in zip(nouts, nouts[1:]))
