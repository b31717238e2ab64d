"""The box: what holds a learner's code apart from the machine that gives the marks, by bubblewrap.

It has namespaces of its own (user, process, network, IPC, host name, cgroup), no capability, no
/proc, and no file but the interpreter, `checks/inside/`, the engine and one submission. Nothing in
it can be written, so nothing fills up and no trace is left. It ends with the process that started
it.
"""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from stat import S_IXOTH
from typing import ClassVar

from msgspec import Struct

from checks.catalog import HERE, setting
from checks.errors import KitError

WORKER = HERE / "inside" / "worker.py"
NOBODY = 65534
RUN = Path("/run")  # where root mounts what is closed to others; all else in it is hidden then
PROBE_SECONDS = 60  # a first start from a slow disk
INSTALLED = "/packages"
BOXED = {
    "RLIMIT_AS": 512 << 20,  # numpy takes 180 MB of it
    "RLIMIT_CPU": 10,  # when nobody is left to keep the time
    "RLIMIT_FSIZE": 1 << 20,
    "RLIMIT_CORE": 0,
    "RLIMIT_NOFILE": 64,
    "RLIMIT_STACK": 8 << 20,
    "RLIMIT_NPROC": 1,  # in the box's own user namespace: no further process, no thread
}
NAMESPACES = [
    *("--unshare-user", "--unshare-all", "--disable-userns", "--die-with-parent", "--as-pid-1"),
    *("--new-session", "--clearenv", "--setenv", "LANG", "C.UTF-8", "--hostname", "box"),
    *("--uid", str(NOBODY), "--gid", str(NOBODY), "--cap-drop", "ALL"),
]
UNFILTERED = "The box does not filter system calls: seccomp or its binding is missing."
FILTER = "apt install python3-seccomp"
WITHOUT = "To grade without a box all the same: --isolation none"
MENDING = {  # what may stand in bwrap's words, and what helps then
    ("uid map", "namespace"): (
        "The system does not let bwrap make user namespaces. On Ubuntu, give it an AppArmor "
        "profile. In a container, allow them, or grade outside. "
    ),
    ("Unknown option",): "It takes bubblewrap 0.8 or newer. ",
    ("Permission denied",): "Keep the kit and its Python where other users may read them. ",
}


class Box(Struct, frozen=True):
    """A tried way to start a worker in a box.

    Attributes:
        bwrap: where bubblewrap is: a worker is started without a PATH. "" for the next best, which
            only root has: a worker that is another user, and sees what that one may read.
        layers: what holds the code, as a Result and the gradebook name it.
        system_calls: the compiled seccomp filter; nothing where libseccomp's binding is missing.
        limits: what a worker sets on itself.
        packages: where installed packages are.
    """

    bwrap: str
    layers: tuple[str, ...] = ("bubblewrap", "rlimits")
    system_calls: bytes = b""
    limits: ClassVar[Mapping[str, int]] = BOXED
    packages: ClassVar[str] = INSTALLED

    @contextmanager
    def command(
        self, arguments: list[str], visible: Mapping[Path, str]
    ) -> Iterator[tuple[list[str], tuple[int, ...]]]:
        """Yield how to start Python in the box, and the descriptors that it needs until then.

        Args:
            arguments: Python's.
            visible: the files and folders that it sees, and where; a missing one is left out.
        """
        if not self.bwrap:
            yield [*_nobody(), "--no-new-privs", str(_executable()), *arguments], ()
            return
        seen = {**_python(), **visible}
        seen = {path: at for path, at in seen.items() if path.exists()}
        first, seen = _as_nobody(self.bwrap, seen) if os.geteuid() == 0 else ([], seen)
        files = [word for path, at in seen.items() for word in ("--ro-bind", str(path), at)]
        told = [w for name, value in setting().variables.items() for w in ("--setenv", name, value)]
        words = [*first, self.bwrap, *NAMESPACES, *told, *files, *_ending()]
        python = [str(_executable()), *arguments]
        if not self.system_calls:
            yield [*words, *python], ()
            return
        number = os.memfd_create("system calls")  # bwrap reads it: each start needs one of its own
        try:
            os.write(number, self.system_calls)
            os.lseek(number, 0, os.SEEK_SET)
            yield [*words, "--seccomp", str(number), *python], (number,)
        finally:
            os.close(number)


def probe() -> Box:
    """Return the box that works here.

    Raises:
        KitError: if none does; it says why.
    """
    if not sys.platform.startswith("linux"):
        raise KitError(
            "A box for learners' code exists on Linux only.",
            fix=f"Grade on Linux, in a virtual machine for instance. {WITHOUT}",
        )
    from shutil import which  # only who has a box needs it, and it takes long to import

    bwrap = which("bwrap")
    if bwrap is None:
        raise KitError(
            "bubblewrap is not installed, so there is no box for learners' code.",
            fix=f"apt install bubblewrap (or your system's way). {WITHOUT}",
        )
    box, filtering = Box(bwrap), _system_calls()
    stricter = Box(bwrap, (*box.layers, "seccomp"), filtering)
    if filtering and not _failure(stricter):
        return stricter
    if why := _failure(box):
        fixes = (fix for words, fix in MENDING.items() if any(word in why for word in words))
        raise KitError(f"bubblewrap does not work here: {why}", fix=f"{next(fixes, '')}{WITHOUT}")
    return box


