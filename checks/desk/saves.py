"""Was a file of a folder saved, and which?"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from threading import Event

# A save is told after one STEP in which nothing more was written, and at the latest after DEBOUNCE.
STEP_MILLISECONDS, DEBOUNCE_MILLISECONDS = 10, 50
LOOK_SECONDS = 1.0  # for a folder of another machine, from which no events come
MOST_BYTES = 1 << 20  # of a file, to see whether it is another one

Files = Mapping[str, tuple[int, int, bytes]]


def files(folder: Path) -> Files:
    """Return what the files are now: a save is what makes this differ, however it was done."""
    found = {}
    for path in sorted(folder.glob("*.py")):
        with suppress(OSError):  # deleted this moment, or locked
            status = path.stat()
            if S_ISREG(status.st_mode):  # reading anything else might not end
                with path.open("rb") as file:
                    text = file.read(MOST_BYTES)
                found[path.name] = (status.st_mtime_ns, status.st_size, text)
    return found


def changed(before: Files, now: Files) -> frozenset[str]:
    """Return the names of the files that are there and are not what they were."""
    return frozenset(name for name in now if now[name] != before.get(name))


def look_out(folder: Path, tell: Callable[[], object], over: Event) -> None:
    """Tell when it is worth looking: at once where the system says so, else now and then."""
    while not over.is_set():
        try:
            from watchfiles import watch as changes  # 45 ms, while the first check is on

            known = folder.stat().st_ino
            for events in changes(
                folder,
                watch_filter=None,
                step=STEP_MILLISECONDS,
                debounce=DEBOUNCE_MILLISECONDS,
                rust_timeout=round(LOOK_SECONDS * 1000),
                yield_on_timeout=True,
                recursive=False,
                stop_event=over,
            ):
                tell()
                replaced = any(path == str(folder) for _, path in events)
                if replaced or folder.stat().st_ino != known:
                    break  # it is another folder now, of which this one would hear nothing
        except (ImportError, OSError, RuntimeError):  # no folder, or nothing that could tell of it
            over.wait(LOOK_SECONDS)
            tell()
