"""Run one command, and say as JSON what it cost with all that it started. A program of its own.

    python reaper.py SECONDS COMMAND ...

Linux tells a process what its children cost once they were waited for. Some are left behind: a
kernel of Jupyter's, a box whose worker was killed. So this process adopts whatever loses its parent
(it is a "subreaper"), and waits for that, too. What still runs when the command ended is ended.
"""

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryFile

PR_SET_CHILD_SUBREAPER = 36


def run(seconds: float, words: Sequence[str]) -> dict[str, object]:
    """Run it; `status` is None if it did not end in time, and was ended."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    began = time.perf_counter()
    with TemporaryFile() as output:  # a pipe could be held open by what is left behind
        process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        status = None
        try:
            status = process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        end_what_is_left()
        wall = time.perf_counter() - began
        output.seek(0)
        lines = output.read().decode("utf-8", "replace").strip().splitlines()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    last = lines[-1].strip() if lines else ""
    return {
        "status": status,
        "cpu": used.ru_utime + used.ru_stime,
        "wall": wall,
        "last_line": last,
    }


def end_what_is_left() -> None:
    """End the orphans that were adopted, and theirs, which are adopted then."""
    while True:
        for task in Path("/proc/self/task").iterdir():
            for child in (task / "children").read_text().split():
                os.kill(int(child), signal.SIGKILL)
        try:
            os.wait()
        except ChildProcessError:
            return


if __name__ == "__main__":
    print(json.dumps(run(float(sys.argv[1]), sys.argv[2:])))
