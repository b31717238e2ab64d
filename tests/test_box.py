"""A box holds whatever is put into it.

Each kind of attack on graders that is known, in a real box: never a pass that was not earned, never
the kit's own error, the exercises beside it judged as always, nothing written, started, sent or
told outside. Every attack first makes sure that it is in a box, so that none is ever let loose.
"""

import ctypes
import os
import platform
import resource
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from textwrap import indent
from time import monotonic, sleep
from uuid import uuid4

import msgspec
import pytest
from msgspec.structs import replace

from checks import submission
from checks.check import key, session
from checks.check.result import CheckResult, ExerciseResult, Result
from checks.errors import KitError
from checks.instructor.bank import alternatives, answer, mistakes
from checks.run import box as boxes
from checks.run import worker as sandbox
from checks.run.box import Box

pytestmark = pytest.mark.slow  # a box for each attack

if not sys.platform.startswith("linux"):
    pytest.skip("a box exists on Linux only", allow_module_level=True)
if shutil.which("bwrap") is None:
    pytest.skip("bubblewrap is not installed", allow_module_level=True)

ROOT = Path(__file__).resolve().parents[1]
SOLUTIONS = ROOT / "solutions"
GUARD = 90.0  # seconds; every case takes a twentieth of it, a hanging one would take for ever
A_WHILE = 10.0  # seconds that a busy machine may take for what it does in a thousandth of it
PARTS = ("neuron", "layer", "mlp")
SIGN = "CANARY-"  # what a thief may look for
ATTACKS = tomllib.loads((ROOT / "tests" / "attacks.toml").read_text(encoding="utf-8"))
FIRST = {name: f"\n{source}\n" for name, source in ATTACKS["first"].items()}
NO_FILTER = "libseccomp's Python binding (python3-seccomp) is not installed"
Attack = Callable[..., Result]


@pytest.fixture(scope="module")
def box() -> Box:
    try:
        return boxes.probe()
    except KitError as error:
        pytest.skip(f"no box works here: {error}")


@pytest.fixture(scope="module")
def unfiltered(box: Box) -> Box:
    """The same box where libseccomp's binding is missing."""
    return replace(box, system_calls=b"", layers=("bubblewrap", "rlimits"))


# What an attack could reach if it got out, and whether it did.


