"""A box holds whatever is put into it.

Each kind of attack on graders that is known, in a real box: never a pass that was not earned, never
the kit's own error, the exercises beside it judged as always, nothing written, started, sent or
told outside. Every attack first makes sure that it is in a box, so that none is ever let loose.
"""

import ctypes
import os
import platform
import re
import resource
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from textwrap import indent
from time import monotonic, sleep
from uuid import uuid4

import msgspec
import psutil
import pytest
from msgspec.structs import replace

from checks import submission
from checks.check import key, session
from checks.check.result import ExerciseResult, Result
from checks.errors import KitError
from checks.instructor.bank import alternatives, answer, mistakes
from checks.run import box as boxes
from checks.run.box import Box
from tests.conftest import (
    HANG_GUARD,
    PARTS,
    REQUIRED,
    ROOT,
    SOLUTIONS,
    SOURCE,
    demand_fair,
    failed,
    messages,
    of,
    run,
    tables,
    written,
)

pytestmark = pytest.mark.slow  # a box for each attack

if not sys.platform.startswith("linux"):
    pytest.skip("a box exists on Linux only", allow_module_level=True)
if shutil.which("bwrap") is None:
    pytest.skip("bubblewrap is not installed", allow_module_level=True)

A_WHILE = 10.0  # seconds that a busy machine may take for what it does in a thousandth of it
STRETCH = ("count", "gradients", "graph")
SIGN = "CANARY-"  # what a thief may look for
ATTACKS = tables("attacks.toml")
FIRST = {name: f"\n{source}\n" for name, source in ATTACKS["first"].items()}
NO_FILTER = "libseccomp's Python binding (python3-seccomp) is not installed"


@pytest.fixture(scope="module")
def box() -> Box:
    try:
        return boxes.probe()
    except KitError as error:
        pytest.skip(f"no box works here: {error}")


@pytest.fixture(scope="module")
def unfiltered(box) -> Box:
    """The same box where libseccomp's binding is missing."""
    return replace(box, system_calls=b"", layers=("bubblewrap", "rlimits"))


# What an attack could reach if it got out, and whether it did.


