"""What do commands cost, with all that they start? Seconds of the processor, and of a clock."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.cold import NotMeasuredError, environment

REAPER = Path(__file__).with_name("reaper.py")


class HungError(Exception):
    """What was run did not end in its time, and was ended."""


class Meter:
    """Adds up what commands cost, and ends the one that takes longer than all may together.

    Attributes:
        seconds: how long all commands may take together.
        cpu: seconds of the processor, user and system, with all that the commands started.
        wall: seconds of a clock.
        last_line: of what the last command printed.
    """

    def __init__(self, seconds: float) -> None:
        if sys.platform != "linux":
            raise NotMeasuredError("What a command leaves behind is counted on Linux only.")
        self.seconds, self.cpu, self.wall, self.last_line = seconds, 0.0, 0.0, ""

    def run(self, words: Sequence[str | Path], folder: Path) -> int:
        """Run a command and return its exit status.

        Raises:
            HungError: if it did not end in time.
        """
        left = str(max(self.seconds - self.wall, 0.0))
        own = f"{Path(words[0]).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        ran = subprocess.run(
            [sys.executable, REAPER, left, *words],
            cwd=folder,
            env={**environment(), "PATH": own},  # as an activated environment has it
            capture_output=True,
            check=True,
        )
        found = json.loads(ran.stdout)
        self.cpu += found["cpu"]
        self.wall += found["wall"]
        self.last_line = found["last_line"]
        if found["status"] is None:
            raise HungError
        return int(found["status"])
