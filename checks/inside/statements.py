"""The statements of a learner's files: how they are run, and which of them were passed over.

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

from inside.definitions import FUNCTION, instead, near, there
from inside.table import Late, Missing
from inside.trace import steps

MODULE = type(sys)
TREE_ONLY = 0x400  # ast.PyCF_ONLY_AST, without the cost of importing ast
IMPORTS = (_ast.Import, _ast.ImportFrom)
DEFINED = (_ast.FunctionDef, _ast.AsyncFunctionDef, _ast.Lambda, _ast.ClassDef)
DEFINITIONS = (*DEFINED, *IMPORTS, _ast.Assign, _ast.AnnAssign)
SHARE = 0.5  # of a call's time on the processor: what all files may take together
TRIED = 0.125  # and what a statement may take that defines nothing
LEAST_SECONDS = 0.1  # what a statement has once that is used up
AGAIN = 0.05, 0.5  # and one that was cut in an earlier job, of the processor and of the clock
CODE = {}  # of the kit's own files, by path; of a learner's, by path and text


class Passed:
    """A statement that was passed over, and why; or a text that Python cannot read."""

    def __init__(self, node, error, names, source="", cell=""):
        self.node, self.error, self.names, self.source, self.cell = node, error, names, source, cell

    def makes(self, name):
        """Tell whether it would have made a name."""
        if self.node is None:
            from re import escape, search  # few texts cannot be read

            first = rf"(?m)^\W*(\w+\s+){{0,2}}{escape(name)}\b"  # with a slip in `class`, too
            return search(first, self.source) is not None
        made = _made(self.node)
        return name in made or ("*" in made and not name.startswith("_"))

    def told(self, error):
        """Return why a name is not there, and whether that came up while the files were loaded."""
        why = self.error
        if type(why) is not ModuleNotFoundError or type(error) is not NameError or not why.name:
            return why, True
        package, *rest = why.name.split(".")
        gone = f"{package} is not installed here"
        if package == "exercises":
            gone = f"there is no {'/'.join(rest)}.py"
        words = f"`{error.name}` is not there: {gone}"
        told = Missing(f"{words} ({self.cell}line {self.node.lineno} imports it)")
        return told.with_traceback(error.__traceback__), False


class Loading:
    """What of the files was passed over, and the time that is left for them.

    Attributes:
        modules: those that are loaded, in their order.
        slow: the statements that took too long, as numbers, and the processor's time by then.
        kept: what the classes hold that are not the learner's, as they were handed out.
        taken: the engines of theirs that count.
        packages: those that are not here, and whose modules the lesson's are taken for.
    """

    def __init__(self, job):
        self.job, self.passed, self.modules, self.slow, self.kept = job, [], [], {}, {}
        self.packages = {name.partition(".")[0] for name in job["known_as"]}
        self.busy = process_time() + job["busy"] * SHARE
        self.end = perf_counter() + job["seconds"]
        self.is_running = self.is_elsewhere = False
        self.cell, self.notes, self.taken = "", [], []
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

    def see(self, source, path):
        """Note whether a text takes the engine for that of another package, or is not UTF-8."""
        if number := _not_in_utf8(source):
            self.note("no UTF-8", path, str(number))
        for name in self.job["known_as"]:
            self.is_elsewhere |= name.encode() in source
            own = os.path.join(self.job["folder"], *name.split("."))
            is_taken = f"from {name} import {self.job['class']}".encode() in source
            if is_taken and not os.path.isfile(f"{own}.py"):
                self.note("known as", path, name)

    def see_engines(self, modules, engine):
        """Note which modules of theirs have an engine that is none of those that count."""
        for one in modules:
            kind = vars(one).get(self.job["class"])
            is_own = isinstance(kind, type) and kind.__module__ == one.__name__
            if is_own and kind not in (engine, *self.taken):
                self.note("passed over", one.__file__)
        below = os.path.join(self.job["folder"], "")
        for file in [os.path.join(one, "engine.py") for one in sys.path if one.startswith(below)]:
            if self.has_kits_engine and os.path.isfile(file):
                self.note("passed over", file)

    @property
    def has_kits_engine(self):
        """Tell whether they have handed in no engine, or it is not looked at now."""
        return self.job["files"]["engine"] == self.job["kits"] and not self.job["beside"]

    def see_definition(self, begun):
        """Note that the one file has an engine that it does not use itself."""
        if any(getattr(node, "name", "") == self.job["class"] for node, _ in begun):
            self.note("passed over", self.job["whole"])

    def note(self, how, path, name="", line=0):
        """Note how a file is taken: the words are the kit's."""
        file = os.path.relpath(path, self.job["folder"]).replace("\\", "/")
        self.notes.append((how, file, name, line))

    def note_passed(self, path, line, error):
        """Note the first statement of a file that was passed over; a notebook shows its own.

        What stops over a stand-in, or does not end there, may do neither over theirs.
        """
        file = os.path.relpath(path, self.job["folder"]).replace("\\", "/")
        is_told = any(one[1] == file and one[3] for one in self.notes)
        if self.cell or is_told or type(error) is NotImplementedError:  # of a stub, which is told
            return
        how, name = ("is slow", "") if type(error) is Late else ("stops", type(error).__name__)
        package = str(getattr(error, "name", ""))
        if type(error) is ModuleNotFoundError or package in self.packages:
            how, name = "lacks", package
        elif file_of_circle := _in_a_circle(path, error):
            how, name = "circle", file_of_circle
        elif self.job["theirs"] and not self.job["whole"]:
            return
        self.note(how, path, name, line)

    def restore(self, brings=False):
        """Undo what their code has changed in these: it means other classes by their names.

        What it has added to the engine stays, as helpers do, unless it brings one of its own.
        """
        for kind, before in self.kept.items():
            now, is_engine = dict(vars(kind)), kind.__name__ == self.job["class"] and not brings
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

    def go_on(self, nodes, path, names, begin=0, future=()):
        """Run statement by statement; return those that were begun, each with its code.

        `future` are statements of cells before that hold here as well.
        """
        name = os.path.basename(path)
        self.cell = f"{name}, " if name.startswith("cell ") else ""
        begun, future = [], [*future, *of_future(nodes)]
        for node in nodes[begin:]:
            if perf_counter() > self.end and not isinstance(node, DEFINITIONS):
                self._note(node, Late(f"line {node.lineno} was not begun"), names)
                continue
            try:
                code = compiled(node, path, future)
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
        line = f"{self.cell}line {node.lineno}"
        if type(error) is KeyboardInterrupt:
            words = f"what begins in {line} took too long and was passed over"
            error = Late(words, taken).with_traceback(error.__traceback__)
        if not self._found(node, error, names):
            if not self._is_of_a_stand_in(node, error):  # theirs has it, perhaps
                self.note_passed(names["__file__"], node.lineno, error)
            if self._is_from_itself(node, error):
                file = f"{node.module}.py" if node.module in self.job["names"] else node.module
                error = Missing(f"{line} imports from {file}, which was not handed in")
            self.passed.append(Passed(node, error, names, cell=self.cell))

    def _is_of_a_stand_in(self, node, error):
        """Tell whether an import asks a stand-in for more than its class."""
        if not isinstance(node, _ast.ImportFrom) or type(error) is not ImportError:
            return False
        file = self.job["files"].get((node.module or "").rpartition(".")[2])
        return file is not None and file not in (*self.job["own"], self.job["kits"])

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
        if self.job["class"] in asked.values() and self.has_kits_engine and not is_made_up:
            self.note("stands in", names["__file__"], "." * node.level + (node.module or ""))
        elif not node.level:
            self.note_passed(names["__file__"], node.lineno, error)
        names.update({name: found[one] for name, one in asked.items() if one in found})
        return found.keys() >= {*asked.values()}

    def reason(self, error, before=None):
        """Return what explains an error, and whether that came up while the files were loaded.

        Where that is a name that another statement would have made, it is why that one did not.
        """
        name, names = getattr(error, "name", None), _asked(error)
        passed = [one for one in self.passed[:before] if one.names is names]
        for one in reversed(passed):
            if isinstance(name, str) and one.makes(name):
                why, is_of_loading = one.told(error)
                if type(why) is not NameError or why is error:
                    return why, is_of_loading
                return self.reason(why, self.passed.index(one))[0], True
        if not isinstance(error, Missing) or not name:
            return error, False
        if names is None:
            return instead(error, self.job), False
        others = self.alike(error.owner, name)
        late = [one.error for one in passed if type(one.error) is Late]
        if late and not others:  # whatever it would have made
            return late[0], True
        is_class = name[:1].isupper()  # a function may be anybody's helper
        meant = others if len(others) == 1 and (is_class or near(name, others)) else ()
        return Missing(f"{error}{there(*meant, others=others)}"), False

    def alike(self, owner, name):
        """Name what stands there and may be what is missing: one thing, if that can be told."""
        lesson, kind = self.job["lesson"], type if name[:1].isupper() else FUNCTION
        own = {one: thing for one, thing in vars(owner).items() if isinstance(thing, kind)}
        own = {one: thing for one, thing in own.items() if thing.__module__ == owner.__name__}
        bases = {base for one in own if one in lesson for base in getattr(own[one], "__mro__", ())}
        others = [one for one, thing in own.items() if one not in lesson and thing not in bases]
        return near(name, others) or others


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


