"""Does a box hold whatever is put into it?

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


@pytest.fixture(params=["filtered", "unfiltered"])
def either(request: pytest.FixtureRequest, box: Box, unfiltered: Box) -> Box:
    return box if request.param == "filtered" else unfiltered


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
        self._listeners = [self._tcp(), self._udp(), self._abstract(), self._named()]
        own = [self.neighbour, folder, ROOT, ROOT / "checks" / "inside", ROOT / "exercises"]
        shared = [Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path("/run"), Path.home()]
        self._places = [*own, *shared, Path.home() / ".local", Path.cwd()]
        self.known = {
            "tcp": self._listeners[0].getsockname()[1],
            "udp": self._listeners[1].getsockname()[1],
            "abstract": self.token,
            "named": str(folder / "socket"),
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

    def _tcp(self) -> socket.socket:
        return self._listen(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0))

    def _udp(self) -> socket.socket:
        return self._listen(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0))

    def _abstract(self) -> socket.socket:
        return self._listen(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{self.token}")

    def _named(self) -> socket.socket:
        path = self.neighbour.parent / "socket"
        listener = self._listen(socket.AF_UNIX, socket.SOCK_STREAM, str(path))
        path.chmod(0o777)
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


@pytest.fixture
def attack(answers: Callable[..., Path], outside: Outside, box: Box) -> Attack:
    """Judge right answers, some of them replaced by an attack, and see what came of it outside."""

    def judge(box: Box = box, **sources: str) -> Result:
        begun = IN_A_BOX.format(known=outside.known)
        folder = answers(**{name: begun + source for name, source in sources.items()})
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        result = session.assess(submission.at(folder), (), box).result

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
    assert verdicts["network"] == ("blocked" if {*broken} & {*PARTS, "engine"} else "pass")
    assert "kit error" not in {check.verdict for one in result.exercises for check in one.checks}


def demand_pass(result: Result) -> None:
    assert {name: messages(result, name) for name in (*PARTS, "network")} == dict.fromkeys(
        (*PARTS, "network"), ""
    )
    assert result.verdict == "pass"


def each_in_turn(attacks: dict[str, str]) -> pytest.MarkDecorator:
    """Give each attack to one of the three files, in turn: the same process runs them all."""
    turns = ((PARTS[number % 3], name) for number, name in enumerate(attacks))
    return pytest.mark.parametrize(
        ("module", "source"),
        [pytest.param(module, attacks[name], id=f"{name} in {module}") for module, name in turns],
    )


# 1. Forged verdicts.

FORGE = """
import json

def answer(**fields):
    honest = {"scenario": asked(), "status": "ok", "things": [], "names": {}}
    return json.dumps({**honest, **fields}).encode() + b"\\n"

def thing(row, **fields):
    return answer(things=[row], names=dict.fromkeys(NAMES, 0), **fields)

def send(data):
    for number in range(3, 64):
        left = data
        try:
            while left:
                left = left[os.write(number, left):]
        except OSError:
            pass

NAMES = ["out", "w", "b", "x", "root", "first", "second", "w_before", "b_before", "x_before",
         "before", "after", "owned", "neurons", "layers", "parameters", "fresh", "tanh_calls"]
