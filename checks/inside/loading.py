"""How a job's files are loaded: in which order, what stands in for what, and what is passed over.

First comes the engine. Where another one was handed out, a learner's own stands beside it: its
helpers are found where they are imported from, and whatever they make is of the class that was
handed out. Then come the stand-ins for what is beneath, and last the files that are looked at, or
the one file that holds them all: see `one_file.py`.

A file is run as a whole. Where a statement of it fails or does not end, it is passed over and kept,
and the rest runs statement by statement; only where a name is then missing is it told what was
passed over. What took too long in one job is hardly tried in the next one.
"""

import _ast
import _signal
import os
import sys
from math import inf
from time import perf_counter, process_time

from inside.table import Late, Missing, part
from inside.trace import FUNCTION, instead, near, steps

MODULE = type(sys)
TREE_ONLY = 0x400  # ast.PyCF_ONLY_AST, without the cost of importing ast
IMPORTS = (_ast.Import, _ast.ImportFrom)
DEFINED = (_ast.FunctionDef, _ast.AsyncFunctionDef, _ast.Lambda, _ast.ClassDef)
DEFINITIONS = (*DEFINED, *IMPORTS, _ast.Assign, _ast.AnnAssign)
SHARE = 0.5  # of a call's time on the processor: what all files may take together
TRIED = 0.125  # and what a statement may take that defines nothing
LEAST_SECONDS = 0.1  # what a statement has once that is used up
AGAIN = 0.05, 0.5  # and one that was cut in an earlier job, of the processor and of the clock


class Learner:
    """What a program may use: the module that is looked at, and the class of the engine."""

    def __init__(self, job, loading):
        modules, self.engine = load_files(job, loading)
        self.module = modules.get(job["look_at"])
        if not job["whole"] and _has_others(self.module, {*loading.kept} - {self.engine}):
            job.update(whole=self.module.__file__, names=[job["look_at"]])
            del modules[job["look_at"]]
        if job["whole"]:
            from inside.one_file import load_one_file  # few submissions are made so

            self.module, self.engine = load_one_file(job, loading, modules, self.engine)
        setattr(self, job["class"], self.engine)
        loading.restore()


def load_files(job, loading):
    """Load all but the one file that holds everything; return the modules, and the engine's class.

    Raises:
        Missing: if a file or the class is not there.
        SyntaxError: if Python cannot read a file.
    """
    engine = load("engine", job["files"]["engine"], loading)
    given = part(engine, job["class"], "engine.py")
    if job["given"]:
        loading.keep(given)
    if job["beside"]:
        load_beside(job, engine, given, loading)
    modules = {"engine": engine}
    for name, path in job["files"].items():
        if name != "engine":
            modules[name] = load(name, path, loading)
            if path not in job["own"]:
                loading.keep(*classes(modules[name]).values())
    return modules, given


def classes(module):
    """Return the classes that are defined in a module, by name."""
    kinds = (thing for thing in vars(module).values() if isinstance(thing, type))
    return {kind.__name__: kind for kind in kinds if kind.__module__ == module.__name__}


def _has_others(module, kinds):
    """Tell whether a file has a class of its own in the place of one of some classes."""
    found = ((kind, vars(module).get(kind.__name__, kind)) for kind in kinds)
    return any(isinstance(one, type) and one is not kind for kind, one in found)


def load(name, path, loading):
    """Run a file as a module that is found as `name` and as `exercises.name`."""
    try:
        with open(path, "rb") as file:
            source = file.read()
    except FileNotFoundError:
        raise Missing(f"there is no file {os.path.basename(path)}") from None
    except OSError as error:
        name = os.path.basename(path)
        raise Missing(f"the file {name} cannot be read ({error.strerror})") from None
    loading.see(source)
    code = read(source, path)
    module = MODULE(name)
    module.__file__ = path
    module.__package__ = "exercises"
    place(name, module, loading.job)
    if also := loading.job["also"].get(name):  # its file has another name
        sys.modules[also] = module
    loading.modules.append(module)
    loading.run(code, source, module)
    return module