def _in_a_circle(path, error):
    """Return the file that needs a name of this one before it is there, or ""."""
    asked = sys.modules.get(error.name) if type(error) is ImportError else None
    files = [step.tb_frame.f_code.co_filename for step in steps(error) if asked]
    files = [one for one in files if os.path.dirname(one) == os.path.dirname(path)]
    asks = next((one for one in files if one != path), path)
    return os.path.basename(asks) if asks != path == getattr(asked, "__file__", "") else ""


def _not_in_utf8(source):
    """Return the line in which a text is not UTF-8, or 0; so where it says first what it is."""
    try:
        source.decode()
    except UnicodeDecodeError as error:
        says = source.startswith(b"\xef\xbb\xbf") or b"coding" in b"".join(source.split(b"\n")[:2])
        return 0 if says else source.count(b"\n", 0, error.start) + 1
    return 0


def keep(job):
    """Take the kit's own files as compiled before, once for all jobs; no learner's is."""
    for path in {*job["files"].values()} - CODE.keys():
        if path == job["kits"] or path not in job["own"]:
            CODE[path] = type(__spec__.loader)("", path).get_code("")


def of_future(nodes):
    """Return the statements that say how all the others are read."""
    return [one for one in nodes if getattr(one, "module", "") == "__future__"]


def compiled(node, path, future=()):
    """Compile one statement, as those say that hold for all others."""
    return compile(_ast.Module([*future, node], []), path, "exec", dont_inherit=True)


def read(source, path, flags=0):
    """Compile a text, or parse it; raise SyntaxError where that cannot be done."""
    code = CODE.get(path) or CODE.get((path, source))
    if code and not flags:
        return code
    try:
        code = compile(source, path, "exec", flags, dont_inherit=True)
    except ValueError as error:  # null bytes, as Python said it before 3.11.4
        raise SyntaxError(str(error)) from None
    if not flags:
        CODE[path, source] = code
    return code


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