VALUE = ["value", "Value", 0.5, 1.0, "", []]
FIRST = [True]
"""
ENDED = "Python ended before the call returned (exit status 0)"
IN_ONE_SCENARIO = "if asked().endswith(('.call', '.parameters_two')) and FIRST and FIRST.pop():\n"
FORGED = {
    "nothing": "b''",
    "pass": "b'pass\\n'",
    "a verdict": 'b\'{"verdict": "pass", "points": 100}\\n\'',
    "half a line": "answer()[:20]",
    "no end of line": "answer()[:-1]",
    "two lines in one": "answer()[:-1] + answer()",
    "a length before it": "len(answer()).to_bytes(4, 'big') + answer()",
    "an empty line": "b'\\n'",
    "an empty object": "b'{}\\n'",
    "a list": "b'[' + answer()[:-1] + b']\\n'",
    "no UTF-8": "b'\\xff\\xfe\\n'",
    "null bytes": "bytes(1000) + b'\\n'",
    "4 MiB of spaces": "b' ' * (4 << 20) + answer()",
    "1,000,000 brackets": "b'[' * 1_000_000 + b'\\n'",
    "100,000 objects deep": "b'{\"a\":' * 100_000 + b'\\n'",
    "a comment": "b'/**/' + answer()",
    "two answers": "answer() + answer(status='raised')",
    "a status that is none": "answer(status='pass')",
    "a status of the trusted side": "answer(status='garbled')",
    "a field that is none": "answer(verdict='pass')",
    "no status": "b'{\"scenario\": \"' + asked().encode() + b'\"}\\n'",
    "another scenario": "answer(scenario='neuron.two')",
    "a scenario that is none": "answer(scenario='')",
    "a time-out": "answer(status='timeout')",
    "a time-out at import": "answer(status='timeout', loading=True)",
    "a stub": "answer(status='todo')",
    "nothing to look at": "answer()",
    "names without things": "answer(names={'out': 0})",
    "a row below zero": "answer(things=[VALUE], names={'out': -1})",
    "a row that is True": "answer(things=[VALUE], names={'out': True})",
    "half a row": "answer(things=[VALUE], names={'out': 0.5})",
    "a hundred thousand names": "answer(things=[VALUE], names={str(n): 0 for n in range(100_000)})",
    "True": "thing(['value', 'Value', True, 1.0, '', []])",
    "NaN": "thing(['value', 'Value', float('nan'), 1.0, '', []])",
    "Infinity": "thing(['value', 'Value', float('inf'), 1.0, '', []])",
    "1e999": "thing(VALUE).replace(b'0.5', b'1e999')",
    "5,000 digits": "thing(['value', 'Value', int('1' * 4000), 1.0, '', []])",
    "a word for a number": "thing(['value', 'Value', '0.5', '1.0', '', []])",
    "no number": "thing(['value', 'Value', None, None, '', []])",
    "a kind that is none": "thing(['code', 'os.system', 0.5, 1.0, '', []])",
    "one field too many": "thing([*VALUE, 'pass'])",
    "one field too few": "thing(VALUE[:-1])",
    "its own parent": "thing(['value', 'Value', 0.5, 1.0, '+', [0, 0]])",
    "a list in itself": "thing(['sequence', 'list', None, None, '', [0, 0, 0]])",
    "20,000 lists deep": """answer(things=[*(
        ['sequence', 'list', None, None, '', [n + 1]] for n in range(19_999)), VALUE],
        names=dict.fromkeys(NAMES, 0))""",
    "2 ** 60 lists": """answer(things=[*(
        ['sequence', 'list', None, None, '', [n + 1, n + 1]] for n in range(60)), VALUE],
        names=dict.fromkeys(NAMES, 0))""",
    "20,000 sums deep": """answer(things=[*(
        ['value', 'Value', 0.5, 1.0, '+', [n + 1, n + 1]] for n in range(19_999)), VALUE],
        names=dict.fromkeys(NAMES, 0))""",
    "a million parents": """answer(things=[VALUE, *(
        ['value', 'Value', 0.5, 1.0, '+', [0] * 19_999] for _ in range(50))],
        names=dict.fromkeys(NAMES, 7))""",
    "a power without end": "thing(['value', 'Value', 0.5, 1.0, '**1e999999', [0]])",
    "a power of a power": "answer(things=[['value', 'V', 0.5, 1.0, '**9**9**9**9', [1]], VALUE])",
    "an operation of 1,000 letters": "thing(['value', 'Value', 0.5, 1.0, '+' * 1000, [0]])",
    "a long word": "thing(['other', 'x' * 1_000_000, None, None, '', []])",
    "words that move a cursor": "thing(['other', '\\x1b[2J\\u202e[/]', None, None, '', []])",
    "a line that is nowhere": "answer(where={'file': '/etc/passwd', 'line': -1})",
    "an error without words": "answer(status='raised')",
    "a negative count": "answer(status='raised', printed=-1)",
    "an endless time": "answer().replace(b'}}', b'}, \"seconds\": 1e999}')",
    "a job's end": 'b\'{"idle": 0, "mark": ""}\\n\'',
    "a job's beginning": 'b\'{"job": 2, "mark": ""}\\n\' + answer()',
    "an end with a long mark": "b'{\"idle\": 0, \"mark\": \"' + b'0' * 32 + b'\"}\\n'",
}


@each_in_turn(FORGED)
def test_a_forged_answer_is_never_a_pass(attack: Attack, module: str, source: str) -> None:
    """It is sent in place of one answer; all others are right."""
    call = f"{IN_ONE_SCENARIO}    send({source})\n    os._exit(0)"
    result = attack(**{module: hostile(module, FORGE, call)})

    demand_fair(result, module)
    heard = [check for check in failed(result, module) if ENDED not in check.message]
    assert heard or source == "b''"  # what it sent did arrive


FORGED_ALL = {
    "everything at once": """
for scenario in local("job")["scenarios"]:
    send(thing(VALUE))
os._exit(0)
""",
    "everything at once, with an end": """
for scenario in local("job")["scenarios"]:
    send(thing(VALUE))
send(b'{"idle": 0, "mark": ""}\\n')
os._exit(0)
""",
    "an answer before each answer": """
class Early(list):
    def __iter__(self):
        for scenario in list.__iter__(self):
            send(thing(VALUE))
            yield scenario
local("job")["scenarios"] = Early(local("job")["scenarios"])
""",
    "more behind the last answer": """
