"""The pictures in README.md: real runs, in a terminal and as a page in a browser.

python -m tests.screenshot            draw tests/report.svg anew
python -m tests.screenshot FILE       draw it into another file
python -m tests.screenshot page       draw tests/page.png anew; it takes a Chromium
"""

import io
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace
from rich.console import CONSOLE_SVG_FORMAT, Console
from rich.terminal_theme import TerminalTheme

from checks.check import session
from checks.desk import page
from checks.desk.screen import Report
from checks.instructor import bank
from checks.submission import MODULES, SOLUTIONS, Submission, at
from tests.browser import Browser
from tests.conftest import SOURCE, STUB, changed, written

PICTURE = Path(__file__).with_name("report.svg")
PAGE = Path(__file__).with_name("page.png")
NO_BIAS = SOLUTIONS / "mistakes" / "neuron" / "bias_unused.py"
PICTURED = "#neuron h3:nth-of-type(2) ~ figure, #neuron figure + .scroll"
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
    with TemporaryDirectory() as folder:
        result = session.check(half_done(Path(folder)), hosted=True).result
    console = Console(
        record=True, file=io.StringIO(), width=WIDTH, color_system="standard", highlight=False
    )
    console.print(Report(result, {}, width=WIDTH, plain=False, full=False).whole())
    return console.export_svg(
        title="python -m checks", theme=THEME, code_format=FORM, unique_id="report"
    )


def photograph() -> bytes:
    """Return what the page shows of a neuron without its bias, as PNG."""
    with TemporaryDirectory() as folder, TemporaryDirectory() as profile:
        checked = session.check(bank.answer(NO_BIAS), ("neuron",))
        path = Path(folder) / "page.html"
        path.write_text(page.whole(checked.result, checked.evidence), encoding="utf-8")
        with Browser(Path(profile)) as browser:
            browser.open(path, width=680)
            return browser.picture(PICTURED)


if __name__ == "__main__":
    if sys.argv[1:] == ["page"]:
        sys.exit(PAGE.write_bytes(photograph()) == 0)
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE
    target.write_text(picture(), encoding="utf-8", newline="\n")