def place(name, module, job):
    """Let a module be found by a name of the lesson, and as other packages have it."""
    package = sys.modules.setdefault("exercises", MODULE("exercises"))
    package.__path__ = []
    sys.modules[name] = sys.modules[f"exercises.{name}"] = module
    setattr(package, name, module)
    for other in [other for other, kept in job["known_as"].items() if kept == name]:
        package, _, last = other.rpartition(".")
        sys.modules[other] = module
        setattr(sys.modules.setdefault(package, MODULE(package)), last, module)


def load_beside(job, engine, given, loading):
    """Run a learner's engine in the place of the one that was handed out, with the class of that.

    Where it does not run, or holds on to its own class, the engine that was handed out stays.
    """
    try:
        module = load("engine", job["beside"], loading)
        own = getattr(module, job["class"])
        fits = not any(_holds_on(thing, own) for thing in vars(module).values())
    except BaseException:  # whatever their file does while it is imported
        fits = False
    if not fits:
        place("engine", engine, job)
        return
    for name, thing in list(vars(module).items()):
        if thing is own:
            setattr(module, name, given)
    if job["limited"]:
        limit(given, own, loading)


def _holds_on(thing, own):
    """Tell whether something is made from a class, and stays so whatever its name stands for."""
    if isinstance(thing, type):
        return thing is not own and issubclass(thing, own)
    defaults = getattr(thing, "__defaults__", None) or ()
    return any(isinstance(one, own) for one in (thing, *defaults))


def limit(given, own, loading):
    """Take from a class what another one lacks, so that code says itself that it needs it.

    Only what nothing else in the class is made from: numbers on the left, and what has a name.
    """
    if hasattr(own, "__getattr__"):  # it may have anything
        return
    for name, thing in list(vars(given).items()):
        is_named = name.startswith("__r") or not name.startswith("_")
        if is_named and isinstance(thing, FUNCTION) and not hasattr(own, name):
            delattr(given, name)
            loading.kept[given].pop(name)


# the statements


class Passed:
    """A statement that was passed over, and why; or a text that Python cannot read."""

    def __init__(self, node, error, names, source=""):
        self.node, self.error, self.names, self.source = node, error, names, source

    def makes(self, name):
        """Tell whether it would have made a name."""
        if self.node is None:
            return f"class {name}" in self.source or f"def {name}" in self.source
        made = _made(self.node)
        return name in made or ("*" in made and not name.startswith("_"))

    def told(self, error):
        """Return why a name is not there, and whether that came up while the files were loaded."""
        why = self.error
        if type(why) is not ModuleNotFoundError or type(error) is not NameError or not why.name:
            return why, True
        package = why.name.partition(".")[0]
        words = f"`{error.name}` is not there: {package} is not installed here"
        told = Missing(f"{words} (line {self.node.lineno} imports it)")
        return told.with_traceback(error.__traceback__), False