leave = os._exit
os._exit = lambda status: (send(b'{"idle": 0, "mark": ""}\\n'), leave(0))
""",
    "lines without end": "while True: send(b'{}\\n' * 100_000)",
    "a line without end": "while True: send(b' ' * (1 << 20))",
    "4 MiB a line without end": "while True: send(b' ' * ((4 << 20) - 1) + b'\\n')",
}


@each_in_turn(FORGED_ALL)
def test_a_file_that_answers_for_itself_is_never_a_pass(
    attack: Attack, module: str, source: str
) -> None:
    demand_fair(attack(**{module: hostile(module, FORGE + source)}), module)


PATCHED = {
    "json.dumps": """
import json
dumps = json.dumps
json.dumps = lambda answer, **_: dumps({**answer, "status": "ok"})
""",
    "os.write": "os.write = lambda _, data: len(data)",
    "send": "sys.modules['__main__'].send = lambda *_: None",
    "observe": """
sys.modules["__main__"].observe = lambda learner, broken, scenario, *_: {
    "scenario": scenario["id"], "status": "ok", "things": [], "names": {}}
""",
    "the table": "sys.modules['inside.table'].table = lambda *_: ([], {})",
    "a row of the table": """
sys.modules["inside.table"]._number = lambda thing: 0.5
""",
    "the scenarios": """
programs = sys.modules["__main__"].PROGRAMS
for name in programs:
    programs[name] = lambda *_: {}
""",
    "what is given": """
for scenario in local("job")["scenarios"]:
    scenario["given"].update(dict.fromkeys(scenario["given"], 0))
""",
    "which scenarios": "local('job')['scenarios'].clear()",
    "one scenario for all": """
local("job")["scenarios"][1:] = local("job")["scenarios"][:1] * 3
""",
    "the engine": """
from engine import Value
Value.__add__ = Value.__mul__ = Value.tanh = lambda *_: Value(0.5)
Value.backward = lambda self: None
""",
    "every comparison": """
import builtins
for name in ("isinstance", "type", "len", "getattr", "id", "sum", "zip"):
    setattr(builtins, name, lambda *_: True)
""",
    "every function that the garbage collector knows": """
import gc, types
for thing in gc.get_objects():
    if isinstance(thing, types.FunctionType) and "/kit/inside/" in thing.__code__.co_filename:
        try:
            thing.__code__ = (lambda *_, **__: {}).__code__
        except ValueError:
            pass
""",
    "a trace of each line": """
def trace(frame, event, argument):
    if "answer" in frame.f_locals and frame.f_locals["answer"]:
        frame.f_locals["answer"]["status"] = "ok"
    return trace
sys.settrace(trace)
""",
    "the way out": "os._exit = lambda _: None",
}


@each_in_turn(PATCHED)
def test_a_patched_worker_makes_no_wrong_answer_right(
    attack: Attack, module: str, source: str
) -> None:
    demand_fair(attack(**{module: hostile(module, source)}), module)


AGREES = """
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __gt__ = __le__ = __ge__ = __lt__
    def __hash__(self): return 1
"""
LYING = {
    "a float that equals everything": f"class Lie(float):{AGREES}\nLIE = Value(Lie(0.5))",
    "a Value that equals everything": f"class Lie(Value):{AGREES}\nLIE = Lie(0.5)",
    "True": "LIE = Value(True)",
    "NaN": "LIE = Value(float('nan'))",
    "an object that is whatever it is asked for": f"""
class Lie:{AGREES}
    __class__ = Value
    data, grad, _prev, _op = 0.5, 1.0, (), ""
    def __getattr__(self, name): return self
    def __call__(self, *_): return self
    def __float__(self): return 0.5
    def __iter__(self): return iter(())
    def __len__(self): return 0
LIE = Lie()
""",
    "a class that is everybody's": f"""
class Meta(type):{AGREES}
    def __instancecheck__(self, thing): return True
    def __subclasscheck__(self, thing): return True
class Lie(metaclass=Meta):
    data = grad = 0.5
LIE = Lie()
""",
    "a number that changes": """
import random
class Lie(Value):
    __slots__ = ()
    data = property(lambda self: random.random(), lambda self, _: None)
LIE = Lie(0.5)
""",
    "a number that takes its time to say no": """
class Lie(float):
    def __float__(self): raise KeyboardInterrupt
