"""The picture of a report in README.md: a real run.

python -m tests.screenshot            draw tests/report.svg anew
python -m tests.screenshot FILE       draw it into another file
"""

import io
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from msgspec.structs import replace
from rich.console import CONSOLE_SVG_FORMAT, Console
from rich.terminal_theme import TerminalTheme

from checks.check import session
from checks.desk import proof
from checks.desk.screen import Report
from checks.submission import MODULES, Submission, at
from tests.conftest import SOURCE, STUB, changed, written

PICTURE = Path(__file__).with_name("report.svg")
WIDTH = 88
RIGHT = "return outputs[0] if len(outputs) == 1 else outputs"

GROUND, INK = (13, 17, 23), (230, 237, 243)
RED, GREEN, YELLOW = (255, 123, 114), (86, 211, 100), (227, 179, 65)
BLUE, MAGENTA, CYAN = (121, 192, 255), (210, 168, 255), (86, 212, 221)
THEME = TerminalTheme(GROUND, INK, [GROUND, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, INK])
# rich's own form fetches a font from elsewhere; a reader's own fonts do
FORM = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)


def half_done(folder: Path) -> Submission:
    """Write a neuron that is right, a layer with one mistake and an MLP that is not started."""
    layer = changed(SOURCE["layer"], (RIGHT, "return outputs"))
    others = {name: STUB[name] for name in MODULES if name not in ("engine", "neuron", "layer")}
    return replace(at(written(folder, layer=layer, **others)), name="exercises")


def picture() -> str:
    with TemporaryDirectory() as folder, patch.object(proof, "ROOT", Path(folder)):
        own = Path(folder, "exercises")
        own.mkdir()
        checked = session.check(half_done(own), ("layer",), hosted=True)
        report = Report(checked.result, {}, evidence=checked.evidence, width=WIDTH)
        shown = report.whole()
    console = Console(
        record=True, file=io.StringIO(), width=WIDTH, color_system="standard", highlight=False
    )
    console.print(shown)
    return console.export_svg(
        title="python -m checks layer", theme=THEME, code_format=FORM, unique_id="report"
    )


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE
    target.write_text(picture(), encoding="utf-8", newline="\n")
