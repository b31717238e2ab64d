"""How does the cost grow with the class? As a drawing: both axes by factors of two."""

from collections.abc import Sequence
from html import escape
from math import ceil, floor, log2

from tests.benchmarks.peers import Cost, Measured

WIDTH, HEIGHT = 760, 400
LEFT, RIGHT, TOP, BOTTOM = 80, 210, 40, 50
APART = 16  # between two names at the right
COLOURS = ("#0969da", "#bc4c00", "#8250df", "#1a7f37", "#bf3989")
HEAD = f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" \
font-family="sans-serif" font-size="13">
<title>Processor time against submissions, set-up included</title>
<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>
<text x="{LEFT}" y="20" fill="#1f2328">processor time, in bare pytest runs, set-up included</text>
"""


def drawing(found: Sequence[Measured], bare: Cost) -> str:
    """Return the drawing as SVG.

    Args:
        found: at least one, all with the same sizes of a class.
        bare: the unit of cost.
    """
    lines = [
        {size: (one.set_up.cpu + cost.cpu) / bare.cpu for size, cost in one.classes.items()}
        for one in found
    ]
    sizes = sorted(lines[0])
    costs = [cost for line in lines for cost in line.values()]
    low, high = floor(log2(min(costs))), ceil(log2(max(costs)))
    first, last = log2(sizes[0]), log2(sizes[-1])

    def x(size: float) -> float:
        return LEFT + (log2(size) - first) / ((last - first) or 1) * (WIDTH - LEFT - RIGHT)

    def y(cost: float) -> float:
        return HEIGHT - BOTTOM - (log2(cost) - low) / ((high - low) or 1) * (HEIGHT - TOP - BOTTOM)

    parts = [HEAD]
    for power in range(low, high + 1):
        at = y(2**power)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#d1d9e0"/>\n')
        parts.append(_text(LEFT - 8, at + 4, f"{2.0**power:g}", "end"))
    for size in sizes:
        parts.append(_text(x(size), HEIGHT - BOTTOM + 20, str(size), "middle"))
    parts.append(_text(x(sizes[-1]), HEIGHT - 10, "submissions", "end"))

    above = HEIGHT + 0.0  # names are set from below, and pushed apart
    ordered = sorted(zip(found, lines, COLOURS, strict=False), key=lambda one: one[1][sizes[-1]])
    for one, line, colour in ordered:
        points = " ".join(f"{x(size):.1f},{y(line[size]):.1f}" for size in sizes)
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>\n'
        )
        parts += [
            f'<circle cx="{x(size):.1f}" cy="{y(line[size]):.1f}" r="3" fill="{colour}"/>\n'
            for size in sizes
        ]
        above = min(above - APART, y(line[sizes[-1]]) + 4)
        parts.append(_text(WIDTH - RIGHT + 10, above, one.peer.name, "start", colour))
    return "".join([*parts, "</svg>\n"])


def _text(x: float, y: float, words: str, anchor: str, colour: str = "#59636e") -> str:
    at = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {at} fill="{colour}">{escape(words)}</text>\n'