LIE = Value(Lie(0.5))
""",
}


@pytest.mark.parametrize("source", LYING.values(), ids=LYING)
def test_an_object_that_lies_is_never_a_pass(attack: Attack, source: str) -> None:
    """All three exercises answer with it."""
    top = f"from engine import Value\n{source}\n"
    lies = {
        "neuron": "Neuron.__call__ = lambda self, x: LIE",
        "layer": "Layer.__call__ = lambda self, x: LIE",
        "mlp": "MLP.parameters = lambda self: [LIE]",
    }
    sources = {name: hostile(name, top, right=True) + f"\n{lies[name]}\n" for name in PARTS}

    demand_fair(attack(**sources), *PARTS)


STRETCH = {  # what else is asked of functions: no class stands between them and a check
    "an early end": "os._exit(0)",
    "everything at once": FORGE + FORGED_ALL["everything at once"],
    "the scenarios": PATCHED["the scenarios"],
    "the table": PATCHED["the table"],
    "a number that equals everything": f"class Lie(float):{AGREES}\nLIE = Lie(17)",
    "an object that equals everything": LYING["an object that is whatever it is asked for"],
    "a class that is everybody's": LYING["a class that is everybody's"],
}


@pytest.mark.parametrize("module", ["count", "gradients", "graph"])
@pytest.mark.parametrize("source", STRETCH.values(), ids=STRETCH)
def test_a_stretch_goal_is_not_passed_by_a_lie(attack: Attack, module: str, source: str) -> None:
    """It answers with an object that is no answer, or with nothing."""
    top = f"from engine import Value\nLIE = None\n{source}\n"
    right = (SOLUTIONS / f"{module}.py").read_text(encoding="utf-8")
    names = [line.split("(")[0][4:] for line in right.splitlines() if line.startswith("def ")]
    result = attack(**{module: top + right + f"\n{' = '.join(names)} = lambda *_: LIE\n"})

    demand_fair(result, module)


# 2. Early ends.

ENDING = {
    "sys.exit": "sys.exit(0)",
    "os._exit": "os._exit(0)",
    "abort": "os.abort()",
    "a signal to itself": "os.kill(os.getpid(), 9)",
    "a signal to its group": "os.killpg(0, 9)",
    "an interrupt to its worker": "os.kill(os.getppid(), 2)\nimport time\ntime.sleep(1000)",
    "another program": "os.execv(sys.executable, [sys.executable, '-I', '-S', '-c', 'pass'])",
    "no such program": "os.execv('/bin/true', ['true'])",
    "a bad address": "import ctypes\nctypes.string_at(0)",
    "the whole stack": """
sys.setrecursionlimit(10**9)
x = []
for _ in range(2 * 10**5): x = [x]
repr(x)
""",
    "a limit on its time": "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (0, 0))\n"
    "while True: pass",
    "all that Python has": """
sys.modules.clear()
raise SystemExit
""",
}


@each_in_turn(ENDING)
def test_an_early_end_is_never_a_pass(attack: Attack, module: str, source: str) -> None:
    demand_fair(attack(**{module: hostile(module, source, right=True)}), module)


# 3. All there is of time, memory, processes and space.


@pytest.fixture
def short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a third of the time: a right answer takes a twentieth of that."""
    monkeypatch.setattr(sandbox, "SCENARIO_SECONDS", 0.7)
    monkeypatch.setattr(sandbox, "EXERCISE_SECONDS", 1.4)
    monkeypatch.setattr(sandbox, "END_SECONDS", 1.4)


IGNORING = """
import signal
for number in range(1, 65):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
"""
ENDLESS = {
    "Python": IGNORING + "while True:\n    try:\n        while True: pass\n    except: pass",
    "C": IGNORING + "10 ** 10 ** 8",
    "a process that stops": "import signal\nos.kill(os.getpid(), signal.SIGSTOP)",
    "a clock put back": """
import gc, time
for thing in gc.get_objects():
    if type(thing).__name__ == "Watch":
        thing.deadline = 1e18
time.sleep(1e6)
""",
    "a clock put back in the job": "local('job')['seconds'] = 1e9\nimport time\ntime.sleep(1e6)",
    "processes": """
while True:
    try:
        os.fork()
    except OSError:
        pass
""",
    "an end that does not come": "import time\nos._exit = time.sleep(1e6)",
    "an import": "import time\nos._exit = lambda _: time.sleep(1e6)\nwhile True: pass",
    "a regular expression": "import re\nre.match(r'(a+)+$', 'a' * 60 + 'b')",
}


@each_in_turn(ENDLESS)
@pytest.mark.usefixtures("short_limits")
def test_what_has_no_end_is_ended(attack: Attack, module: str, source: str) -> None:
    result = attack(**{module: hostile(module, source, right=True)})

    demand_fair(result, module)
    assert of(result, module).verdict == "timed out"


@pytest.mark.usefixtures("short_limits")
def test_a_process_that_does_not_end_after_its_last_answer_is_ended(attack: Attack) -> None:
    source = hostile("layer", "import time\nos._exit = lambda _: time.sleep(1e6)", right=True)

    demand_fair(attack(layer=source), "layer")