class Loading:
    """What of the files was passed over, and the time that is left for them.

    Attributes:
        modules: those that are loaded, in their order.
        slow: the statements that took too long, as numbers, and the processor's time by then.
        kept: what the classes hold that are not the learner's, as they were handed out.
        packages: those that are not here, and whose modules the lesson's are taken for.
    """

    def __init__(self, job):
        self.job, self.passed, self.modules, self.slow, self.kept = job, [], [], {}, {}
        self.packages = {name.partition(".")[0] for name in job["known_as"]}
        self.busy = process_time() + job["busy"] * SHARE
        self.end = perf_counter() + job["seconds"]
        self.is_running = self.is_elsewhere = False
        if hasattr(_signal, "setitimer"):  # Windows: what does not end is ended with all else
            for number in (_signal.SIGPROF, _signal.SIGALRM):
                _signal.signal(number, self._cut)

    def _cut(self, *_):
        if self.is_running:
            self.was_cut = True
            raise KeyboardInterrupt

    def keep(self, *kinds):
        """Keep what some classes hold that are none of the learner's."""
        self.kept.update({kind: dict(vars(kind)) for kind in kinds})

    def see(self, source):
        """Note whether a text takes the engine for that of another package."""
        self.is_elsewhere |= any(name.encode() in source for name in self.job["known_as"])

    def restore(self):
        """Undo what their code has changed in these: it means other classes by their names.

        What it has added to the engine stays, as helpers do.
        """
        for kind, before in self.kept.items():
            now, is_engine = dict(vars(kind)), kind.__name__ == self.job["class"]
            if is_engine and not self.is_elsewhere:  # what is changed there is changed for good
                continue
            for name in now.keys() - before.keys() if not is_engine else ():
                delattr(kind, name)
            for name, thing in before.items():
                if now.get(name) is not thing:
                    setattr(kind, name, thing)

    def executed(self, code, names, busy=inf, clock=inf):
        """Run code as long as there is time; return its error, if it has one."""
        busy = min(busy, max(self.busy - process_time(), LEAST_SECONDS))
        _interrupt(busy, min(clock, max(self.end - perf_counter(), LEAST_SECONDS)))
        self.is_running, self.was_cut = True, False
        try:
            exec(code, names)  # noqa: S102  (what this process is for)
        except BaseException as error:  # whatever they do at the top of a file
            return error
        finally:
            self.is_running = False
            _interrupt(0, 0)
        return None

    def run(self, code, source, module):
        """Run a file; after what cannot be run, the rest of it."""
        names, path = vars(module), module.__file__
        error = self.executed(code, names)
        if error is not None:
            nodes = read(source, path, TREE_ONLY).body
            at = _number(nodes, error, code)
            self._note(nodes[at], error, names)
            self.go_on(nodes, path, names, begin=at + 1)

    def go_on(self, nodes, path, names, begin=0):
        """Run statement by statement; return those that were begun, each with its code."""
        begun, future = [], [one for one in nodes if getattr(one, "module", "") == "__future__"]
        for node in nodes[begin:]:
            if perf_counter() > self.end and not isinstance(node, DEFINITIONS):
                self._note(node, Late(f"line {node.lineno} was not begun"), names)
                continue
            try:
                code = compile(_ast.Module([*future, node], []), path, "exec", dont_inherit=True)
            except (SyntaxError, ValueError) as wrong:  # as `return` has it, outside a function
                self._note(node, wrong, names)
                continue
            begun.append((node, code))
            self._try(node, code, names)
        return begun

    def _try(self, node, code, names):
        number = hash(code)  # the same in all jobs of one worker, which are its forks
        taken = self.job["slow"].get(number, 0.0)
        tried = inf if isinstance(node, DEFINITIONS) else self.job["busy"] * TRIED
        limits = AGAIN if taken else (tried, inf)
        error = self.executed(code, names, *limits)
        if self.was_cut and not isinstance(node, IMPORTS):  # which may be faster the next time
            self.slow[number] = taken or process_time()
        if error is not None:
            self._note(node, error, names, taken)

    def _note(self, node, error, names, taken=0.0):
        if type(error) is KeyboardInterrupt:
            words = f"what begins in line {node.lineno} took too long and was passed over"
            error = Late(words, taken).with_traceback(error.__traceback__)
        if not self._found(node, error, names):
            if self._is_from_itself(node, error):
                file = f"{node.module}.py" if node.module in self.job["names"] else node.module
                error = Missing(f"line {node.lineno} imports from {file}, which was not handed in")
            self.passed.append(Passed(node, error, names))

    def _is_from_itself(self, node, error):
        """Tell whether an import finds this very file, in the place of one that is not there."""
        if not isinstance(node, _ast.ImportFrom) or type(error) is not ImportError:
            return False
        known = self.packages | {*self.job["names"]}
        return not known.isdisjoint((node.module or "").split("."))

    def _found(self, node, error, names):
        """Take the lesson's names from where they are, if the module that was named is not here."""
        if not isinstance(node, _ast.ImportFrom) or not isinstance(error, ImportError):
            return False
        is_made_up = (node.module or "").partition(".")[0] in self.packages
        if type(error) is ImportError and not is_made_up and not node.level:
            return False
        known = {
            name: one for module in reversed(self.modules) for name, one in vars(module).items()
        }
        found = {name: known[name] for name in self.job["lesson"] if known.get(name) is not None}
        if node.names[0].name == "*":
            names.update({name: one for name, one in found.items() if name not in names})
            return bool(found)
        asked = {one.asname or one.name: one.name for one in node.names}
        names.update({name: found[one] for name, one in asked.items() if one in found})
        return found.keys() >= {*asked.values()}

    def reason(self, error):
        """Return what explains an error, and whether that came up while the files were loaded."""
        name, names = getattr(error, "name", None), _asked(error)
        passed = [one for one in self.passed if one.names is names]
        for one in reversed(passed):
            if isinstance(name, str) and one.makes(name):
                return one.told(error)
        if not isinstance(error, Missing) or not name:
            return error, False
        if names is None:
            return instead(error, self.job), False
        if other := self.alike(error.owner, name):
            return Missing(f"{error}; `{other}` is there: is it the one?"), False
        return (passed[0].error, True) if passed else (error, False)

    def alike(self, owner, name):
        """Name the one thing that stands there and may be what is missing; "" if there is none."""
        lesson, kind = self.job["lesson"], type if name[:1].isupper() else FUNCTION
        own = {one: thing for one, thing in vars(owner).items() if isinstance(thing, kind)}
        own = {one: thing for one, thing in own.items() if thing.__module__ == owner.__name__}
        bases = {base for one in own if one in lesson for base in getattr(own[one], "__mro__", ())}
        others = [one for one, thing in own.items() if one not in lesson and thing not in bases]
        found = near(name, others) or others
        return found[0] if len(found) == 1 else ""