class Outside:
    """Listeners, folders that anybody may write to, and words that no learner may come to know.

    Attributes:
        known: what an attack is told about all this; more than a learner could know.
        canary: the words, planted in the environment and in a neighbour's submission.
    """

    def __init__(self, folder: Path, closing: ExitStack) -> None:
        self.canary, token = f"{SIGN}{uuid4().hex}", f"token-{uuid4().hex}"
        self.neighbour, named = folder / "neighbour", folder / "socket"
        self.neighbour.mkdir()
        self.neighbour.chmod(0o777)
        (self.neighbour / "neuron.py").write_text(f"# {self.canary}\n", encoding="utf-8")
        self._listeners = []
        for family, kind, where in (
            (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            (socket.AF_UNIX, socket.SOCK_STREAM, f"\0{token}"),
            (socket.AF_UNIX, socket.SOCK_STREAM, str(named)),
        ):
            self._listeners.append(closing.enter_context(socket.socket(family, kind)))
            self._listeners[-1].bind(where)
            if kind == socket.SOCK_STREAM:
                self._listeners[-1].listen()
        named.chmod(0o777)
        own = [self.neighbour, folder, ROOT, ROOT / "checks" / "inside", ROOT / "exercises"]
        shared = map(Path, ("/tmp", "/var/tmp", "/dev/shm", "/run"))
        self._places = [*own, *shared, Path.home(), Path.home() / ".local", Path.cwd()]
        self.known = {
            "tcp": self._listeners[0].getsockname()[1],
            "udp": self._listeners[1].getsockname()[1],
            "abstract": token,
            "named": str(named),
            "grader": os.getpid(),
            "token": token,
            "places": [str(place) for place in self._places],
            "neighbour": str(self.neighbour / "neuron.py"),
            "solution": str(SOLUTIONS / "neuron.py"),
            "kit": str(ROOT),
        }

    def demand_untouched(self, result: Result) -> None:
        """Fail if anything came out of the box but a Result without a stolen word."""
        assert self.canary not in msgspec.json.encode(result).decode()
        assert survivors() == {}
        assert not select.select(self._listeners, [], [], 0)[0]
        assert not any((place / self.known["token"]).exists() for place in self._places)
        (beside,) = self.neighbour.iterdir()
        assert beside.read_text(encoding="utf-8") == f"# {self.canary}\n"


@pytest.fixture(scope="module")
def outside(tmp_path_factory) -> Iterator[Outside]:
    """What is outside; this process becomes the parent of all that its processes leave behind."""
    libc, adopt = ctypes.CDLL(None), 36  # PR_SET_CHILD_SUBREAPER
    libc.prctl(adopt, 1, 0, 0, 0)
    with pytest.MonkeyPatch.context() as patch, ExitStack() as closing:
        there = Outside(tmp_path_factory.mktemp("outside"), closing)
        patch.setenv("TOKEN_OF_THE_GRADER", there.canary)
        yield there
    libc.prctl(adopt, 0, 0, 0, 0)


def until(holds: Callable[[], object], seconds: float = A_WHILE) -> bool:
    """Wait until something holds, for a while; return whether it does."""
    deadline = monotonic() + seconds
    while not (found := holds()) and monotonic() < deadline:
        sleep(0.02)
    return bool(found)


def survivors() -> dict[int, str]:
    """Return the processes of this one that do not end; those that have ended are taken note of."""
    until(lambda: not descendants())
    return descendants()


def descendants() -> dict[int, str]:
    """Return the number and the command of each living process that this one led to."""
    found: dict[int, str] = {}
    for one in psutil.Process().children(recursive=True):
        with suppress(psutil.Error, OSError):
            if one.status() == psutil.STATUS_ZOMBIE:
                os.waitpid(one.pid, os.WNOHANG)  # adopted, so nobody else waits for it
            else:
                found[one.pid] = " ".join(one.cmdline())
    return found


# How an attack is handed in.

WRONG = {
    "neuron": "Neuron.__call__ = lambda self, x: Value(0.5)",
    "layer": "Layer.__call__ = lambda self, x: []",
    "mlp": "MLP.parameters = lambda self: []",
}


def hostile(module: str, top: str = "", call: str = "", *, right: bool = False) -> str:
    """Return a file with an attack in it.

    Args:
        top: what runs when it is imported.
        call: what runs in the call that the exercise is about.
        right: whether what it answers is right; of no interest if there is a `call`.
    """
    text = f"{top}\n{SOURCE[module]}"
    if call:
        lines, method = indent(call.strip("\n"), "    "), WRONG[module].partition(" ")[0]
        hook = f"def hooked(self, *x):\n{lines}\n    return right(self, *x)\n"
        return f"{text}\n{hook}right, {method} = {method}, hooked\n"
    return text if right else f"{text}\n{WRONG[module]}\n"


def telling(module: str, source: str) -> str:
    """Return a file that runs a source at its top, and raises in a call what that raised."""
    top = f"try:\n{indent(source.strip(chr(10)), '    ')}\nexcept BaseException as error:\n"
    return hostile(module, f"{top}    TOLD = error\n", "raise TOLD")


def checked(folder: Path, box: Box | None) -> Result:
    return session.check(submission.at(folder), box=box).result


def in_a_box(outside: Outside, source: str) -> str:
    """Return a source that runs in a box alone, and knows what is outside."""
    return f"{FIRST['in_a_box']}\nOUTSIDE = {outside.known!r}\n{source}"


@pytest.fixture
def attack(answers, outside, box) -> Callable[..., Result]:
    """Judge right answers, some of them replaced by an attack, and see what came of it outside."""

    def judge(box: Box = box, **sources: str) -> Result:
        folder = answers(**{name: in_a_box(outside, one) for name, one in sources.items()})
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        result = checked(folder, box)

        outside.demand_untouched(result)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
        assert result.isolation == box.layers
        assert result.seconds < HANG_GUARD
        return result

    return judge


def demand_pass(result: Result) -> None:
    assert not any(messages(of(result, name)) for name in REQUIRED)
    assert result.verdict == "pass"


# 1. Attacks that have one answer: the exercise they are in fails, and no other.

ENDED = "Python ended before the call returned (exit status 0)"
IN_ONE_SCENARIO = "if asked().endswith(('.call', '.parameters_two')) and FIRST and FIRST.pop():\n"
RIGHT = ("ending", "endless", "greedy")  # they run in the call: at the top they are passed over
CASES = [  # each in one of the three files, in turn: the same process runs them all
    pytest.param(section, PARTS[number % 3], source, id=f"{section}: {name}")
    for section in ("forged", "forged_all", "patched", *RIGHT)
    for number, (name, source) in enumerate(ATTACKS[section].items())
]


@pytest.mark.usefixtures("short_limits")
@pytest.mark.parametrize(("section", "module", "source"), CASES)
def test_an_attack_is_never_a_pass_and_costs_only_its_own_exercise(attack, section, module, source):
    top, call = ("", source) if section in RIGHT else (source, "")
    if section == "forged":  # in place of one answer; all others are right
        top, call = FIRST["forge"], f"{IN_ONE_SCENARIO}    send({source})\n    os._exit(0)"
    elif section == "forged_all":
        top = FIRST["forge"] + source
    result = attack(**{module: hostile(module, top, call)})

    demand_fair(result, module)
    if section == "forged":  # what it sent did arrive
        heard = [check for check in failed(of(result, module)) if ENDED not in check.message]
        assert heard or source == "b''"
    if section == "endless":
        assert of(result, module).verdict == "timed out"


def lies(source: str) -> dict[str, str]:
    """Return stretch goals that answer with what is no answer: no class is asked, but functions."""
    found = {}
    for module in STRETCH:
        names = " = ".join(re.findall(r"^def (\w+)", SOURCE[module], re.M))
        top = f"from engine import Value\nLIE = None\n{source}\n"
        found[module] = f"{top}{SOURCE[module]}\n{names} = lambda *_: LIE\n"
    return found


WHOLE = {
    "an early end": lies("os._exit(0)"),
    "everything at once": lies(FIRST["forge"] + ATTACKS["forged_all"]["everything at once"]),
    "the programs": lies(ATTACKS["patched"]["the programs"]),
    "a number that equals everything": lies(FIRST["lie"]),
    "a stand-in that is handed in": {
        one: f"exec(open('/kit/programs/standins/{one}.py').read())\n" for one in PARTS[:2]
    },
    "a file of 50 MB": {"layer": "x = '" + "x" * 50_000_000},
    "an engine that attacks": {
        "engine": f"os.kill(os.getppid(), 2)\nos._exit(0)\n{SOURCE['engine']}"
    },
}


@pytest.mark.parametrize("case", WHOLE)
def test_a_file_that_is_no_answer_costs_only_itself(attack, case):
    demand_fair(attack(**WHOLE[case]), *WHOLE[case])


def test_a_flood_of_lines_leaves_no_thread_and_no_memory_behind(attack):
    before = threading.active_count()
    flood = FIRST["forge"] + ATTACKS["forged_all"]["4 MiB a line without end"]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    demand_fair(attack(layer=hostile("layer", flood)), "layer")

    assert until(lambda: threading.active_count() <= before)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < memory + (128 << 10)  # KiB


# 2. Ways out, and things to take. Each is a statement that raises something if it is held.


@pytest.mark.parametrize("kind", ["writes", "reads", "leaves", "refused"])
def test_nothing_is_written_read_or_reached(attack, box, unfiltered, kind):
    """What the filter alone refuses is held by it; all else also where there is none."""
    if kind == "refused" and not box.system_calls:
        pytest.skip(NO_FILTER)
    given = {
        "SIGN": SIGN,
        "ATTEMPTS": ATTACKS[kind],
        "AMD": platform.machine() == "x86_64",
        "EXPECTED": [key.published().reference["neuron.call"]["out.data"]],
    }
    source = f"globals().update({given!r})\n{FIRST['try_all']}"
    result = attack(box if kind == "refused" else unfiltered, neuron=telling("neuron", source))

    demand_fair(result, "neuron")
    none = f"RuntimeError: took [] in {len(ATTACKS[kind])} attempts"
    assert messages(of(result, "neuron")) == none


# 3. What one exercise could leave for the next.


@pytest.mark.parametrize("name", [*ATTACKS["left"], *ATTACKS["from_within"]])
def test_what_a_right_answer_tries_beside_it_changes_nothing(attack, box, unfiltered, name):
    """The filter alone keeps an exercise from the worker of the next."""
    if name in ATTACKS["from_within"] and not box.system_calls:
        pytest.skip(NO_FILTER)
    source = {**ATTACKS["left"], **ATTACKS["from_within"]}[name]
    lines = indent(source.strip("\n"), "    ")
    neuron = hostile("neuron", f"try:\n{lines}\nexcept OSError:\n    pass\n", right=True)
    demand_pass(attack(unfiltered if name in ATTACKS["left"] else box, neuron=neuron))


def test_nothing_is_left_for_the_next_submission(attack):
    """Both write and look everywhere; the second must find no trace of the first."""
    for _ in range(2):
        found = attack(neuron=telling("neuron", FIRST["look_and_write_everywhere"]))
        assert messages(of(found, "neuron")) == "RuntimeError: found []"


def test_two_boxes_at_once_do_not_disturb_each_other(tmp_path, outside, box):
    bomb = in_a_box(outside, FIRST["bomb"])
    folders = [written(tmp_path / "right"), written(tmp_path / "bomb", neuron=bomb)]
    with ThreadPoolExecutor(2) as pool:
        right, bombed = pool.map(lambda folder: checked(folder, box), folders)

    demand_pass(right)
    demand_fair(bombed, "neuron")
    outside.demand_untouched(bombed)


# 4. Files that are none.


@pytest.mark.parametrize(
    "makes",
    [
        {
            "engine": ROOT / "checks/lesson/stubs/engine.py",
            "neuron": SOLUTIONS / "neuron.py",
            "layer": Path("/dev/zero"),
            "mlp": Path("/nowhere"),
        },
        {"engine": Path.mkdir, "neuron": os.mkfifo, "layer": Path("layer.py")},
    ],
    ids=["links", "others"],
)
def test_what_is_no_file_or_is_a_link_is_not_there(answers, outside, box, makes):
    """A link is not followed, whatever it leads to; a pipe is not waited for."""
    folder = answers(**dict.fromkeys(makes))
    for module, make in makes.items():
        path = folder / f"{module}.py"
        path.symlink_to(make) if isinstance(make, Path) else make(path)
    result = checked(folder, box)

    demand_fair(result, *makes)
    assert all(f"no file {module}.py" in messages(of(result, module)) for module in makes)
    outside.demand_untouched(result)


def test_of_a_folder_only_its_modules_are_there(answers, box):
    listed = "raise ValueError(*__import__('os').listdir(__file__.rpartition('/')[0]))"
    (folder := answers(neuron=hostile("neuron", call=listed))).joinpath("own").mkdir()
    for name in ("secret.txt", "day 4.py", ".hidden.py", "own/x.py", "a.ipynb", "utils.py"):
        (folder / name).write_text("", encoding="utf-8")
    (folder / "link.py").symlink_to(SOLUTIONS / "neuron.py")
    said = messages(of(checked(folder, box), "neuron"))

    assert "utils.py" in said
    assert not [one for one in ("secret", "day 4", "hidden", "own", "ipynb", "link") if one in said]


def test_a_second_name_of_a_file_is_that_file_and_cannot_be_written_through(answers, box, tmp_path):
    """It is a neighbour's right answer, so it passes, as a copy would."""
    theirs = tmp_path / "theirs.py"
    change = "try: open(__file__, 'a').write('#')\nexcept OSError: pass\n"
    theirs.write_text(hostile("neuron", change, right=True), encoding="utf-8")
    before, folder = theirs.read_bytes(), answers(neuron=None)
    os.link(theirs, folder / "neuron.py")

    demand_pass(checked(folder, box))
    assert theirs.read_bytes() == before


# 5. The grader itself.


@pytest.mark.parametrize("how", ["boxed", "unboxed"])
@pytest.mark.usefixtures("outside", "box")
def test_a_grader_that_is_killed_leaves_no_process(answers, how):
    folder = answers(neuron=ATTACKS["endless"]["a clock put back"])
    words = ("review", folder) if how == "boxed" else ("--submission", folder)
    grader = subprocess.Popen([sys.executable, "-m", "checks", *words], cwd=ROOT)
    at_work = until(is_working, HANG_GUARD)
    grader.send_signal(signal.SIGKILL)
    grader.wait()

    assert at_work
    assert survivors() == {}


def is_working() -> bool:
    """Tell whether a job runs: then its worker is there twice."""
    commands = descendants().values()
    return sum("inside.worker" in text and "bwrap" not in text for text in commands) > 1


@pytest.fixture
def stand_in(monkeypatch) -> Iterator[Callable[[str], None]]:
    """Put a program in the place of bwrap, where whoever root turns into can start it."""
    real = shutil.which("bwrap")
    with tempfile.TemporaryDirectory() as name:
        program = Path(name, "bwrap")

        def put(script: str) -> None:
            program.write_text(script.replace("REAL", str(real)), encoding="utf-8")
            for path in (program.parent, program):
                path.chmod(0o755)
            monkeypatch.setenv("PATH", f"{name}{os.pathsep}{os.environ['PATH']}")

        yield put


@pytest.mark.skipif(os.geteuid() != 0, reason="only root is let in where others are not")
def test_a_box_of_roots_shows_what_a_closed_folder_holds_behind_a_link(box):
    with tempfile.TemporaryDirectory() as name:
        top, held = Path(name), Path(name, "closed", "held")
        held.mkdir(parents=True)
        (held / "one.py").write_text("print('seen')", encoding="utf-8")
        (top / "link").symlink_to(held)
        for one, mode in ((top, 0o755), (held.parent, 0o700), (held, 0o755)):
            one.chmod(mode)
        with box.command(["/one.py"], {top / "link" / "one.py": "/one.py"}) as (words, descriptors):
            said = subprocess.run(words, pass_fds=descriptors, capture_output=True, check=False)
    assert said.stdout == b"seen\n", said.stderr


NO_BOXES = [
    ("#!/bin/sh\necho 'uid map: Permission denied' >&2; exit 1\n", "uid map", "AppArmor"),
    ("#!/bin/sh\necho 'Unknown option --x' >&2; exit 1\n", "Unknown option", "0.8 or newer"),
    ("#!/bin/sh\nexit 3\n", "status 3", ""),
    ("#!/bin/sh\necho 0 1\n", "status 0", ""),
    ("#!/bin/sh\nexec sleep 1000\n", "within", ""),
    ("no program", "cannot be started", ""),
    ("", "bubblewrap is not installed", "apt install bubblewrap"),
]


@pytest.mark.parametrize(("script", "why", "fix"), NO_BOXES)
def test_a_box_that_does_not_work_is_no_box(monkeypatch, stand_in, script, why, fix):
    monkeypatch.setattr(boxes, "PROBE_SECONDS", 1.0 if "sleep" in script else HANG_GUARD)
    if script:
        stand_in(script)
    else:
        monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(KitError, match=why) as caught:
        boxes.probe()

    assert fix in caught.value.fix
    assert "--isolation none" in caught.value.fix


def test_a_filter_that_cannot_be_loaded_is_no_layer(stand_in):
    stand_in('#!/bin/sh\ncase "$*" in *--seccomp*) exit 1;; esac\nexec REAL "$@"\n')

    assert boxes.probe().layers == ("bubblewrap", "rlimits")
    done = run("review", SOLUTIONS)
    assert (done.status, done.err) == (0, f"{boxes.UNFILTERED} To do: {boxes.FILTER}\n")


def test_a_box_does_not_depend_on_the_graders_path(attack, monkeypatch, stand_in):
    stand_in('#!/bin/sh\nexec REAL "$@"\n')
    elsewhere = boxes.probe()
    monkeypatch.setenv("PATH", "/nowhere")

    assert elsewhere.bwrap != shutil.which("bwrap")
    demand_pass(attack(elsewhere))


# 6. Right answers, and known mistakes, are in a box what they are outside.


def test_a_right_answer_passes_and_its_result_names_the_layers(attack, box):
    pytest.importorskip("numpy")
    top = "import numpy\nassert (numpy.ones((50, 50)) @ numpy.ones(50)).sum() == 2500\n"
    result = attack(neuron=hostile("neuron", top, right=True))

    demand_pass(result)
    assert result.isolation[:2] == ("bubblewrap", "rlimits")
    assert ("seccomp" in result.isolation) == bool(box.system_calls)


def judged(paths: list[Path], box: Box | None) -> list[ExerciseResult]:
    """Judge answers to one exercise each, among right answers to the others."""

    def one(path: Path) -> ExerciseResult:
        exercise = path.parent.name
        return of(session.check(answer(path), (exercise,), box=box).result, exercise)

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, paths))


def test_an_answer_is_in_a_box_what_it_is_outside(box):
    """Every other right one, and each eighth known mistake with its messages, lines and advice."""
    pytest.importorskip("numpy")
    right = [path for path in alternatives() if path.parent.name in PARTS]
    sample = [mistake.path for mistake in mistakes() if mistake.exercise in PARTS][::8]
    boxed = judged(sample, box)

    assert len(right) > 30
    assert {one.verdict for one in judged(right, box)} == {"pass"}
    assert len(sample) > 15
    assert boxed == judged(sample, None)
    assert {one.verdict for one in boxed} >= {"not yet", "crashed"}