GREEDY = {
    "memory at once": "bytearray(1 << 30)",
    "memory by and by": "x = []\nwhile True: x.append(bytearray(1 << 24))",
    "mapped memory": "import mmap\nx = [mmap.mmap(-1, 1 << 28) for _ in range(16)]",
    "a bomb to unpack": """
import zlib
bomb = zlib.compress(bytes(1 << 26), 9)
b"".join(zlib.decompress(bomb) for _ in range(100))
""",
    "brackets": "eval('(' * 100_000)",
    "signs": "eval('-' * 1_000_000 + '1')",
    "names": "eval('.'.join(['a'] * 200_000))",
    "digits": "int('9' * 1_000_000)",
    "a shift": "1 << (1 << 40)",
    "descriptors": "while True: os.dup(2)",
}


@each_in_turn(GREEDY)
def test_what_is_greedy_gets_no_more_than_its_share(
    attack: Attack, module: str, source: str
) -> None:
    demand_fair(attack(**{module: hostile(module, source, right=True)}), module)


@pytest.mark.parametrize("lines", ["lines without end", "4 MiB a line without end"])
def test_a_flood_of_lines_leaves_no_thread_and_no_memory_behind(attack: Attack, lines: str) -> None:
    before = threading.active_count()
    flood = FORGE + FORGED_ALL[lines]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    demand_fair(attack(layer=hostile("layer", flood)), "layer")
    deadline = monotonic() + A_WHILE
    while threading.active_count() > before and monotonic() < deadline:
        sleep(0.02)

    assert threading.active_count() <= before
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < memory + (128 << 10)  # KiB


# 4. Ways out, and things to take. Each is a statement that raises something if it is held.

TRY_ALL = """
import ctypes, errno, fcntl, mmap, re, resource
import signal, socket, struct, subprocess, threading

libc = ctypes.CDLL(None, use_errno=True)

def c(name, *arguments):
    numbers = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    ctypes.set_errno(0)
    result = getattr(libc, name)(*numbers)
    if result == -1:
        raise OSError(ctypes.get_errno(), name)
    return result

def refused(*arguments):
    try:
        c("syscall", *arguments)
    except OSError as error:
        if error.errno in (errno.EPERM, errno.ENOSYS):
            raise

took = []
for name, attempt in ATTEMPTS.items():
    try:
        exec(attempt, globals())
    except (OSError, AssertionError, ImportError, RuntimeError, ValueError):
        continue
    except BaseException as error:  # an attempt that is no attempt
        name = f"{name}: {error!r}"
    took.append(name)
print(len(ATTEMPTS), "attempts")
raise RuntimeError(f"took {took}")
"""