def another_user() -> Box | None:
    """Return root's way to start a worker as another user, or None where that does not work."""
    found = Box("", ("another user", "rlimits"))
    return None if os.geteuid() or _failure(found) else found


def _failure(box: Box) -> str:
    """Return why a trivial program does not run in the box; nothing if it does."""
    pid, seen = ("os.getpid()", {WORKER: "/kit/worker.py"}) if box.bwrap else ("1", {})
    reads = f"open({str(seen.get(WORKER, WORKER))!r}).close()"
    trivial = ["-I", "-S", "-c", f"import os; {reads}; print(os.getuid(), {pid})"]
    try:
        with box.command(trivial, seen) as (words, descriptors):
            tried = subprocess.run(
                words,
                pass_fds=descriptors,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                env={},
                text=True,
                errors="replace",
                timeout=PROBE_SECONDS,
                check=False,
            )
    except subprocess.TimeoutExpired:
        return f"it did not end within {PROBE_SECONDS} s"
    except OSError as error:
        return f"{words[0]} cannot be started ({error.strerror})"
    if tried.stdout == f"{NOBODY} 1\n":
        return ""
    return tried.stderr.strip() or f"it ended with status {tried.returncode}"


def _executable() -> Path:
    return Path(getattr(sys, "_base_executable", None) or sys.executable).resolve()


@cache
def _python() -> Mapping[Path, str]:
    """Return what the interpreter needs, where it expects it, and installed packages."""
    triplet, library = sysconfig.get_config_var("MULTIARCH") or "-", _library()
    shared = [Path("/usr/lib", triplet), Path("/usr/lib64")]
    old = [Path("/lib", triplet), Path("/lib64")]  # links into /usr on most systems
    shared += [path for path in old if not path.parent.is_symlink() and not path.is_symlink()]
    own = [_executable(), library, *library.parent.glob("libpython*.so.*")]
    places = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    names = setting().packages  # what a right answer may import besides Python's own
    packages = {Path(place, name): f"{INSTALLED}/{name}" for place in places for name in names}
    return {path: str(path) for path in [*shared, *own]} | packages


def _library() -> Path:
    """Return the folder of Python's own modules."""
    return Path(sysconfig.get_path("stdlib", vars={"installed_base": sys.base_prefix})).resolve()


@cache
def _ending() -> list[str]:
    """Return the mounts that come after the files: what they hide, and that none can be written.

    A folder of its own that a submission may write to could not be kept small: the kernel bounds
    the bytes in it, and not the memory that a million empty files take.
    """
    links = [name for name in ("lib", "lib64") if Path("/", name).is_symlink()]
    words = [word for name in links for word in ("--symlink", f"usr/{name}", f"/{name}")]
    if (hidden := _library() / "site-packages").exists():
        words += ["--tmpfs", str(hidden), "--remount-ro", str(hidden)]
    return [*words, "--dev-bind", "/dev/null", "/dev/null", "--remount-ro", "/"]


def _as_nobody(bwrap: str, seen: Mapping[Path, str]) -> tuple[list[str], dict[Path, str]]:
    """Return how root starts the box as another user, and where that user finds the files.

    The kernel exempts root from limits on processes. What is in folders that only root may enter,
    the kit's or the interpreter's, is mounted where the other user can reach it: in a mount
    namespace, so the machine itself does not change.
    """
    places: dict[Path, Path] = {}
    laid_out = {}
    for named, at in seen.items():
        path, closed = _reached(named)
        top = closed / path.relative_to(closed).parts[0] if closed else Path("/")
        place = places.setdefault(top, RUN / str(len(places))) if closed else top
        laid_out[place / path.relative_to(top)] = at
    words = [bwrap, "--dev-bind", "/", "/", "--tmpfs", str(RUN), "--die-with-parent"]
    words += [w for top, place in places.items() for w in ("--ro-bind", str(top), str(place))]
    words += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    return [*words, *_nobody()], laid_out


@lru_cache(100)
def _reached(path: Path) -> tuple[Path, Path | None]:
    """Return a path without links, and the last folder on it that others may not enter."""
    path = path.resolve()
    closed = (one for one in path.parents if one == RUN or not one.stat().st_mode & S_IXOTH)
    return path, next(closed, None)


def _nobody() -> list[str]:
    """Return what runs a command as another user."""
    from shutil import which

    setpriv = which("setpriv") or "setpriv"
    return [setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]


def _system_calls() -> bytes:
    """Return the compiled seccomp filter, or nothing where libseccomp's binding is not installed.

    Distributions install the binding for their own interpreter, so that one is asked, too.
    """
    pythons = [sys.executable] if find_spec("seccomp") else []  # a start in vain costs as much
    for python in (*pythons, "/usr/bin/python3"):
        program = [python, "-I", str(Path(__file__).with_name("system_calls.py"))]
        try:
            done = subprocess.run(program, capture_output=True, timeout=60, check=False)
        except OSError:
            continue
        if done.returncode == 0:
            return done.stdout
    return b""
