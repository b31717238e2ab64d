"""Which assignment do all grade? The day's three classes, and a handful of checks of them.

Each check is a few statements over `Value`, `Neuron`, `Layer` and `MLP`; they raise if it fails.
"""

import re
from functools import cache
from pathlib import Path

from tests.benchmarks.cold import ROOT

NAMES = ("Value", "Neuron", "Layer", "MLP")
CHECKS = {
    "a_neuron_squashes_its_sum": """\
neuron = Neuron(2)
neuron.w, neuron.b = [Value(0.5), Value(-1.0)], Value(0.25)
assert abs(neuron([2.0, 1.0]).data - 0.24491866) < 1e-6
""",
    "a_neuron_has_its_weights_and_its_bias": """\
neuron = Neuron(3)
assert {id(p) for p in neuron.parameters()} == {id(p) for p in [*neuron.w, neuron.b]}
""",
    "a_layer_returns_a_list_or_the_one_value": """\
assert len(Layer(3, 2)([2.0, 3.0, -1.0])) == 2
assert isinstance(Layer(3, 1)([2.0, 3.0, -1.0]), Value)
""",
    "a_network_has_41_parameters": """\
assert len(MLP(3, [4, 4, 1]).parameters()) == 41
""",
    "a_gradient_is_the_slope": """\
model, x, step = MLP(3, [4, 4, 1]), [0.2, 0.3, -0.1], 1e-6
model(x).backward()
weight = model.parameters()[0]
slope, before = weight.grad, model(x).data
weight.data += step
assert abs((model(x).data - before) / step - slope) < 1e-4
""",
}
STUBS = "".join(f"class {name}:\n    pass\n\n\n" for name in NAMES)


@cache
def right() -> str:
    """Return the reference as one file."""
    parts = ("engine", "neuron", "layer", "mlp")
    texts = [(ROOT / "solutions" / f"{part}.py").read_text(encoding="utf-8") for part in parts]
    own = re.compile(rf"^from (?:{'|'.join(parts)}) import .*\n", re.M)
    return "\n\n".join(own.sub("", text) for text in texts)


def hostile(neighbour: Path, forgery: str) -> dict[str, str]:
    """Return answers that solve nothing: they harm, or get at marks another way.

    Args:
        neighbour: where a right answer of somebody else's is.
        forgery: an attack on whatever grades it.
    """
    return {
        "ends the process at import": "import os\n\nos._exit(0)\n",
        "never ends": "while True:\n    pass\n",
        "forges its result": f"{STUBS}{forgery}",
        "runs its neighbour's file": f"exec(open({str(neighbour)!r}, encoding='utf-8').read())\n",
    }