WRITES = {
    "write into every folder": """
written = []
for place in [*OUTSIDE["places"], "/", "/tmp", "/kit", "/packages", "/submission", "/dev",
              "/kit/inside", "/submission/neuron", os.getcwd(), os.path.dirname(os.__file__),
              os.path.dirname(os.__file__) + "/site-packages"]:
    for act in (lambda p: open(p, "w").write("x"), os.mkdir, os.mkfifo, os.mknod,
                lambda p: os.symlink("/", p), lambda p: os.link(__file__, p)):
        try:
            act(place + "/" + OUTSIDE["token"])
            written.append(place)
        except OSError:
            pass
assert written
""",
    "write into any folder there is": """
written = []
for place, _, _ in os.walk("/"):
    try:
        os.mknod(place + "/x")
        written.append(place)
    except OSError:
        pass
assert written
""",
    "change its own file": "open(__file__, 'a').write('#')",
    "change the worker": "open('/kit/inside/worker.py', 'a').write('#')",
    "change the interpreter": "open(sys.executable, 'ab')",
    "change a mode": "os.chmod(__file__, 0o777)",
    "change a time": "os.utime(__file__, (0, 0))",
    "an attribute": "os.setxattr(__file__, 'user.x', b'x')",
    "rename a file": "os.rename(__file__, __file__ + '2')",
    "a temporary file": "import tempfile\ntempfile.TemporaryFile()",
    "a lock that outlives it": "open('/dev/shm/lock', 'w')",
    "a module for the next one": "os.makedirs(os.path.expanduser('~/.local/lib'))",
    "remove a file": "os.unlink(__file__ if os.path.exists(__file__) else __file__ + '2')",
}
READS = {
    "the reference": "open(OUTSIDE['solution'])",
    "a neighbour": "open(OUTSIDE['neighbour'])",
    "the kit": "os.listdir(OUTSIDE['kit'])",
    "the answer key": "open(OUTSIDE['kit'] + '/checks/key.json')",
    "the answer key beside the worker": "open('/kit/key.json')",
    "git": "os.listdir(OUTSIDE['kit'] + '/.git')",
    "the kit's modules": "import checks",
    "what the grader has installed": "import msgspec",
    "what pytest is": "import _pytest",
    "users": "open('/etc/passwd')",
    "a home": "assert os.listdir(os.path.expanduser('~'))",
    "processes": "os.listdir('/proc')",
    "its own descriptors": "os.listdir('/dev/fd')",
    "devices": "assert os.listdir('/dev') != ['null']",
    "the system": "os.listdir('/sys')",
    "names of machines": "open('/etc/hosts')",
    "the environment": "assert set(os.environ) - {'LANG', 'PWD', 'OPENBLAS_NUM_THREADS'}",
    "the environment of C": "assert libc.getenv(b'TOKEN_OF_THE_GRADER')",
    "another descriptor": """
held = []
for number in range(3, 1024):
    try:
        os.read(number, 1)
        held.append(number)
    except OSError:
        pass
assert any(os.fstat(number).st_rdev != os.fstat(0).st_rdev for number in held)
""",
    "a canary in any file": """
found = []
own = [os.path.dirname(os.__file__), "/usr/lib", "/usr/lib64", "/packages/numpy"]
for place, folders, files in os.walk("/"):
    folders[:] = [f for f in folders if os.path.join(place, f) not in own]
    for file in files:
        with open(os.path.join(place, file), "rb") as opened:
            found += re.findall(SIGN.encode() + b"[0-9a-f]{32}", opened.read())
assert found
""",
    "an unknown file": """
own = [sys.base_prefix, "/usr", "/lib", "/lib64", "/packages", "/kit", "/submission", "/dev"]
strange = []
for place, folders, files in os.walk("/"):
    folders[:] = [f for f in folders if os.path.join(place, f) not in own]
    strange += [os.path.join(place, file) for file in files if
                os.path.join(place, file) != sys.executable]
assert strange
""",
    "another package": "assert set(os.listdir('/packages')) - {'numpy', 'numpy.libs', 'graphviz'}",
    "a package of the interpreter": "assert any(os.listdir(place) for place in sys.path if"
    " place.endswith('-packages'))",
    "an expected number": """
import json
assert any(repr(number) in json.dumps(local("job")) for number in EXPECTED)
""",
}
LEAVES = {
    "TCP": "socket.create_connection(('127.0.0.1', OUTSIDE['tcp']), 1)",
    "UDP": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x',"
    " ('127.0.0.1', OUTSIDE['udp']))\nraise OSError('sent to itself')",
    "an abstract socket": "socket.socket(socket.AF_UNIX).connect('\\0' + OUTSIDE['abstract'])",
    "a named socket": "socket.socket(socket.AF_UNIX).connect(OUTSIDE['named'])",
    "a name": "socket.gethostbyname('example.org')",
    "an address": "socket.create_connection(('192.0.2.1', 80), 1)",
    "a raw socket": "socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)",
    "every frame": "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    "be root": "os.setuid(0)",
    "be somebody": "os.setresuid(1000, 1000, 1000)",
    "be in a group": "os.setgroups([0])",
    "a capability": """
header, sets = struct.pack("Ii", 0x20080522, 0), ctypes.create_string_buffer(24)
c("capget", ctypes.create_string_buffer(header), sets)
effective, permitted, inheritable = struct.unpack("3I", sets.raw[:12])
assert effective or permitted or inheritable or any(sets.raw[12:])
""",
    "a capability from a program": "assert libc.prctl(39, 0, 0, 0, 0) != 1",  # PR_GET_NO_NEW_PRIVS
    "more of each limit": """
raised = []
for name in dir(resource):
    if name.startswith("RLIMIT_") and resource.getrlimit(getattr(resource, name))[1] != -1:
        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        try:
            resource.setrlimit(kind, (hard + 4096, hard + 4096))
            raised.append(name)
        except (OSError, ValueError):
            pass
assert raised
""",
    "a process": "os.fork() or os._exit(0)",
    "a process by vfork": "subprocess.run([sys.executable, '-c', 'pass'])",
    "a process by posix_spawn": "os.posix_spawn(sys.executable, [sys.executable], {})",
    "a process by clone": "c('syscall', 56 if AMD else 220, 17, 0, 0, 0, 0) or os._exit(0)",
    "a thread": "thread = threading.Thread(target=print)\nthread.start()\nthread.join()",
    "a user namespace": "c('unshare', 0x10000000)",
    "a mount namespace": "c('unshare', 0x00020000)",
    "a network namespace": "c('unshare', 0x40000000)",
    "a mount": "c('mount', b'none', b'/dev', b'tmpfs', 0, None)",
    "a mount that can be written": "c('mount', None, b'/', None, 32 | 4096, None)",
    "an end of a mount": "c('umount2', b'/dev/null', 2)",
    "another root": "os.chroot('/kit')",
    "another host name": "socket.sethostname('grader')",
    "a disk": "os.mknod('/dev/sda', 0o60600, os.makedev(8, 0))",
    "a terminal": "open('/dev/tty', 'w')",
    "a key pressed": """
for number in range(10):
    try:
        fcntl.ioctl(number, 0x5412, b"x")
        break
    except OSError:
        pass
else:
    raise OSError
""",
    "a signal to the grader": "os.kill(OUTSIDE['grader'], 0)",
    "a look at the grader": "c('ptrace', 16, OUTSIDE['grader'], 0, 0)",
    "the grader's limits": "resource.prlimit(OUTSIDE['grader'], resource.RLIMIT_CPU)",
    "more time than others": "os.setpriority(os.PRIO_PROCESS, 0, -5)",
    "time before others": "os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))",
    "another time of day": "import time\ntime.clock_settime(time.CLOCK_REALTIME, 0)",
    "ports of the machine": "c('iopl', 3)",
    "a log of the kernel": "c('klogctl', 3, ctypes.create_string_buffer(100), 100)",
}
REFUSED = {
    "a socket of any family": """
opened = []
for family in range(46):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        try:
            socket.socket(family, kind).close()
            opened.append(family)
        except OSError as error:
            if error.errno != errno.EPERM:
                opened.append(family)
assert opened
""",
    "a pair of sockets": "socket.socketpair()",
    "a keyring": "refused(250 if AMD else 219, 0, -3, 0)",
    "a key": "refused(248 if AMD else 217, b'user', b'x', b'x', 1, -3)",
    "io_uring": "refused(425, 1, 0)",
    "a file in memory": "os.memfd_create('x')",
    "a lock on a shared file": "fcntl.flock(os.open(os.__file__, os.O_RDONLY), fcntl.LOCK_SH)",
    "a lock of POSIX": "fcntl.lockf(os.open(os.__file__, os.O_RDONLY), fcntl.LOCK_SH)",
    "a lease": "fcntl.fcntl(os.open(os.__file__, os.O_RDONLY), fcntl.F_SETLEASE, fcntl.F_UNLCK)",
    "a number with bits above the filter's": "refused(72 if AMD else 25, 0, 6 | 1 << 32, 0)",
    "a watch over a shared file": "c('inotify_init')",
    "shared memory of System V": "c('shmget', 1, 4096, 0o1600)",
    "a queue": "c('msgget', 1, 0o1600)",
    "a semaphore": "c('semget', 1, 1, 0o1600)",
    "its own tracer": "c('ptrace', 0, 0, 0, 0)",
    "a look into the worker": "c('ptrace', 16, 1, 0, 0)",
    "the worker's memory": "c('process_vm_readv', 1, None, 0, None, 0, 0)",
    "a handle of the worker": "os.pidfd_open(1)",
    "the worker's limits": "resource.prlimit(1, resource.RLIMIT_NOFILE, (3, 3))",
    "the worker's time": "os.setpriority(os.PRIO_PROCESS, 1, 19)",
    "the worker's cores": "os.sched_setaffinity(1, {0})",
    "the worker's turn": "os.sched_setscheduler(1, os.SCHED_IDLE, os.sched_param(0))",
    "a program in the kernel": "refused(321 if AMD else 280, 0, None, 0)",
    "counters": "refused(298 if AMD else 241, None, 0, -1, -1, 0)",
    "page faults": "refused(323 if AMD else 282, 0)",
    "a list of mounts": "refused(458, None, None, 0, 0)",
    "another personality": "c('personality', 0x0400000)",
    "namespaces by clone": "refused(56 if AMD else 220, 0x10000011, 0, 0, 0, 0)",
    "namespaces by clone3": "refused(435, None, 0)",
    "a file by its handle": "refused(303 if AMD else 264, 0, None, None, None, 0)",
}


