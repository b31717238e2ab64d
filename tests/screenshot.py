"""Which picture does README.md show? A real run on answers that are half done.

python -m tests.screenshot            draw tests/report.svg anew
python -m tests.screenshot FILE       draw it into another file
"""

import io
import re
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import CONSOLE_SVG_FORMAT, Console
from rich.terminal_theme import TerminalTheme

from checks import session
from checks.screen import Report
from checks.submission import MODULES, SOLUTIONS, STUBS, Submission

PICTURE = Path(__file__).with_name("report.svg")
WIDTH = 88
RIGHT = "return outputs[0] if len(outputs) == 1 else outputs"
MISTAKE = "return outputs"

GROUND, INK = (13, 17, 23), (230, 237, 243)
RED, GREEN, YELLOW = (255, 123, 114), (86, 211, 100), (227, 179, 65)
BLUE, MAGENTA, CYAN = (121, 192, 255), (210, 168, 255), (86, 212, 221)
THEME = TerminalTheme(GROUND, INK, [GROUND, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, INK])
# rich's own form fetches a font from elsewhere; a reader's own fonts do
FORM = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)


def half_done(folder: Path) -> Submission:
    """Write a neuron that is right, a layer with one mistake and an MLP that is not started."""
    for module in MODULES:
        source = SOLUTIONS if module in ("engine", "neuron", "layer") else STUBS
        shutil.copy(source / f"{module}.py", folder)
    layer = folder / "layer.py"
    right = layer.read_text(encoding="utf-8")
    wrong = right.replace(RIGHT, MISTAKE)
    assert wrong != right, f"solutions/layer.py no longer says {RIGHT!r}"
    layer.write_text(wrong, encoding="utf-8")
    return Submission("exercises", {module: folder / f"{module}.py" for module in MODULES})


def picture() -> str:
    """Return the picture of a run as SVG."""
    with TemporaryDirectory() as folder:
        result = session.run(half_done(Path(folder))).result
    console = Console(
        record=True, file=io.StringIO(), width=WIDTH, color_system="standard", highlight=False
    )
    console.print(Report(result, {}, width=WIDTH, plain=False, full=False).whole())
    return console.export_svg(
        title="python -m checks", theme=THEME, code_format=FORM, unique_id="report"
    )


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE
    target.write_text(picture(), encoding="utf-8", newline="\n")