def _interrupt(busy, clock):
    """Interrupt what runs after so many seconds of the processor, or of the clock; 0 is never."""
    if hasattr(_signal, "setitimer"):
        _signal.setitimer(_signal.ITIMER_PROF, busy)
        _signal.setitimer(_signal.ITIMER_REAL, clock)


def _asked(error):
    """Return the names of the module in which an error finds a name missing, if it is such a one.

    Where the names of a module are asked for, it is that one; else it is the one whose code runs.
    """
    if type(error) is NameError:
        return steps(error)[-1].tb_frame.f_globals if error.__traceback__ else None
    owner = getattr(error, "obj" if type(error) is AttributeError else "owner", None)
    return vars(owner) if isinstance(owner, MODULE) else None


def read(source, path, flags=0):
    """Compile a text, or parse it.

    Raises:
        SyntaxError: if that cannot be done.
    """
    try:
        return compile(source, path, "exec", flags, dont_inherit=True)
    except ValueError as error:  # null bytes, as Python said it before 3.11.4
        raise SyntaxError(str(error)) from None


def _number(nodes, error, code):
    """Return which statement an error came from."""
    at = (0, 0)
    for step in steps(error):
        if step.tb_frame.f_code is code:
            line, _, column, _ = [*code.co_positions()][step.tb_lasti // 2]
            at = (line or step.tb_lineno, column or 0)
    decorated = [[*getattr(node, "decorator_list", ()), node] for node in nodes]
    begun = [one for one in decorated if (one[0].lineno, one[-1].col_offset) <= at]
    return max(len(begun) - 1, 0)


def _made(node):
    """Return the names that a statement binds where it stands."""
    if isinstance(node, DEFINED):
        return {getattr(node, "name", "")}
    if isinstance(node, IMPORTS):
        return {one.asname or one.name.partition(".")[0] for one in node.names}
    made = {node.id} if isinstance(node, _ast.Name) and isinstance(node.ctx, _ast.Store) else set()
    for field in node._fields:
        inner = getattr(node, field, None)
        for one in inner if isinstance(inner, list) else [inner]:
            if isinstance(one, _ast.AST):
                made |= _made(one)
    return made