def attempting(attempts: dict[str, str]) -> str:
    given = f"SIGN, ATTEMPTS, AMD = {SIGN!r}, {attempts!r}, {platform.machine() == 'x86_64'}\n"
    expected = [key.read().reference["neuron.call"]["out"]["data"]]  # type: ignore[call-overload]
    return given + f"EXPECTED = {expected}\n" + TRY_ALL


@pytest.mark.parametrize(
    "attempts",
    [
        pytest.param(WRITES, id="writes"),
        pytest.param(READS, id="reads"),
        pytest.param(LEAVES, id="leaves"),
    ],
)
def test_nothing_is_written_read_or_reached(
    attack: Attack, either: Box, attempts: dict[str, str]
) -> None:
    result = attack(either, neuron=hostile("neuron", attempting(attempts)))

    demand_fair(result, "neuron")
    assert messages(result) == "RuntimeError: took []"
    assert of(result, "neuron").prints == f"{len(attempts)} attempts"


def test_what_goes_around_namespaces_is_refused(attack: Attack, box: Box) -> None:
    if not box.system_calls:
        pytest.skip(NO_FILTER)
    result = attack(neuron=hostile("neuron", attempting(REFUSED)))

    demand_fair(result, "neuron")
    assert messages(result) == "RuntimeError: took []"


@pytest.mark.parametrize("module", ["neuron", "layer"])
def test_a_stand_in_that_is_handed_in_is_no_answer(attack: Attack, module: str) -> None:
    source = f"exec(open('/kit/inside/doubles/{module}.py').read())\n"

    demand_fair(attack(**{module: source}), module)


# 5. What one exercise could leave for the next.