class Outside:
    """Listeners, folders that anybody may write to, and words that no learner may come to know.

    Attributes:
        known: what an attack is told about all this; more than a learner could know.
        canary: the words, planted in the environment and in a neighbour's submission.
    """

    def __init__(self, folder: Path) -> None:
        self.canary, self.token = f"{SIGN}{uuid4().hex}", f"token-{uuid4().hex}"
        self._closing = ExitStack()
        self.neighbour = folder / "neighbour"
        self.neighbour.mkdir(mode=0o777)
        self.neighbour.chmod(0o777)
        self._beside = {"neuron.py": f"# {self.canary}\n", "notes.txt": self.canary}
        for name, text in self._beside.items():
            (self.neighbour / name).write_text(text, encoding="utf-8")
        named, stream, packet = folder / "socket", socket.SOCK_STREAM, socket.SOCK_DGRAM
        self._listeners = [
            self._listen(socket.AF_INET, stream, ("127.0.0.1", 0)),
            self._listen(socket.AF_INET, packet, ("127.0.0.1", 0)),
            self._listen(socket.AF_UNIX, stream, f"\0{self.token}"),
            self._listen(socket.AF_UNIX, stream, str(named)),
        ]
        named.chmod(0o777)
        own = [self.neighbour, folder, ROOT, ROOT / "checks" / "inside", ROOT / "exercises"]
        shared = [Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path("/run"), Path.home()]
        self._places = [*own, *shared, Path.home() / ".local", Path.cwd()]
        self.known = {
            "tcp": self._listeners[0].getsockname()[1],
            "udp": self._listeners[1].getsockname()[1],
            "abstract": self.token,
            "named": str(named),
            "grader": os.getpid(),
            "token": self.token,
            "places": [str(place) for place in self._places],
            "neighbour": str(self.neighbour / "neuron.py"),
            "solution": str(SOLUTIONS / "neuron.py"),
            "kit": str(ROOT),
        }

    def _listen(self, family: int, kind: int, address: object) -> socket.socket:
        listener = self._closing.enter_context(socket.socket(family, kind))
        listener.bind(address)
        if kind == socket.SOCK_STREAM:
            listener.listen()
        return listener

    def close(self) -> None:
        self._closing.close()

    def demand_untouched(self, result: Result) -> None:
        """Fail if anything came out of the box but a Result without a stolen word."""
        assert self.canary not in msgspec.json.encode(result).decode()
        assert survivors() == {}
        assert not select.select(self._listeners, [], [], 0)[0]
        assert [str(place) for place in self._places if (place / self.token).exists()] == []
        beside = {path.name: path.read_text(encoding="utf-8") for path in self.neighbour.iterdir()}
        assert beside == self._beside


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    """What is outside; this process becomes the parent of all that its processes leave behind."""
    libc, adopt = ctypes.CDLL(None), 36  # PR_SET_CHILD_SUBREAPER
    folder = tmp_path_factory.mktemp("outside")
    there = Outside(folder)
    libc.prctl(adopt, 1, 0, 0, 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOKEN_OF_THE_GRADER", there.canary)
        yield there
    libc.prctl(adopt, 0, 0, 0, 0)
    there.close()


def survivors() -> dict[int, str]:
    """Return the processes of this one that do not end; those that have ended are taken note of."""
    deadline = monotonic() + A_WHILE
    while (alive := descendants()) and monotonic() < deadline:
        sleep(0.02)
    return alive


def descendants() -> dict[int, str]:
    """Return the number and the command of each living process that this one led to."""
    parents, states = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            words = path.read_text(errors="replace").rpartition(")")[2].split()
            parents[int(path.parent.name)], states[int(path.parent.name)] = int(words[1]), words[0]
    found: dict[int, str] = {}
    own = [os.getpid()]
    for parent in own:  # grows while it is walked
        own += [number for number in parents if parents[number] == parent]
    for number in own[1:]:
        if states[number] == "Z":
            with suppress(OSError):  # adopted, so nobody else waits for it
                os.waitpid(number, os.WNOHANG)
        else:
            with suppress(OSError):
                command = Path(f"/proc/{number}/cmdline").read_bytes()
                found[number] = command.replace(b"\0", b" ").decode(errors="replace")
    return found


# How an attack is handed in.

IN_A_BOX = """\
import os, sys

assert os.uname().nodename == "box" and os.getuid() == 65534, "this is no box"
OUTSIDE = {known!r}


def local(name):
    frame = sys._getframe()
    while name not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals[name]


def asked():
    return local("scenario")["id"]

"""
WRONG = {
    "neuron": "Neuron.__call__ = lambda self, x: Value(0.5)",
    "layer": "Layer.__call__ = lambda self, x: []",
    "mlp": "MLP.parameters = lambda self: []",
}
STUBBED = {"neuron": "Neuron.__call__", "layer": "Layer.__call__", "mlp": "MLP.parameters"}
HOOK = """
def hooked(self, *x):
{call}
    return right(self, *x)


right, {stubbed} = {stubbed}, hooked
"""


def hostile(module: str, top: str = "", call: str = "", *, right: bool = False) -> str:
    """Return a file with an attack in it.

    Args:
        top: what runs when it is imported.
        call: what runs in the call that the exercise is about.
        right: whether what it answers is right; of no interest if there is a `call`.
    """
    text = top + "\n" + (SOLUTIONS / f"{module}.py").read_text(encoding="utf-8")
    if call:
        lines = indent(call.strip("\n"), "    ")
        return text + HOOK.format(call=lines, stubbed=STUBBED[module])
    return text if right else f"{text}\n{WRONG[module]}\n"


def telling(module: str, source: str) -> str:
    """Return a file that runs a source at its top, and raises in a call what that raised."""
    top = f"try:\n{indent(source.strip(chr(10)), '    ')}\nexcept BaseException as error:\n"
    return hostile(module, f"{top}    TOLD = error\n", "raise TOLD")


@pytest.fixture
def attack(answers: Callable[..., Path], outside: Outside, box: Box) -> Attack:
    """Judge right answers, some of them replaced by an attack, and see what came of it outside."""

    def judge(box: Box = box, **sources: str) -> Result:
        begun = IN_A_BOX.format(known=outside.known)
        folder = answers(**{name: begun + source for name, source in sources.items()})
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        result = session.check(submission.at(folder), box=box).result

        outside.demand_untouched(result)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
        assert result.isolation == box.layers
        assert result.seconds < GUARD
        return result

    return judge


def of(result: Result, name: str) -> ExerciseResult:
    return next(one for one in result.exercises if one.id == name)


def failed(result: Result, name: str) -> list[CheckResult]:
    return [check for check in of(result, name).checks if check.verdict != "pass"]


def messages(result: Result, name: str = "neuron") -> str:
    return "\n".join(dict.fromkeys(check.message for check in failed(result, name)))


def demand_fair(result: Result, *broken: str) -> None:
    """Fail unless these exercises fail, for a reason of their own, and no other one does."""
    verdicts = {one.id: one.verdict for one in result.exercises}
    for name in broken:
        assert verdicts[name] not in ("pass", "kit error"), messages(result, name)
        assert all(check.message for check in failed(result, name))
    assert {name: verdicts[name] for name in set(PARTS) - {*broken}} == dict.fromkeys(
        set(PARTS) - {*broken}, "pass"
    )
    assert verdicts["network"] == ("blocked" if {*broken} & {*PARTS} else "pass")
    assert "kit error" not in {check.verdict for one in result.exercises for check in one.checks}


def demand_pass(result: Result) -> None:
    assert {name: messages(result, name) for name in (*PARTS, "network")} == dict.fromkeys(
        (*PARTS, "network"), ""
    )
    assert result.verdict == "pass"


# 1. Attacks that have one answer: the exercise they are in fails, and no other.

ENDED = "Python ended before the call returned (exit status 0)"
IN_ONE_SCENARIO = "if asked().endswith(('.call', '.parameters_two')) and FIRST and FIRST.pop():\n"
RIGHT = ("ending", "endless", "greedy")  # they run in the call


def cases() -> Iterator[object]:
    """Yield each attack in one of the three files, in turn: the same process runs them all."""
    for section in ("forged", "forged_all", "patched", *RIGHT):
        for number, (name, source) in enumerate(ATTACKS[section].items()):
            module = PARTS[number % 3]
            yield pytest.param(section, module, source, id=f"{section}: {name} in {module}")


@pytest.fixture
def short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a third of the time: a right answer takes a twentieth of that."""
    monkeypatch.setattr(sandbox, "SCENARIO_SECONDS", 0.7)
    monkeypatch.setattr(sandbox, "EXERCISE_SECONDS", 1.4)


@pytest.mark.usefixtures("short_limits")
@pytest.mark.parametrize(("section", "module", "source"), list(cases()))
def test_an_attack_is_never_a_pass_and_costs_only_its_own_exercise(
    attack: Attack, section: str, module: str, source: str
) -> None:
    top, call = source, ""
    if section == "forged":  # in place of one answer; all others are right
        top, call = FIRST["forge"], f"{IN_ONE_SCENARIO}    send({source})\n    os._exit(0)"
    elif section == "forged_all":
        top = FIRST["forge"] + source
    elif section in RIGHT:  # at the top of a file it would be passed over
        top, call = "", source
    result = attack(**{module: hostile(module, top, call)})

    demand_fair(result, module)
    if section == "forged":  # what it sent did arrive
        heard = [check for check in failed(result, module) if ENDED not in check.message]
        assert heard or source == "b''"
    if section == "endless":
        assert of(result, module).verdict == "timed out"


LIES = {  # what else is asked of functions: no class stands between them and a check
    "an early end": "os._exit(0)",
    "everything at once": FIRST["forge"] + ATTACKS["forged_all"]["everything at once"],
    "the programs": ATTACKS["patched"]["the programs"],
    "a number that equals everything": """
class Lie(float):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 1
LIE = Lie(17)
""",
}


@pytest.mark.parametrize("source", LIES.values(), ids=LIES)
def test_a_stretch_goal_is_not_passed_by_a_lie(attack: Attack, source: str) -> None:
    """All of them answer with an object that is no answer, or with nothing."""
    sources = {}
    for module in ("count", "gradients", "graph"):
        right = (SOLUTIONS / f"{module}.py").read_text(encoding="utf-8")
        names = [line.split("(")[0][4:] for line in right.splitlines() if line.startswith("def ")]
        top = f"from engine import Value\nLIE = None\n{source}\n"
        sources[module] = f"{top}{right}\n{' = '.join(names)} = lambda *_: LIE\n"

    demand_fair(attack(**sources), *sources)


# 2. All there is of time, memory and processes.


@pytest.mark.usefixtures("short_limits")
def test_a_process_that_does_not_end_after_its_last_answer_is_ended(attack: Attack) -> None:
    source = hostile("layer", "import time\nos._exit = lambda _: time.sleep(1e6)", right=True)

    demand_fair(attack(layer=source), "layer")


def test_a_flood_of_lines_leaves_no_thread_and_no_memory_behind(attack: Attack) -> None:
    before = threading.active_count()
    flood = FIRST["forge"] + ATTACKS["forged_all"]["4 MiB a line without end"]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    demand_fair(attack(layer=hostile("layer", flood)), "layer")
    deadline = monotonic() + A_WHILE
    while threading.active_count() > before and monotonic() < deadline:
        sleep(0.02)

    assert threading.active_count() <= before
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < memory + (128 << 10)  # KiB


# 4. Ways out, and things to take. Each is a statement that raises something if it is held.


def attempting(attempts: dict[str, str]) -> str:
    given = f"SIGN, ATTEMPTS, AMD = {SIGN!r}, {attempts!r}, {platform.machine() == 'x86_64'}\n"
    expected = [key.published().reference["neuron.call"]["out.data"]]
    return given + f"EXPECTED = {expected}\n" + FIRST["try_all"]


@pytest.mark.parametrize("kind", ["writes", "reads", "leaves", "refused"])
def test_nothing_is_written_read_or_reached(
    attack: Attack, box: Box, unfiltered: Box, kind: str
) -> None:
    """What the filter alone refuses is held by it; all else also where there is none."""
    if kind == "refused" and not box.system_calls:
        pytest.skip(NO_FILTER)
    attempts = ATTACKS[kind]
    held = box if kind == "refused" else unfiltered
    result = attack(held, neuron=telling("neuron", attempting(attempts)))

    demand_fair(result, "neuron")
    assert messages(result) == f"RuntimeError: took [] in {len(attempts)} attempts"


def test_a_stand_in_that_is_handed_in_is_no_answer(attack: Attack) -> None:
    names = ("neuron", "layer")
    source = "exec(open('/kit/programs/standins/{}.py').read())\n"

    demand_fair(attack(**{name: source.format(name) for name in names}), *names)


# 5. What one exercise could leave for the next.


def trying(source: str) -> str:
    """Return a right neuron that goes on when it is refused what it tries."""
    lines = indent(source.strip("\n"), "    ")
    return hostile("neuron", f"try:\n{lines}\nexcept OSError:\n    pass\n", right=True)


LEFT = {**ATTACKS["left"], **ATTACKS["from_within"]}


@pytest.mark.parametrize("name", LEFT)
def test_what_a_right_answer_tries_beside_it_changes_nothing(
    attack: Attack, box: Box, unfiltered: Box, name: str
) -> None:
    if name in ATTACKS["left"]:
        demand_pass(attack(unfiltered, neuron=trying(LEFT[name])))
    elif box.system_calls:  # the filter alone keeps an exercise from the worker of the next
        demand_pass(attack(neuron=trying(LEFT[name])))
    else:
        pytest.skip(NO_FILTER)


def test_nothing_is_left_for_the_next_submission(attack: Attack) -> None:
    """Both write and look everywhere; the second must find no trace of the first."""
    look = """
seen = [place for place, _, files in os.walk("/") if OUTSIDE["token"] in files]
for place, _, _ in os.walk("/"):
    try:
        open(place + "/" + OUTSIDE["token"], "w").close()
    except OSError:
        pass
raise RuntimeError(f"found {seen}")
"""
    for _ in range(2):
        assert messages(attack(neuron=telling("neuron", look))) == "RuntimeError: found []"


def test_two_boxes_at_once_do_not_disturb_each_other(
    tmp_path: Path, outside: Outside, box: Box
) -> None:
    begun = IN_A_BOX.format(known=outside.known)
    bomb = "while True:\n    for act in (os.fork, lambda: os.kill(-1, 9)):\n        try: act()\n"
    bomb += "        except OSError: pass\n"
    folders = []
    for name in ("right", "bomb"):
        shutil.copytree(SOLUTIONS, tmp_path / name, ignore=shutil.ignore_patterns("*s", "*.md"))
        folders.append(tmp_path / name)
    (folders[1] / "neuron.py").write_text(begun + bomb, encoding="utf-8")
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda at: session.check(submission.at(at), box=box).result, folders)
        right, bombed = found

    demand_pass(right)
    demand_fair(bombed, "neuron")
    outside.demand_untouched(bombed)


# 6. Files that are none.


def test_what_is_no_file_or_is_a_link_is_not_there(
    answers: Callable[..., Path], outside: Outside, box: Box
) -> None:
    """A link is not followed, whatever it leads to; a pipe is not waited for."""
    makers: list[dict[str, Callable[[Path], object]]] = [
        {
            "engine": lambda path: path.symlink_to(ROOT / "checks/lesson/stubs/engine.py"),
            "neuron": lambda path: path.symlink_to(SOLUTIONS / "neuron.py"),
            "layer": lambda path: path.symlink_to("/dev/zero"),
            "mlp": lambda path: path.symlink_to("/nowhere"),
        },
        {"engine": Path.mkdir, "neuron": os.mkfifo, "layer": lambda path: path.symlink_to(path)},
    ]
    for makes in makers:
        folder = answers(**dict.fromkeys(makes))
        for module, make in makes.items():
            (folder / f"{module}.py").unlink(missing_ok=True)
            make(folder / f"{module}.py")
        result = session.check(submission.at(folder), box=box).result

        demand_fair(result, *makes)
        for module in makes:
            assert f"no file {module}.py" in messages(result, module)
        outside.demand_untouched(result)
        shutil.rmtree(folder)


def test_a_second_name_of_a_file_is_that_file_and_cannot_be_written_through(
    answers: Callable[..., Path], outside: Outside, box: Box, tmp_path: Path
) -> None:
    """It is a neighbour's right answer, so it passes, as a copy would."""
    theirs = tmp_path / "theirs.py"
    change = "try: open(__file__, 'a').write('#')\nexcept OSError: pass\n"
    theirs.write_text(hostile("neuron", change, right=True), encoding="utf-8")
    before = theirs.read_bytes()
    folder = answers(neuron=None)
    os.link(theirs, folder / "neuron.py")

    demand_pass(session.check(submission.at(folder), box=box).result)
    assert theirs.read_bytes() == before


def test_a_file_of_50_mb_is_no_answer(attack: Attack) -> None:
    demand_fair(attack(layer="x = '" + "x" * 50_000_000), "layer")


def test_an_engine_that_attacks_costs_only_itself(attack: Attack) -> None:
    source = (SOLUTIONS / "engine.py").read_text(encoding="utf-8")
    top = "import os\nos.kill(os.getppid(), 2)\nos._exit(0)\n"

    demand_fair(attack(engine=top + source), "engine")


# 7. The grader itself.

GRADER = """\
import sys
import tempfile
from pathlib import Path
from checks import submission
from checks.check import session
from checks.run import box

held = box.probe() if sys.argv[2] == "boxed" else None
session.check(submission.at(Path(sys.argv[1])), box=held)
"""
PATIENT = """
import gc, time
for thing in gc.get_objects():
    if type(thing).__name__ == "Watch":
        thing.deadline = 1e18
time.sleep(1e6)
"""


@pytest.mark.parametrize("how", ["boxed", "unboxed"])
@pytest.mark.usefixtures("outside", "box")
def test_a_grader_that_is_killed_leaves_no_process(answers: Callable[..., Path], how: str) -> None:
    folder = answers(neuron=PATIENT)
    grader = subprocess.Popen([sys.executable, "-c", GRADER, folder, how], cwd=ROOT)
    deadline = monotonic() + GUARD
    while not is_working() and monotonic() < deadline:
        sleep(0.01)
    at_work = is_working()
    grader.send_signal(signal.SIGKILL)
    grader.wait()

    assert at_work
    assert survivors() == {}


def is_working() -> bool:
    """Tell whether a job runs: then its worker is there twice."""
    commands = descendants().values()
    return sum("/inside/worker.py" in text and "bwrap" not in text for text in commands) > 1


def test_a_box_needs_bubblewrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(KitError, match="bubblewrap is not installed") as caught:
        boxes.probe()

    assert "apt install bubblewrap" in caught.value.fix
    assert "--isolation none" in caught.value.fix


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Put a program in the place of bwrap, where whoever root turns into can start it."""
    real = shutil.which("bwrap")

    def put(script: str) -> None:
        program = folder / "bwrap"
        program.write_text(script.replace("REAL", str(real)), encoding="utf-8")
        for path in (folder, program):
            path.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield put


@pytest.mark.parametrize(
    ("script", "why", "fix"),
    [
        pytest.param(
            "#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n",
            "uid map: Permission denied",
            "AppArmor",
            id="no user namespaces",
        ),
        pytest.param(
            "#!/bin/sh\necho 'bwrap: Unknown option --disable-userns' >&2\nexit 1\n",
            "Unknown option",
            "0.8 or newer",
            id="an old bubblewrap",
        ),
        pytest.param("#!/bin/sh\nexit 3\n", "status 3", "--isolation none", id="no word"),
        pytest.param("#!/bin/sh\necho 0 1\n", "status 0", "--isolation none", id="no box"),
        pytest.param("no program", "cannot be started", "--isolation none", id="no program"),
        pytest.param("#!/bin/sh\nexec sleep 1000\n", "within", "--isolation none", id="no end"),
    ],
)
def test_a_box_that_does_not_work_is_no_box(
    monkeypatch: pytest.MonkeyPatch,
    stand_in: Callable[[str], None],
    script: str,
    why: str,
    fix: str,
) -> None:
    monkeypatch.setattr(boxes, "PROBE_SECONDS", 1.0 if "sleep" in script else GUARD)
    stand_in(script)
    with pytest.raises(KitError, match=why) as caught:
        boxes.probe()

    assert fix in caught.value.fix


def test_a_filter_that_cannot_be_loaded_is_no_layer(stand_in: Callable[[str], None]) -> None:
    stand_in('#!/bin/sh\ncase "$*" in *--seccomp*) exit 1;; esac\nexec REAL "$@"\n')

    assert boxes.probe().layers == ("bubblewrap", "rlimits")


def test_a_box_does_not_depend_on_the_graders_path(
    attack: Attack, monkeypatch: pytest.MonkeyPatch, stand_in: Callable[[str], None]
) -> None:
    stand_in('#!/bin/sh\nexec REAL "$@"\n')
    elsewhere = boxes.probe()
    monkeypatch.setenv("PATH", "/nowhere")

    assert elsewhere.bwrap != shutil.which("bwrap")
    demand_pass(attack(elsewhere))


# 8. Right answers, and known mistakes, are in a box what they are outside.


def test_a_right_answer_passes_and_its_result_names_the_layers(attack: Attack, box: Box) -> None:
    result = attack()

    demand_pass(result)
    assert result.isolation[:2] == ("bubblewrap", "rlimits")
    assert ("seccomp" in result.isolation) == bool(box.system_calls)


def test_numpy_is_there_for_a_right_answer(attack: Attack) -> None:
    pytest.importorskip("numpy")
    top = "import numpy\nassert (numpy.ones((50, 50)) @ numpy.ones(50)).sum() == 2500\n"

    demand_pass(attack(neuron=hostile("neuron", top, right=True)))


def in_its_exercise(path: Path, box: Box | None) -> ExerciseResult:
    """Judge an answer to one exercise, among right answers to the others."""
    exercise = path.parent.name
    return of(session.check(answer(path), (exercise,), box=box).result, exercise)


@pytest.mark.parametrize("exercise", PARTS)
def test_every_other_right_answer_passes_in_a_box(box: Box, exercise: str) -> None:
    pytest.importorskip("numpy")
    own = [path for path in alternatives() if path.parent.name == exercise]
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda path: in_its_exercise(path, box), own))

    assert len(own) > 10
    assert [p.name for p, one in zip(own, results, strict=True) if one.verdict != "pass"] == []


def test_a_known_mistake_is_in_a_box_what_it_is_outside(box: Box) -> None:
    """Every eighth of them: messages, lines and advice are the same, too."""
    sample = [mistake.path for mistake in mistakes() if mistake.exercise in PARTS][::8]
    with ThreadPoolExecutor(2) as pool:
        boxed = list(pool.map(lambda path: in_its_exercise(path, box), sample))
        plain = list(pool.map(lambda path: in_its_exercise(path, None), sample))

    assert len(sample) > 15
    assert boxed == plain
    assert {one.verdict for one in boxed} >= {"not yet", "crashed"}