LEFT = {
    "a daemon": """
import time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(1e6)
    os._exit(0)
""",
    "signals to all": "os.kill(-1, 9)\nos.kill(1, 9)\nos.kill(1, 15)",
    "a stop of the worker": "import signal\nos.kill(1, signal.SIGSTOP)",
    "a flood of prints": "for _ in range(100): print('x' * 1_000_000)",
    "an exit that waits": "import atexit, time\natexit.register(time.sleep, 1e6)",
    "a thing that waits when it goes": """
import time
class Slow:
    def __del__(self): time.sleep(1e6)
slow = Slow()
""",
    "modules": "sys.modules['layer'] = sys.modules['mlp'] = None",
    "a clock that goes wrong": "import time\ntime.sleep = time.perf_counter = lambda *_: 0",
    "a path": "sys.path[:] = ['/nowhere']\nos.environ['PYTHONPATH'] = '/nowhere'",
}


FROM_WITHIN = {  # only the filter holds these; without it a learner harms nobody's marks but theirs
    "a limit on the worker's files": "import resource\n"
    "resource.prlimit(1, resource.RLIMIT_NOFILE, (3, 3))",
    "a limit on the worker's processes": "import resource\n"
    "resource.prlimit(1, resource.RLIMIT_NPROC, (0, 0))",
    "a worker that comes last": "os.setpriority(os.PRIO_USER, 0, 19)",
}


def trying(source: str) -> str:
    """Return a right neuron that goes on when it is refused what it tries."""
    lines = indent(source.strip("\n"), "    ")
    return hostile("neuron", f"try:\n{lines}\nexcept OSError:\n    pass\n", right=True)


@pytest.mark.parametrize("source", LEFT.values(), ids=LEFT)
def test_what_a_right_answer_tries_beside_it_changes_nothing(
    attack: Attack, either: Box, source: str
) -> None:
    demand_pass(attack(either, neuron=trying(source)))


@pytest.mark.parametrize("source", FROM_WITHIN.values(), ids=FROM_WITHIN)
def test_the_filter_keeps_one_exercise_from_the_worker_of_the_next(
    attack: Attack, box: Box, source: str
) -> None:
    if not box.system_calls:
        pytest.skip(NO_FILTER)
    demand_pass(attack(neuron=trying(source)))


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
        assert messages(attack(neuron=hostile("neuron", look))) == "RuntimeError: found []"


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
        found = pool.map(lambda at: session.assess(submission.at(at), (), box).result, folders)
        right, bombed = found

    demand_pass(right)
    demand_fair(bombed, "neuron")
    outside.demand_untouched(bombed)


# 6. Files that are none.


def put_link(path: Path, to: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(to)


@pytest.mark.parametrize("module", ["engine", *PARTS])
@pytest.mark.parametrize(
    "to",
    [
        pytest.param(SOLUTIONS, id="the solutions"),
        pytest.param(ROOT / "checks" / "lesson" / "stubs", id="the stubs"),
        pytest.param(Path("/dev/zero"), id="zeros without end"),
        pytest.param(Path("/etc/passwd"), id="a file of the system"),
        pytest.param(Path("/nowhere"), id="nowhere"),
    ],
)
def test_a_link_is_not_followed(
    answers: Callable[..., Path], outside: Outside, box: Box, module: str, to: Path
) -> None:
    folder = answers()
    put_link(folder / f"{module}.py", to / f"{module}.py" if to.is_dir() else to)
    result = session.assess(submission.at(folder), (), box).result

    demand_fair(result, module)
    assert f"no file {module}.py" in messages(result, module)
    outside.demand_untouched(result)


@pytest.mark.parametrize("module", ["engine", *PARTS])
@pytest.mark.parametrize(
    "make",
    [
        pytest.param(os.mkfifo, id="a pipe"),
        pytest.param(os.mkdir, id="a folder"),
        pytest.param(lambda path: os.symlink(path, path), id="a link to itself"),
    ],
)
def test_what_is_no_file_is_not_waited_for(
    answers: Callable[..., Path], outside: Outside, box: Box, module: str, make: Callable[..., None]
) -> None:
    folder = answers(**{module: None})
    make(folder / f"{module}.py")
    result = session.assess(submission.at(folder), (), box).result

    demand_fair(result, module)
    assert f"no file {module}.py" in messages(result, module)
    outside.demand_untouched(result)


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

    demand_pass(session.assess(submission.at(folder), (), box).result)
    assert theirs.read_bytes() == before


@pytest.mark.parametrize("module", ["engine", "layer"])
def test_a_file_of_50_mb_is_no_answer(attack: Attack, module: str) -> None:
    demand_fair(attack(**{module: "x = '" + "x" * 50_000_000}), module)


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
session.assess(submission.at(Path(sys.argv[1])), (), held)
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
    return of(session.assess(answer(path), (exercise,), box).result, exercise)


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
